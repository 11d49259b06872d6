"""Measure two models on passengers that neither has seen, and pass on the better one."""

import argparse
import json
import shutil
from pathlib import Path

import mlflow
import pandas as pd

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--prepared", type=Path, required=True, help="the folder with unseen.csv")
parser.add_argument("--forest", type=Path, required=True, help="a model")
parser.add_argument("--logistic", type=Path, required=True, help="another model")
parser.add_argument("--best", type=Path, required=True, help="the folder that the better one is copied to")
parser.add_argument("--report", type=Path, required=True, help="the folder that scores.json is written to")
arguments = parser.parse_args()

unseen = pd.read_csv(arguments.prepared / "unseen.csv")
features = unseen.drop(columns="survived").astype(
    dict.fromkeys(["pclass", "age", "sibsp", "parch", "fare"], "float64")
)
models = {"forest": arguments.forest, "logistic": arguments.logistic}
scores: dict[str, float] = {}
for name, folder in models.items():
    answers = mlflow.sklearn.load_model(str(folder)).predict(features)
    scores[name] = float((answers == unseen["survived"]).mean())
best = max(scores, key=lambda name: scores[name])

(arguments.report / "scores.json").write_text(json.dumps({"best": best, "accuracy": scores}, indent=2))
shutil.copytree(models[best], arguments.best, dirs_exist_ok=True)
with mlflow.start_run():
    mlflow.log_metrics({f"accuracy_{name}": score for name, score in scores.items()})
print(f"{best} is better: {scores}")
