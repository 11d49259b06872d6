"""How sure the model is, for each passenger of each file: the scoring script of the deployment `sure`."""

# --8<-- [start:init]
import os
from pathlib import Path

import mlflow
import pandas as pd


def init():
    global classifier
    folder = Path(os.environ["AZUREML_MODEL_DIR"]) / "model"
    classifier = mlflow.sklearn.load_model(str(folder))
    # --8<-- [end:init]


# --8<-- [start:run]
def run(mini_batch):
    tables = []
    for path in mini_batch:
        passengers = pd.read_csv(path)
        chances = classifier.predict_proba(passengers)[:, 1].round(2)
        tables.append(pd.DataFrame({"file": Path(path).name, "name": passengers["name"], "chance": chances}))
        print(f"scored {len(passengers)} passengers of {path}")
    return pd.concat(tables)


# --8<-- [end:run]
