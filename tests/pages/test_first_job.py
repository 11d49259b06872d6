# pyright: basic
"""What the snippets of the first-job page did: a job measured a model, which is registered and answers."""

import math
import re
import runpy
import warnings
from typing import Any

from snippets.checks import PageSession

TAUGHT = ["jobs/train/train.py:save", "jobs/register_model.py:register"]
FILES = ["MLmodel", "conda.yaml", "model.pkl", "python_env.yaml", "requirements.txt"]


def check(session: PageSession) -> None:
    names = runpy.run_path("workspace/names.py")
    client = connect()
    jobs = {job.name: client.jobs.get(job.name) for job in client.jobs.list()}
    jobs = {name: job for name, job in jobs.items() if job.tags == names["TAGS"]}
    by_sdk, by_cli, single = jobs_of(session, jobs)
    see_that_both_ways_made_the_same_job(by_sdk, by_cli)
    see_what_the_jobs_measured(client, names, by_sdk, by_cli, single)
    see_the_assets(client, names)
    see_the_models(client, names, [by_sdk.name, by_cli.name])
    see_what_was_printed(session)


def connect() -> Any:
    """Connect as the page did; the SDK is imported late, since it is slow and full of warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from azure.ai.ml import MLClient
        from azure.identity import DefaultAzureCredential
    return MLClient.from_config(DefaultAzureCredential())


def jobs_of(session: PageSession, jobs: dict[str, Any]) -> list[Any]:
    """The jobs of the three snippets that submit one, by the name that each printed."""
    found = []
    for snippet in ("jobs/submit.py:submit", "jobs/job.sh:job", "jobs/exercise.py:exercise"):
        printed = re.search(r"^RunId: (\S+)$", session.outcomes[snippet].output, re.MULTILINE)
        assert printed, snippet
        found.append(jobs[printed[1]])
    assert len(jobs) == len(found)
    return found


def see_that_both_ways_made_the_same_job(by_sdk: Any, by_cli: Any) -> None:
    assert what_runs(by_sdk) == what_runs(by_cli)


def what_runs(job: Any) -> dict[str, Any]:
    passengers = re.search(r"([\w-]+)[:/](?:versions/)?\d+$", str(job.inputs["passengers"].path))
    assert passengers
    return {
        "command": job.command.split(),
        "passengers": passengers[1],
        "output": str(job.outputs["model"].type),
        "environment": re.sub(r"[:/](versions/)?\d+$", "", str(job.environment)),
        "variables": job.environment_variables,
        "machine": job.resources.instance_type,
        "limit": job.limits.timeout,
        "experiment": job.experiment_name,
        "title": job.display_name,
    }


def see_what_the_jobs_measured(client: Any, names: dict[str, Any], *jobs: Any) -> None:
    assert [job.status for job in jobs] == ["Completed"] * 3
    import mlflow

    mlflow.set_tracking_uri(client.workspaces.get(client.workspace_name).mlflow_tracking_uri)
    by_sdk, by_cli, single = (mlflow.get_run(job.name).data for job in jobs)
    assert by_sdk.params == by_cli.params == {"trees": "200", "min_samples_leaf": "3"}
    assert single.params["trees"] == "1"
    assert 0.80 < by_sdk.metrics["accuracy"] < 0.87
    assert 0.85 < by_sdk.metrics["auc"] < 0.92
    assert by_sdk.metrics == by_cli.metrics
    assert single.metrics["accuracy"] < by_sdk.metrics["accuracy"] - 0.02


def see_the_assets(client: Any, names: dict[str, Any]) -> None:
    passengers = list(client.data.list(name=names["DATA"], list_view_type="All"))
    assert sorted(version.version for version in passengers) == ["1", "2"]
    assert all(client.data.get(names["DATA"], version=v.version).tags == names["TAGS"] for v in passengers)
    left = [version.version for version in client.data.list(name=names["DATA"])]
    assert left == ["2"], "the version of the SDK tab is archived"
    environment = client.environments.get(names["ENVIRONMENT"], version="1")
    assert environment.image == names["IMAGE"]
    assert "scikit-learn==1.9.1" in str(environment.conda_file)


def see_the_models(client: Any, names: dict[str, Any], jobs: list[str]) -> None:
    models = [client.models.get(names["MODEL"], version=version) for version in ("1", "2")]
    assert [model.job_name for model in models] == jobs
    for model in models:
        assert model.type == "mlflow_model"
        assert model.tags == names["TAGS"]
    assert [model.version for model in client.models.list(name=names["MODEL"])] == ["2"]


def see_what_was_printed(session: PageSession) -> None:
    for snippet in ("jobs/download_model.py:download", "jobs/job.sh:download"):
        assert session.outcomes[snippet].output.split()[-len(FILES) :] == FILES, snippet
    by_rest = session.outcomes["jobs/job.sh:rest"].output
    assert by_rest == session.outcomes["jobs/metrics.py:metrics"].output
    answers = re.findall(r": (\d\.\d\d)$", session.outcomes["jobs/score.py:score"].output, re.MULTILINE)
    woman, man, boy = map(float, answers)
    assert woman > 0.9
    assert man < 0.3
    assert man < boy < woman
    accuracies = re.findall(
        r"^ +(\d+) trees: accuracy (\S+)$", session.outcomes["jobs/exercise.py:compare"].output, re.MULTILINE
    )
    assert [trees for trees, _ in accuracies] == ["1", "200", "200"]
    assert math.isclose(float(accuracies[1][1]), float(accuracies[2][1]))
