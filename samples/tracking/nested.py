"""Train forests of different sizes, one run each below one parent, and compare them."""

import sys

sys.path += [".", "tracking/train"]
import mlflow
import tracking.connect  # noqa: F401 - leads MLflow to the workspace
from passengers import preparation, read
from sklearn.metrics import accuracy_score
from sklearn.pipeline import make_pipeline
from workspace.connect import ml_client
from workspace.names import EXPERIMENT, TAGS

seen, unseen, seen_survived, unseen_survived = read("data/titanic.csv")

# isort: split
# --8<-- [start:nested]
from sklearn.ensemble import RandomForestClassifier

with mlflow.start_run(run_name="how many trees?", tags=TAGS) as parent:
    for trees in (1, 10, 100):
        with mlflow.start_run(run_name=f"{trees} trees", nested=True, tags={**TAGS, "study": "trees"}):
            forest = RandomForestClassifier(n_estimators=trees, min_samples_leaf=3, random_state=7)
            model = make_pipeline(preparation(), forest).fit(seen, seen_survived)
            mlflow.log_param("trees", trees)
            mlflow.log_metric("accuracy", accuracy_score(unseen_survived, model.predict(unseen)))
# --8<-- [end:nested]

# --8<-- [start:compare]
found = mlflow.search_runs(
    experiment_names=[f"{EXPERIMENT}-tracking"],
    filter_string="tags.study = 'trees' and metrics.accuracy > 0.79",
)
for _, each in found.sort_values("metrics.accuracy", ascending=False).iterrows():
    print(f"{each['params.trees']} trees: {each['metrics.accuracy']:.3f}")
# --8<-- [end:compare]

# --8<-- [start:jobs]
jobs = [each for each in ml_client.jobs.list() if each.experiment_name == f"{EXPERIMENT}-tracking"]
for each in sorted(jobs, key=lambda job: job.display_name):
    print(f"{each.display_name}: {each.status.value}")
# --8<-- [end:jobs]

# --8<-- [start:children]
for child in ml_client.jobs.list(parent_job_name=parent.info.run_id):
    print(f"{child.display_name}: {child.status}")
# --8<-- [end:children]
