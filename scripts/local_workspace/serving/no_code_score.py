"""The scoring script of MLflow models that are deployed without one: Azure's `input_data` in, a list out.

Runs in the deployment's environment. Body and answer: MicrosoftDocs/azure-ai-docs,
how-to-deploy-mlflow-models-online-endpoints.md (read 2026-11-21).
"""

# pyright: basic, reportMissingImports=false, reportArgumentType=false

import json
import os
from io import StringIO

import mlflow
from mlflow.pyfunc.scoring_server import infer_and_parse_data, unwrapped_predictions_to_json


def init():
    """Load the model."""
    global model
    model = mlflow.pyfunc.load_model(os.environ["LOCAL_WORKSPACE_MODEL"])


def run(raw_data):
    """Answer a request."""
    request = json.loads(raw_data)
    if "input_data" not in request:
        raise ValueError("Request must contain a top level key named 'input_data'")
    sent = request["input_data"]
    data = infer_and_parse_data({_form(sent): sent}, model.metadata.get_input_schema())
    text = StringIO()
    unwrapped_predictions_to_json(model.predict(data, request.get("params")), text)
    return json.loads(text.getvalue())


def _form(sent):
    """What MLflow calls the form that Azure takes under one name."""
    if isinstance(sent, dict) and {"columns", "data"} <= set(sent) <= {"columns", "data", "index"}:
        return "dataframe_split"
    if isinstance(sent, list) and sent and all(isinstance(row, dict) for row in sent):
        return "dataframe_records"
    return "inputs"
