"""Train a model that tells who survived the Titanic; measure it on passengers that it has not seen."""

# --8<-- [start:arguments]
import argparse

import mlflow
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--passengers", required=True, help="the CSV file")
parser.add_argument("--trees", type=int, default=200, help="how many trees the forest has")
parser.add_argument("--model", required=True, help="the folder that the model is written to")
arguments = parser.parse_args()
# --8<-- [end:arguments]

# --8<-- [start:prepare]
NUMBERS = ["pclass", "age", "sibsp", "parch", "fare"]
WORDS = ["sex", "embarked"]

passengers = pd.read_csv(arguments.passengers)
features = passengers[NUMBERS + WORDS].astype(dict.fromkeys(NUMBERS, "float64"))
seen, unseen, seen_survived, unseen_survived = train_test_split(
    features, passengers["survived"], test_size=0.25, random_state=7, stratify=passengers["survived"]
)
prepare = make_column_transformer(
    (SimpleImputer(strategy="median"), NUMBERS),
    (OneHotEncoder(handle_unknown="ignore"), WORDS),
)
# --8<-- [end:prepare]

# --8<-- [start:train]
forest = RandomForestClassifier(n_estimators=arguments.trees, min_samples_leaf=3, random_state=7)
classifier = make_pipeline(prepare, forest)

with mlflow.start_run():
    mlflow.log_params({"trees": arguments.trees, "min_samples_leaf": forest.min_samples_leaf})
    classifier.fit(seen, seen_survived)
    accuracy = accuracy_score(unseen_survived, classifier.predict(unseen))
    auc = roc_auc_score(unseen_survived, classifier.predict_proba(unseen)[:, 1])
    mlflow.log_metrics({"accuracy": accuracy, "auc": auc})
    print(f"accuracy {accuracy:.3f}, AUC {auc:.3f} on {len(unseen)} passengers")
# --8<-- [end:train]

# --8<-- [start:save]
mlflow.sklearn.save_model(
    classifier,
    arguments.model,
    signature=mlflow.models.infer_signature(seen, classifier.predict(seen)),
    serialization_format="cloudpickle",
    pip_requirements=["mlflow==3.15.0", "pandas==2.3.3", "scikit-learn==1.9.1"],
)
# --8<-- [end:save]
