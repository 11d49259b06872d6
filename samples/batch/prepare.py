"""Fit and register the model, write the files that it is to score, and make the cluster."""

import sys

sys.path.append(".")
from batch.names import CLUSTER, NEW
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
known = passengers[passengers["embarked"] == "S"]
features = known[NUMBERS + WORDS].astype(dict.fromkeys(NUMBERS, "float64"))
classifier = make_pipeline(
    make_column_transformer(
        (SimpleImputer(strategy="median"), NUMBERS), (OneHotEncoder(handle_unknown="ignore"), WORDS)
    ),
    RandomForestClassifier(n_estimators=200, min_samples_leaf=3, random_state=7),
)
classifier.fit(features, known["survived"])
# --8<-- [end:fit]

# --8<-- [start:register]
import shutil

import mlflow
from azure.ai.ml.constants import AssetTypes
from azure.ai.ml.entities import Model

shutil.rmtree("downloads/batch", ignore_errors=True)
mlflow.sklearn.save_model(
    classifier,
    "downloads/batch/model",
    signature=mlflow.models.infer_signature(features, classifier.predict(features)),
    serialization_format="cloudpickle",
    pip_requirements=["mlflow==3.15.0", "pandas==2.3.3", "scikit-learn==1.9.1"],
)
model = Model(name=MODEL, type=AssetTypes.MLFLOW_MODEL, path="downloads/batch/model", tags=TAGS)
model = ml_client.models.create_or_update(model)
print(model.name, model.version)
# --8<-- [end:register]

# --8<-- [start:files]
from pathlib import Path

Path("batch/new").mkdir(exist_ok=True)
for letter, port in {"C": "cherbourg", "Q": "queenstown"}.items():
    boarded = passengers[passengers["embarked"] == letter]
    boarded[["name", *NUMBERS, *WORDS]].to_csv(f"batch/new/{port}.csv", index=False)
    print(f"{port}.csv: {len(boarded)} passengers")
# --8<-- [end:files]

# --8<-- [start:data]
from azure.ai.ml.entities import Data

new = Data(name=NEW, type=AssetTypes.URI_FOLDER, path="batch/new", tags=TAGS)
new = ml_client.data.create_or_update(new)
print(new.name, new.version)
# --8<-- [end:data]

# --8<-- [start:cluster]
from azure.ai.ml.entities import AmlCompute

cluster = AmlCompute(
    name=CLUSTER,
    size="Standard_D4ds_v4",
    min_instances=0,
    max_instances=2,
    idle_time_before_scale_down=120,
    tags=TAGS,
)
cluster = ml_client.compute.begin_create_or_update(cluster).result()
print(cluster.name, cluster.min_instances, cluster.max_instances)
# --8<-- [end:cluster]
