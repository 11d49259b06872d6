# pyright: basic, reportArgumentType=false, reportAttributeAccessIssue=false
"""The metrics that Azure's automated ML logs, by their names there.

Names and meaning: https://learn.microsoft.com/azure/machine-learning/how-to-understand-automated-ml (read
2026-11-21); the normalised errors are divided by the range of the target in all data.
"""

from typing import Any

import numpy as np
from scipy.stats import spearmanr
from sklearn import metrics as measure

MINIMIZED = ("normalized_root_mean_squared_error", "normalized_mean_absolute_error")
"""The primary metrics of which less is better."""


def classification_metrics(truth: Any, predicted: Any, chances: Any, classes: Any) -> dict[str, float]:
    """How good the answers of a classifier are."""
    recall = measure.recall_score(truth, predicted, average="macro", zero_division=0.0)
    known = len(classes)
    found = {
        "accuracy": measure.accuracy_score(truth, predicted),
        "balanced_accuracy": recall,
        "f1_score_weighted": measure.f1_score(truth, predicted, average="weighted", zero_division=0.0),
        "log_loss": measure.log_loss(truth, chances, labels=classes),
        "norm_macro_recall": max(0.0, (recall - 1 / known) / (1 - 1 / known)),
        "precision_score_weighted": measure.precision_score(
            truth, predicted, average="weighted", zero_division=0.0
        ),
    }
    one_hot = np.equal.outer(np.asarray(truth), classes).astype(int)
    present = one_hot.any(axis=0) & ~one_hot.all(axis=0)
    weights = one_hot[:, present].sum(axis=0) / one_hot[:, present].sum()
    each = [measure.roc_auc_score(one_hot[:, n], chances[:, n]) for n in np.flatnonzero(present)]
    precise = [measure.average_precision_score(one_hot[:, n], chances[:, n]) for n in np.flatnonzero(present)]
    found["AUC_weighted"] = float(np.dot(weights, each))
    found["average_precision_score_weighted"] = float(np.dot(weights, precise))
    return _plain(found)


def regression_metrics(truth: Any, predicted: Any, spread: float) -> dict[str, float]:
    """How far the answers of a regressor are from the truth."""
    root = measure.root_mean_squared_error(truth, predicted)
    absolute = measure.mean_absolute_error(truth, predicted)
    varied = len(set(predicted)) > 1 and len(set(truth)) > 1
    return _plain(
        {
            "mean_absolute_error": absolute,
            "mean_absolute_percentage_error": 100 * measure.mean_absolute_percentage_error(truth, predicted),
            "normalized_mean_absolute_error": absolute / spread,
            "normalized_root_mean_squared_error": root / spread,
            "r2_score": max(-1.0, measure.r2_score(truth, predicted)),
            "root_mean_squared_error": root,
            "spearman_correlation": spearmanr(truth, predicted).statistic if varied else 0.0,
        }
    )


def _plain(found: dict[str, Any]) -> dict[str, float]:
    return {name: float(value) for name, value in found.items()}
