"""Fit a model that tells who survived the Titanic, and register it with the packages that can serve it."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import MODEL, TAGS

# isort: split
# --8<-- [start:fit]
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

NUMBERS = ["pclass", "age", "sibsp", "parch", "fare"]
WORDS = ["sex", "embarked"]

passengers = pd.read_csv("data/titanic.csv")
features = passengers[NUMBERS + WORDS].astype(dict.fromkeys(NUMBERS, "float64"))
classifier = make_pipeline(
    make_column_transformer(
        (SimpleImputer(strategy="median"), NUMBERS), (OneHotEncoder(handle_unknown="ignore"), WORDS)
    ),
    RandomForestClassifier(n_estimators=200, min_samples_leaf=3, random_state=7),
)
classifier.fit(features, passengers["survived"])
# --8<-- [end:fit]

# --8<-- [start:register]
import shutil

import mlflow
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Model

shutil.rmtree("downloads/serving", ignore_errors=True)
mlflow.sklearn.save_model(
    classifier,
    "downloads/serving/model",
    signature=mlflow.models.infer_signature(features, classifier.predict(features)),
    serialization_format="cloudpickle",
    pip_requirements=["mlflow==3.6.0", "pandas==2.3.3", "scikit-learn==1.9.1"],
)
model = Model(name=MODEL, type=AssetTypes.MLFLOW_MODEL, path="downloads/serving/model", tags=TAGS)
model = ml_client.models.create_or_update(model)
print(model.name, model.version)
# --8<-- [end:register]
