"""Save a model with its signature into a run, and use it from there."""

import sys

sys.path += [".", "tracking/train"]
import mlflow
import tracking.connect  # noqa: F401 - leads MLflow to the workspace
from passengers import preparation, read
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from workspace.names import TAGS

seen, unseen, seen_survived, unseen_survived = read("data/titanic.csv")
classifier = make_pipeline(preparation(), LogisticRegression(C=0.5)).fit(seen, seen_survived)

# isort: split
# --8<-- [start:save]
import tempfile

with (
    mlflow.start_run(run_name="with its model", tags=TAGS) as with_model,
    tempfile.TemporaryDirectory() as folder,
):
    mlflow.sklearn.save_model(
        classifier,
        f"{folder}/model",
        signature=mlflow.models.infer_signature(seen, classifier.predict(seen)),
        input_example=seen.head(2),
        serialization_format="cloudpickle",
        pip_requirements=["mlflow==3.15.0", "pandas==2.3.3", "scikit-learn==1.9.1"],
    )
    mlflow.log_artifacts(f"{folder}/model", "model")
# --8<-- [end:save]

# --8<-- [start:load]
loaded = mlflow.pyfunc.load_model(f"runs:/{with_model.info.run_id}/model")
print(loaded.metadata.signature.inputs)
print(loaded.predict(unseen.head(3)))
# --8<-- [end:load]

# --8<-- [start:signature]
try:
    loaded.predict(unseen.head(3).drop(columns="sex"))
except mlflow.exceptions.MlflowException as error:
    print(error)
# --8<-- [end:signature]

# --8<-- [start:log-model]
with mlflow.start_run(run_name="log_model", tags=TAGS):
    try:
        mlflow.sklearn.log_model(classifier, name="model", serialization_format="cloudpickle")
    except mlflow.exceptions.MlflowException as error:
        print(error)
# --8<-- [end:log-model]
