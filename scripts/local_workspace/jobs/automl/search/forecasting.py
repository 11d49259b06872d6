# pyright: basic, reportAttributeAccessIssue=false
"""Makes a forecaster of a regressor: it learns from the calendar and from the values before."""

from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin, clone

CALENDAR = ("year", "quarter", "month", "day", "dayofweek", "hour")


class Forecaster(RegressorMixin, BaseEstimator):
    """Forecasts one step after the other: each forecast is a value before the next one."""

    def __init__(
        self, regressor: Any, time: str, series: tuple[str, ...], lags: int, *, detrend: bool = True
    ) -> None:
        self.regressor = regressor
        self.time = time
        self.series = series
        self.lags = lags
        self.detrend = detrend

    def fit(self, table: pd.DataFrame, target: Any) -> "Forecaster":
        """Learn from the past of all series."""
        self.past_, self.trend_ = {}, {}
        rows, answers = [], []
        values = pd.Series(np.asarray(target, dtype=float), index=table.index)
        for name, part in self._parts(table):
            known = values[part.index].to_numpy()
            moments = _number(part[self.time])
            self.trend_[name] = np.polyfit(moments, known, 1) if self.detrend else np.zeros(2)
            level = known - np.polyval(self.trend_[name], moments)
            self.past_[name] = level[-self.lags :]
            for at in range(self.lags, len(part)):
                rows.append(self._features(part.iloc[at], level[at - self.lags : at]))
                answers.append(level[at])
        self.regressor_ = clone(self.regressor).fit(np.array(rows), np.array(answers))
        return self

    def predict(self, table: pd.DataFrame) -> Any:
        """The forecasts for the moments that follow those it learned from."""
        forecasts = pd.Series(index=table.index, dtype=float)
        for name, part in self._parts(table):
            if name not in self.past_:
                raise ValueError(f"The series {name} was not there when the model learned.")
            level = list(self.past_[name])
            for index, row in part.iterrows():
                features = self._features(row, np.array(level[-self.lags :]))
                level.append(float(self.regressor_.predict(features.reshape(1, -1))[0]))
                forecasts[index] = level[-1] + np.polyval(self.trend_[name], _number(row[self.time]))
        return forecasts.to_numpy()

    def _parts(self, table: pd.DataFrame) -> Any:
        moments = table.assign(**{self.time: pd.to_datetime(table[self.time])}).sort_values(self.time)
        if not self.series:
            return [((), moments)]
        return list(moments.groupby(list(self.series), sort=True))

    def _features(self, row: pd.Series, before: Any) -> Any:
        others = row.drop([self.time, *self.series])
        numbers = pd.to_numeric(others, errors="coerce").fillna(0.0).to_numpy(dtype=float)
        calendar = [getattr(row[self.time], part) for part in CALENDAR]
        return np.concatenate([before, calendar, numbers])


def _number(moments: Any) -> Any:
    """Days since 1970, so that a line can be drawn through the values."""
    return (moments - pd.Timestamp(0)) / pd.Timedelta(days=1)
