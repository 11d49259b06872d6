"""Which MLflow routes Azure ML serves: an allow-list, each with where that is known from.

azureml-mlflow 1.62.0.post6 sends MLflow 3 clients to the same service as MLflow 2 clients ("V3 API not
implemented yet", _store/azureml_reststore.py:60). What is not on the list is answered as Azure answers
logged models: 404 (Azure/azure-sdk-for-python#44896, 2026-01).
"""

from dataclasses import dataclass

DOCS = "https://learn.microsoft.com/azure/machine-learning/"
TRACK = (
    f"{DOCS}how-to-use-mlflow-cli-runs (read 2026-11-21): log metrics, parameters, tags, artifacts of runs"
)
QUERY = (
    f"{DOCS}how-to-track-experiments-mlflow (read 2026-11-21): search experiments and runs, metric history"
)
CLIENT = "azureml-mlflow 1.62.0.post6, _protos/aml_service.proto and _store/tracking/store.py"


@dataclass(frozen=True)
class Served:
    """A route below `/api/2.0/mlflow/` and the source that says that Azure ML serves it."""

    method: str
    path: str
    source: str


SERVED = (
    Served("POST", "experiments/create", TRACK),
    Served("GET", "experiments/get", TRACK),
    Served("GET", "experiments/get-by-name", TRACK),
    Served("POST", "experiments/search", QUERY),
    Served("GET", "experiments/search", QUERY),
    Served("POST", "experiments/delete", f"{DOCS}how-to-track-experiments-mlflow (read 2026-11-21)"),
    Served("POST", "experiments/set-experiment-tag", TRACK),
    Served("POST", "runs/create", TRACK),
    Served("GET", "runs/get", QUERY),
    Served("POST", "runs/update", TRACK),
    Served("POST", "runs/search", QUERY),
    Served("POST", "runs/log-metric", TRACK),
    Served("POST", "runs/log-parameter", TRACK),
    Served("POST", "runs/log-batch", TRACK),
    Served("POST", "runs/log-batch-async", CLIENT),
    Served("GET", "runs/get-run-data-status", CLIENT),
    Served("POST", "runs/set-tag", TRACK),
    Served("POST", "runs/delete-tag", TRACK),
    Served("GET", "metrics/get-history", QUERY),
)

REGISTRY = ("registered-models/", "model-versions/")
"""Served by Azure ML, not yet by the local workspace: 501."""
