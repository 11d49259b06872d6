# pyright: basic, reportPrivateImportUsage=false, reportArgumentType=false, reportOptionalCall=false
"""The algorithms, by their names on Azure, and FLAML's search through the settings of each.

FLAML (https://microsoft.github.io/FLAML) brings for each algorithm the space of its settings, the settings to
begin with that it has learned from many data sets (`flaml.default`), and the search itself (CFO).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from flaml import CFO
from flaml.automl.contrib.histgb import HistGradientBoostingEstimator
from flaml.automl.model import (
    BaseEstimator,
    ElasticNetEstimator,
    ExtraTreesEstimator,
    KNeighborsEstimator,
    LassoLarsEstimator,
    LGBMEstimator,
    LRL2Classifier,
    RandomForestEstimator,
    SGDEstimator,
    XGBoostLimitDepthEstimator,
)
from flaml.automl.task.factory import task_factory
from flaml.default.suggest import suggest_config
from flaml.tune.sample import Categorical, Integer

from .labels import Labelled

SEED = 42
LAGS = 12
"""How many values before a forecast first learns from."""


@dataclass(frozen=True)
class Algorithm:
    """One algorithm: FLAML's class of it, and the settings to begin with.

    These are those of FLAML's portfolio, which it chooses by the shape of the data; where there is none,
    FLAML would begin with the cheapest settings, and a short search would end before it came to good ones.
    """

    estimator: type[BaseEstimator]
    portfolio: str | None = None
    scaled: bool = False
    """Whether it wants its numbers on one scale."""
    start: Mapping[str, Any] = field(default_factory=dict[str, Any])


_BOTH = {
    "LightGBM": Algorithm(LGBMEstimator, "lgbm"),
    "RandomForest": Algorithm(RandomForestEstimator, "rf"),
    "ExtremeRandomTrees": Algorithm(ExtraTreesEstimator, "extra_tree"),
    "GradientBoosting": Algorithm(
        HistGradientBoostingEstimator, start={"n_estimators": 100, "max_leaves": 31}
    ),
    "KNN": Algorithm(KNeighborsEstimator, scaled=True),
}
_NUMBERS = {
    **_BOTH,
    "XGBoostRegressor": Algorithm(XGBoostLimitDepthEstimator, "xgb_limitdepth"),
    "ElasticNet": Algorithm(ElasticNetEstimator, scaled=True),
    "LassoLars": Algorithm(LassoLarsEstimator, scaled=True),
}
ALGORITHMS: dict[str, dict[str, Algorithm]] = {
    "classification": {
        **_BOTH,
        "XGBoostClassifier": Algorithm(XGBoostLimitDepthEstimator, "xgb_limitdepth"),
        "LogisticRegression": Algorithm(LRL2Classifier, scaled=True),
        "SGD": Algorithm(SGDEstimator, scaled=True),
    },
    "regression": {**_NUMBERS, "SGD": Algorithm(SGDEstimator, scaled=True)},
    "forecasting": _NUMBERS,
}


class AlgorithmSearch:
    """FLAML's search through the settings of one algorithm."""

    def __init__(self, name: str, task: str, table: pd.DataFrame, target: pd.Series) -> None:
        self.name = name
        self.algorithm = ALGORITHMS[task][name]
        self.best = -np.inf
        self.exhausted = False
        kind = task if task == "classification" else "regression"
        two = kind == "classification" and target.nunique() == 2
        self._task = task_factory("binary" if two else "multiclass" if kind == "classification" else kind)
        space = self.algorithm.estimator.search_space(data_size=table.shape, task=self._task)
        domains = {key: part["domain"] for key, part in space.items()}
        start = {key: part["init_value"] for key, part in space.items() if "init_value" in part}
        start |= {**self._portfolio(kind, table, target), **self.algorithm.start}
        start = {key: _inside(domains[key], value) for key, value in start.items() if key in domains}
        self._own = _own_space(task, len(table))
        domains |= self._own
        start |= {"lags": _inside(self._own["lags"], LAGS), "detrend": True} if self._own else {}
        self._search = CFO("score", "max", domains, points_to_evaluate=[start], seed=SEED)

    def ask(self, trial: int) -> dict[str, Any] | None:
        """The settings of the next trial; None when there are none left."""
        found = self._search.suggest(str(trial))
        self.exhausted = found is None
        return {key: _plain(value) for key, value in found.items()} if found else None

    def tell(self, trial: int, score: float | None, settings: dict[str, Any]) -> None:
        """Learn how good the settings were; None if the trial has failed. Greater is better."""
        if score is None:
            self._search.on_trial_complete(str(trial), error=True)
            return
        self.best = max(self.best, score)
        self._search.on_trial_complete(str(trial), {"score": score, "config": settings})

    def learner(self, settings: dict[str, Any]) -> Any:
        """The estimator of scikit-learn's kind that has these settings."""
        own = {key: value for key, value in settings.items() if key not in self._own}
        made = self.algorithm.estimator(task=self._task, n_jobs=1, **own)
        parameters = {key: (None if value == "None" else value) for key, value in made.params.items()}
        learner = made.estimator_class(**parameters)
        if self._task.is_classification() and self.algorithm.portfolio == "xgb_limitdepth":
            return Labelled(learner)
        return learner

    def _portfolio(self, kind: str, table: pd.DataFrame, target: pd.Series) -> dict[str, Any]:
        if not self.algorithm.portfolio:
            return {}
        return suggest_config(kind, table, target, self.algorithm.portfolio)[0]["hyperparameters"]


def _own_space(task: str, rows: int) -> dict[str, Any]:
    """What a forecaster has to settle beside its regressor."""
    if task != "forecasting":
        return {}
    upper = max(2, min(2 * LAGS, rows // 4))
    return {"lags": Integer(1, upper + 1), "detrend": Categorical([True, False])}


def _inside(domain: Any, value: Any) -> Any:
    """The value, moved into the domain: a portfolio may come from larger data."""
    if isinstance(domain, Categorical):
        return value if value in domain.categories else domain.categories[0]
    if isinstance(domain, Integer):
        return int(min(max(value, domain.lower), domain.upper - 1))
    return float(min(max(value, domain.lower), domain.upper))


def _plain(value: Any) -> Any:
    return value.item() if isinstance(value, np.generic) else value
