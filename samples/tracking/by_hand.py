"""Record a run by hand, another one by autolog, and read both back."""

import sys

sys.path.append(".")
import mlflow
import tracking.connect  # noqa: F401 - leads MLflow to the workspace
from workspace.names import TAGS

# isort: split
# --8<-- [start:read]
import sys

sys.path.append("tracking/train")
from passengers import preparation, read

seen, unseen, seen_survived, unseen_survived = read("data/titanic.csv")
# --8<-- [end:read]

# --8<-- [start:run]
import matplotlib.pyplot as plt
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import ConfusionMatrixDisplay, accuracy_score, confusion_matrix
from sklearn.pipeline import make_pipeline

with mlflow.start_run(run_name="logistic regression", tags=TAGS) as run:
    mlflow.log_param("C", 0.5)
    classifier = make_pipeline(preparation(), LogisticRegression(C=0.5))
    classifier.fit(seen, seen_survived)

    answers = classifier.predict(unseen)
    mlflow.log_metric("accuracy", accuracy_score(unseen_survived, answers))
    mlflow.set_tag("reviewed", "no")

    confusion = confusion_matrix(unseen_survived, answers)
    mlflow.log_dict({"confusion": confusion.tolist()}, "confusion.json")
    ConfusionMatrixDisplay(confusion).plot()
    mlflow.log_figure(plt.gcf(), "plots/confusion.png")
    mlflow.log_artifact("tracking/train/passengers.py", "code")
# --8<-- [end:run]

# --8<-- [start:read-back]
kept = mlflow.get_run(run.info.run_id)
print(kept.info.run_name, kept.info.status)
print(kept.data.params, {name: round(value, 3) for name, value in kept.data.metrics.items()})
print(kept.data.tags["reviewed"])
for file in mlflow.artifacts.list_artifacts(run_id=run.info.run_id):
    print(file.path)
# --8<-- [end:read-back]

# --8<-- [start:autolog]
mlflow.sklearn.autolog(log_models=False, log_datasets=False)
with mlflow.start_run(run_name="autolog", tags=TAGS) as automatic:
    make_pipeline(preparation(), LogisticRegression(C=0.5)).fit(seen, seen_survived)
mlflow.sklearn.autolog(disable=True)

recorded = mlflow.get_run(automatic.info.run_id).data
print(len(recorded.params), "parameters, among them C =", recorded.params["logisticregression__C"])
for name, value in sorted(recorded.metrics.items()):
    print(f"{name} {value:.3f}")
# --8<-- [end:autolog]
