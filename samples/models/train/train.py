"""Boost small trees into a model that tells who survived, and keep the model in two places."""

# --8<-- [start:train]
import argparse

import mlflow
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--passengers", required=True, help="the CSV file")
parser.add_argument("--trees", type=int, default=40, help="how many trees follow each other")
parser.add_argument("--model", required=True, help="the folder that the model is written to")
arguments = parser.parse_args()

passengers = pd.read_csv(arguments.passengers).astype({"pclass": "float64"})
features, survived = passengers[["pclass", "age", "fare", "sex"]], passengers["survived"]
seen, unseen, seen_survived, unseen_survived = train_test_split(
    features, survived, test_size=0.25, random_state=7, stratify=survived
)
prepare = make_column_transformer((OneHotEncoder(), ["sex"]), remainder="passthrough")
boosted = HistGradientBoostingClassifier(max_iter=arguments.trees, random_state=7)
classifier = make_pipeline(prepare, boosted).fit(seen, seen_survived)

with mlflow.start_run():
    mlflow.log_param("trees", arguments.trees)
    accuracy = accuracy_score(unseen_survived, classifier.predict(unseen))
    mlflow.log_metric("accuracy", accuracy)
    print(f"accuracy {accuracy:.3f}")
    mlflow.sklearn.save_model(
        classifier,
        arguments.model,
        signature=mlflow.models.infer_signature(seen, classifier.predict(seen)),
        serialization_format="cloudpickle",
        pip_requirements=["mlflow==3.15.0", "pandas==2.3.3", "scikit-learn==1.9.1"],
    )
    mlflow.log_artifacts(arguments.model, "model")
# --8<-- [end:train]
