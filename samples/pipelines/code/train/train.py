"""Train one model on the prepared passengers: a forest of trees, or a logistic regression."""

import argparse
from pathlib import Path

import mlflow
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--prepared", type=Path, required=True, help="the folder with seen.csv")
parser.add_argument("--algorithm", choices=["forest", "logistic"], required=True)
parser.add_argument("--trees", type=int, default=200, help="how many trees the forest has")
parser.add_argument("--model", required=True, help="the folder that the model is written to")
arguments = parser.parse_args()

NUMBERS = ["pclass", "age", "sibsp", "parch", "fare"]
WORDS = ["sex", "embarked"]

seen = pd.read_csv(arguments.prepared / "seen.csv")
features = seen[NUMBERS + WORDS].astype(dict.fromkeys(NUMBERS, "float64"))
prepare = make_column_transformer(
    (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
    (OneHotEncoder(handle_unknown="ignore"), WORDS),
)
algorithms = {
    "forest": RandomForestClassifier(arguments.trees, min_samples_leaf=3, random_state=7),
    "logistic": LogisticRegression(),
}
classifier = make_pipeline(prepare, algorithms[arguments.algorithm])
accuracy = float(cross_val_score(classifier, features, seen["survived"]).mean())
with mlflow.start_run():
    mlflow.log_metric("accuracy", accuracy)

classifier.fit(features, seen["survived"])
mlflow.sklearn.save_model(
    classifier,
    arguments.model,
    signature=mlflow.models.infer_signature(features, classifier.predict(features)),
    serialization_format="cloudpickle",
    pip_requirements=["mlflow==3.15.0", "pandas==2.3.3", "scikit-learn==1.9.1"],
)
print(f"{arguments.algorithm}: learned from {len(seen)} passengers, accuracy {accuracy:.3f}")
