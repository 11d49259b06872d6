"""Train a small network on the passengers of the Titanic; how, comes from outside."""

# --8<-- [start:arguments]
import argparse
from copy import deepcopy
from math import inf
from pathlib import Path

import joblib
import mlflow
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--passengers", required=True, help="the CSV file")
parser.add_argument("--learning-rate", type=float, required=True, help="how far each step of learning goes")
parser.add_argument("--neurons", type=int, required=True, help="the size of the network")
parser.add_argument("--epochs", type=int, default=15, help="how often the network sees all passengers")
parser.add_argument("--model", type=Path, required=True, help="the folder that the model is written to")
arguments = parser.parse_args()
# --8<-- [end:arguments]

NUMBERS = ["pclass", "age", "sibsp", "parch", "fare"]
WORDS = ["sex", "embarked"]

passengers = pd.read_csv(arguments.passengers)
features = passengers[NUMBERS + WORDS].astype(dict.fromkeys(NUMBERS, "float64"))
seen, unseen, seen_survived, unseen_survived = train_test_split(
    features, passengers["survived"], test_size=0.25, random_state=7, stratify=passengers["survived"]
)
prepare = make_column_transformer(
    (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
    (OneHotEncoder(handle_unknown="ignore", sparse_output=False), WORDS),
)
seen, unseen = prepare.fit_transform(seen), prepare.transform(unseen)

# --8<-- [start:train]
network = MLPClassifier(
    hidden_layer_sizes=(arguments.neurons,), learning_rate_init=arguments.learning_rate, random_state=7
)
lowest, best = inf, network

with mlflow.start_run():
    mlflow.log_params({"learning_rate": arguments.learning_rate, "neurons": arguments.neurons})
    for epoch in range(1, arguments.epochs + 1):
        network.partial_fit(seen, seen_survived, classes=[0, 1])
        loss = log_loss(unseen_survived, network.predict_proba(unseen))
        mlflow.log_metric("loss", loss, step=epoch)
        if loss < lowest:
            lowest, best = loss, deepcopy(network)
# --8<-- [end:train]

# --8<-- [start:save]
arguments.model.mkdir(parents=True, exist_ok=True)
joblib.dump(make_pipeline(prepare, best), arguments.model / "model.joblib")
print(f"lowest loss {lowest:.3f}")
# --8<-- [end:save]
