"""Download the newest version of the model and ask it about three passengers."""

import sys

sys.path.append(".")
from workspace.connect import ml_client
from workspace.names import MODEL

model = ml_client.models.get(MODEL, label="latest")

# --8<-- [start:score]
import mlflow
import pandas as pd

ml_client.models.download(model.name, version=model.version, download_path="downloads")
classifier = mlflow.sklearn.load_model(f"downloads/{model.name}/model")

strangers = pd.DataFrame(
    [
        {
            "pclass": 1.0,
            "age": 30.0,
            "sibsp": 0.0,
            "parch": 0.0,
            "fare": 80.0,
            "sex": "female",
            "embarked": "C",
        },
        {"pclass": 3.0, "age": 30.0, "sibsp": 0.0, "parch": 0.0, "fare": 8.0, "sex": "male", "embarked": "S"},
        {"pclass": 2.0, "age": 4.0, "sibsp": 0.0, "parch": 2.0, "fare": 25.0, "sex": "male", "embarked": "S"},
    ]
)
for sex, age, chance in zip(
    strangers.sex, strangers.age, classifier.predict_proba(strangers)[:, 1], strict=True
):
    print(f"{sex}, {age:.0f}: {chance:.2f}")
# --8<-- [end:score]
