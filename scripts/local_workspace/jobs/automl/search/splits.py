# pyright: basic, reportCallIssue=false, reportArgumentType=false
"""Which rows a trial learns from, and which it is measured on.

Azure's rules: with fewer than 1,000 rows ten folds, up to 20,000 rows three, beyond that one tenth is kept
for the measurement (MicrosoftDocs/azure-ai-docs, how-to-configure-auto-train.md, "Training, validation, and
test data", 2025-08-29). A forecaster is measured on what comes after what it has seen.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from sklearn.model_selection import KFold, ShuffleSplit, StratifiedKFold, StratifiedShuffleSplit

from .problems import DataProblem

SEED = 42
FEW, MANY = 1_000, 20_000
AUTOMATIC_FOLDS = 3
"""Unverified: how many folds Azure's `auto` takes for a forecaster."""

Split = tuple[Any, Any]


def splits(task: dict[str, Any], table: pd.DataFrame, target: pd.Series) -> list[Split]:
    """Pairs of row numbers: to learn from, to measure on."""
    if task["task"] == "forecasting":
        return list(_rolling(task, table))
    words = task["task"] == "classification"
    if task["validation_size"] or (task["folds"] is None and len(table) > MANY):
        size = task["validation_size"] or 0.1
        kind = StratifiedShuffleSplit if words and target.value_counts().min() > 1 else ShuffleSplit
        return list(kind(1, test_size=size, random_state=SEED).split(table, target))
    folds = task["folds"] or (10 if len(table) < FEW else 3)
    if folds > len(table):
        raise DataProblem(
            f"{folds} cross-validation folds need at least {folds} rows; there are {len(table)}."
        )
    enough = words and target.value_counts().min() >= folds
    kind = StratifiedKFold if enough else KFold
    return list(kind(folds, shuffle=True, random_state=SEED).split(table, target))


def _rolling(task: dict[str, Any], table: pd.DataFrame) -> Iterator[Split]:
    """The last horizon, the one before it…; each is forecast from all that came earlier."""
    horizon, time = task["forecasting"]["horizon"], task["forecasting"]["time"]
    moments = np.sort(table[time].unique())
    folds = task["folds"] or AUTOMATIC_FOLDS
    if len(moments) < (folds + 2) * horizon:
        # Unverified wording.
        raise DataProblem(
            f"{folds} folds with a horizon of {horizon} need at least {(folds + 2) * horizon} moments "
            f"of time; there are {len(moments)}."
        )
    for fold in range(folds, 0, -1):
        begin = moments[-fold * horizon]
        end = moments[-(fold - 1) * horizon] if fold > 1 else None
        later = table[time] >= begin
        measured = later & (table[time] < end) if end is not None else later
        yield np.flatnonzero(~later), np.flatnonzero(measured)
