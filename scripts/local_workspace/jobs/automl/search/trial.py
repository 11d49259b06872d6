# pyright: basic, reportPrivateImportUsage=false
"""One trial: measure an algorithm with its settings, then let it learn from all rows and save it."""

import logging
import sys
import time
import warnings
from importlib.metadata import version
from pathlib import Path
from typing import Any

import cloudpickle
import mlflow.pyfunc  # that MLflow needs it only while it saves would cost each trial a part of a second
import mlflow.sklearn
import numpy as np
import pandas as pd
from mlflow.models import infer_signature
from mlflow.utils.requirements_utils import warn_dependency_requirement_mismatches

from . import forecasting, labels
from .algorithms import AlgorithmSearch
from .data import Data
from .featurization import pipeline_of
from .metrics import classification_metrics, regression_metrics

MODEL = "outputs/mlflow-model"
"""Where the model of a child job is among its artifacts, on Azure too."""

SERVED_BY = "mlflow==3.6.0"
"""With a later MLflow a deployment without a script crashes on Azure (Azure/azureml-examples#3873)."""

PACKAGES = ("cloudpickle", "numpy", "pandas", "scikit-learn")
LEARNERS = {"LightGBM": "lightgbm", "XGBoostClassifier": "xgboost-cpu", "XGBoostRegressor": "xgboost-cpu"}


def prepare() -> None:
    """Let MLflow find out once, not in each trial, which packages are installed: it takes more than a second.

    It remembers them when it first compares a requirement with them, as it does when a model is saved.
    """
    warn_dependency_requirement_mismatches([f"{PACKAGES[0]}=={version(PACKAGES[0])}"])


def run_trial(data: Data, search: AlgorithmSearch, settings: dict[str, Any], folder: Path) -> dict[str, Any]:
    """Measure, learn, save; the metrics, and the seconds that learning took."""
    warnings.simplefilter("ignore")
    logging.getLogger("mlflow").setLevel(logging.ERROR)
    metrics = _measure(data, search, settings)
    begin = time.perf_counter()
    model = _model(data, search, settings, data.table).fit(data.table, data.target)
    seconds = time.perf_counter() - begin
    _save(model, data, search.name, folder / MODEL)
    return {"metrics": metrics, "seconds": seconds}


def _model(data: Data, search: AlgorithmSearch, settings: dict[str, Any], table: pd.DataFrame) -> Any:
    learner = search.learner(settings)
    if data.task["task"] == "forecasting":
        own = data.task["forecasting"]
        return forecasting.Forecaster(
            learner, own["time"], tuple(own["series"]), settings["lags"], detrend=settings["detrend"]
        )
    automatic = data.task["featurization"] == "auto"
    return pipeline_of(table, learner, scaled=search.algorithm.scaled, automatic=automatic)


def _measure(data: Data, search: AlgorithmSearch, settings: dict[str, Any]) -> dict[str, float]:
    """The mean over the folds of each metric, or the one measurement on the validation data."""
    if data.validation:
        pairs = [((data.table, data.target), data.validation)]
    else:
        pairs = [(_rows(data, learn), _rows(data, measured)) for learn, measured in data.splits]
    found = []
    for (table, target), (other, truth) in pairs:
        model = _model(data, search, settings, table).fit(table, target)
        found.append(_metrics(data, model, other, truth))
    return {name: float(np.mean([each[name] for each in found])) for name in found[0]}


def _rows(data: Data, numbers: Any) -> tuple[pd.DataFrame, pd.Series]:
    return data.table.iloc[numbers], data.target.iloc[numbers]


def _metrics(data: Data, model: Any, table: pd.DataFrame, truth: pd.Series) -> dict[str, float]:
    predicted = model.predict(table)
    if data.task["task"] == "classification":
        return classification_metrics(truth, predicted, model.predict_proba(table), model.classes_)
    spread = float(data.target.max() - data.target.min()) or 1.0
    return regression_metrics(truth, predicted, spread)


def _save(model: Any, data: Data, name: str, folder: Path) -> None:
    for module in (labels, forecasting):  # whoever loads the model has not got this program
        cloudpickle.register_pickle_by_value(sys.modules[module.__name__])
    own = (*PACKAGES, *([LEARNERS[name]] if name in LEARNERS else []))
    example = data.table.tail(5)
    mlflow.sklearn.save_model(
        model,
        str(folder),
        signature=infer_signature(
            data.table, model.predict(example) if data.task["task"] != "forecasting" else data.target
        ),
        serialization_format="cloudpickle",
        pip_requirements=[SERVED_BY, *(f"{package}=={version(package)}" for package in own)],
    )
