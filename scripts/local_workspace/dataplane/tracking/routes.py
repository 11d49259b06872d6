"""Which MLflow routes Azure ML serves: an allow-list, each with where that is known from.

azureml-mlflow 1.62.0.post6 sends MLflow 3 clients to the same service as MLflow 2 clients ("V3 API not
implemented yet", _store/azureml_reststore.py:60). What is not on the list is answered as Azure answers
logged models: 404 and nothing else (Azure/azure-sdk-for-python#44896, 2026-01).
"""

from dataclasses import dataclass

DOCS = "https://learn.microsoft.com/azure/machine-learning/"
TRACK = (
    f"{DOCS}how-to-use-mlflow-cli-runs (read 2026-11-21): log metrics, parameters, tags, artifacts of runs"
)
QUERY = (
    f"{DOCS}how-to-track-experiments-mlflow (read 2026-11-21): search experiments and runs, metric history"
)
MODELS = (
    f"{DOCS}how-to-manage-models-mlflow (read 2026-11-21): register, list, get, describe, tag and delete "
    "versions; stages; not: rename or delete a model"
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
    Served("POST", "runs/delete", f"{QUERY}; query, delete and search for runs"),
    Served("GET", "metrics/get-history", QUERY),
    Served("POST", "registered-models/create", MODELS),
    Served("GET", "registered-models/get", MODELS),
    Served("GET", "registered-models/search", MODELS),
    Served("GET", "registered-models/get-latest-versions", MODELS),
    Served("POST", "registered-models/get-latest-versions", MODELS),
    Served("POST", "model-versions/create", MODELS),
    Served("GET", "model-versions/get", MODELS),
    Served("GET", "model-versions/search", MODELS),
    Served("PATCH", "model-versions/update", MODELS),
    Served("POST", "model-versions/set-tag", MODELS),
    Served("DELETE", "model-versions/delete-tag", MODELS),
    Served("POST", "model-versions/transition-stage", MODELS),
    Served("DELETE", "model-versions/delete", MODELS),
    Served("GET", "model-versions/get-download-uri", MODELS),
)
