"""Say with which probability passengers survive; runs in the inference server of a deployment."""

# --8<-- [start:init]
import json
import os
from pathlib import Path

import joblib
import pandas as pd


def init():
    global classifier
    (file,) = Path(os.environ["AZUREML_MODEL_DIR"]).rglob("model.pkl")
    classifier = joblib.load(file)


# --8<-- [end:init]


# --8<-- [start:run]
def run(raw_data):
    request = json.loads(raw_data)["input_data"]
    passengers = pd.DataFrame(request["data"], columns=request["columns"])
    print(f"scoring {len(passengers)} passengers")
    return [round(survives, 2) for _, survives in classifier.predict_proba(passengers)]


# --8<-- [end:run]
