"""The scoring script of MLflow models that are deployed without one: tables in, a line a row out.

Runs in the environment that the model asks for. Files, types and columns: MicrosoftDocs/azure-ai-docs,
how-to-mlflow-batch.md, "Review considerations for batch inference" (read 2026-11-21): `predict` is called
once a file; the types of the signature are enforced when a file is read; another type of file fails the job.
Images, which Azure reads too, are not read here.
"""

# pyright: basic, reportMissingImports=false, reportArgumentType=false, reportCallIssue=false

import os
import sys
from pathlib import Path

import mlflow
import pandas as pd

TYPES = {
    "boolean": "bool",
    "double": "float64",
    "float": "float32",
    "integer": "int32",
    "long": "int64",
    "string": "str",
}


def init():
    """Load the model."""
    global model
    model = mlflow.pyfunc.load_model(os.environ["LOCAL_WORKSPACE_MODEL"])


def run(mini_batch):
    """Predict for each row of each file: row, prediction, name of the file."""
    rows = []
    for path in map(Path, mini_batch):
        try:
            predictions = model.predict(_read(path))
        except Exception as error:
            sys.stderr.write(f"ERROR:azureml:Error processing input file: '{path}'. Exception: {error}\n")
            raise
        rows += [[row, value, path.name] for row, value in enumerate(_plain(predictions))]
    return rows


def _read(path):
    if path.suffix == ".csv":
        return pd.read_csv(path, dtype=_types())
    if path.suffix in (".parquet", ".pqt"):
        return pd.read_parquet(path)
    raise ValueError(f"File type '{path.suffix.removeprefix('.')}' is not supported.")


def _types():
    schema = model.metadata.get_input_schema()
    if schema is None or schema.is_tensor_spec():
        return {}
    named = {each.name: TYPES.get(each.type.name) for each in schema.inputs if each.name}
    return {name: kind for name, kind in named.items() if kind}


def _plain(predictions):
    if hasattr(predictions, "columns"):
        return predictions.to_numpy().tolist()
    return predictions.tolist() if hasattr(predictions, "tolist") else list(predictions)
