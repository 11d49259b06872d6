# pyright: basic
"""What the snippets of the models page did: versions with files, jobs, tags and stages, seen both ways."""

import re
import runpy
import warnings
from pathlib import Path
from typing import Any

import yaml
from snippets.checks import PageSession

TAUGHT = [
    "models/models.py:run",
    "models/models.py:update",
    "models/models_rest.sh:output",
    "models/with_mlflow.py:delete",
]
BY_SDK, BY_CLI, BY_REST, RUN_BY_SDK, RUN_BY_CLI, BY_MLFLOW = "123456"


def check(session: PageSession) -> None:
    names = runpy.run_path("workspace/names.py")
    rule, boosted = f"{names['MODEL']}-rule", f"{names['MODEL']}-boosted"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client, storage, mlflow = connect()
        jobs = see_the_jobs(session, client, mlflow, names)
        see_the_rule(session, client, storage, rule, names)
        see_the_boosted_trees(client, storage, boosted, jobs)
        see_what_is_said_of_them(client, mlflow, boosted, names)
        see_that_the_model_answers(session, mlflow, boosted)
        see_the_version_of_mlflow(session, client, mlflow, boosted)
        see_that_all_is_archived(client, rule, boosted)
    see_that_the_tabs_say_the_same(session)
    see_what_is_told_of_production(session, mlflow, jobs)


def connect() -> tuple[Any, Any, Any]:
    """Connect as the page did, and to the storage; the packages are imported late, since they are slow."""
    import mlflow
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    client: Any = MLClient.from_config(DefaultAzureCredential())
    mlflow.set_tracking_uri(client.workspaces.get(client.workspace_name).mlflow_tracking_uri)
    return client, Storage(client), mlflow


class Storage:
    """The files that the workspace's datastores hold."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def files(self, address: str) -> dict[str, bytes]:
        """What lies at an address of a datastore, by its path below; a single file has none."""
        from azure.identity import DefaultAzureCredential
        from azure.storage.blob import ContainerClient

        found = re.search(r"/datastores/([^/]+)/paths/(.+)$", address)
        assert found, address
        store = self._client.datastores.get(found[1])
        url = f"https://{store.account_name}.blob.core.windows.net"
        container = ContainerClient(url, store.container_name, DefaultAzureCredential())
        place = found[2].rstrip("/")
        held = list(container.list_blob_names(name_starts_with=place))
        return {name.removeprefix(place).strip("/"): container.download_blob(name).readall() for name in held}


def see_the_jobs(session: PageSession, client: Any, mlflow: Any, names: dict[str, Any]) -> tuple[str, str]:
    """The jobs of the SDK and of the command line run the same, and measured the same."""
    runs = [job_of(session, snippet) for snippet in ("models.py:job", "models.sh:job")]
    jobs = [client.jobs.get(run) for run in runs]
    assert [job.status for job in jobs] == ["Completed", "Completed"]
    assert what_runs(jobs[0]) == what_runs(jobs[1])
    assert all(job.tags["handbook"] == names["TAGS"]["handbook"] for job in jobs)
    recorded = [mlflow.get_run(run).data for run in runs]
    assert [data.params for data in recorded] == [{"trees": "40"}] * 2
    accuracies = [data.metrics["accuracy"] for data in recorded]
    assert accuracies[0] == accuracies[1]
    assert 0.78 < accuracies[0] < 0.85
    return runs[0], runs[1]


def job_of(session: PageSession, snippet: str) -> str:
    printed = re.search(r"^RunId: (\S+)$", session.outcomes[f"models/{snippet}"].output, re.MULTILINE)
    assert printed, snippet
    return printed[1]


def what_runs(job: Any) -> dict[str, Any]:
    return {
        "command": job.command.split(),
        "passengers": str(job.inputs["passengers"].path).rpartition("/")[2],
        "model": job.outputs["model"].type,
        "environment": str(job.environment),
        "machine": job.resources.instance_type,
        "limit": job.limits.timeout,
        "experiment": job.experiment_name,
        "title": job.display_name,
    }


def see_the_rule(
    session: PageSession, client: Any, storage: Storage, rule: str, names: dict[str, Any]
) -> None:
    """Both versions hold the file as it was, also after the attempt to put another one there."""
    versions = [client.models.get(rule, version=version) for version in ("1", "2")]
    for each in versions:
        assert (each.type, each.job_name) == ("custom_model", None)
        assert each.description == "Women and children first"
        assert each.tags == names["TAGS"]
        assert storage.files(each.path) == {"": Path("models/rule.json").read_bytes()}
    assert versions[0].path == versions[1].path, "the same file is kept once"
    refused = session.outcomes["models/models.py:duplicate"].output
    assert "Asset paths cannot be updated" in refused


def see_the_boosted_trees(client: Any, storage: Storage, boosted: str, jobs: tuple[str, str]) -> None:
    """Versions from outputs and from runs lie where the jobs wrote, and remember which job it was."""
    by_sdk, by_cli = jobs
    origins = {BY_SDK: by_sdk, BY_CLI: by_cli, RUN_BY_SDK: by_sdk, RUN_BY_CLI: by_cli}
    origins[BY_REST] = by_cli
    for version, job in origins.items():
        model = client.models.get(boosted, version=version)
        assert (model.type, model.job_name) == ("mlflow_model", job)
        files = storage.files(model.path)
        assert set(yaml.safe_load(files["MLmodel"])["flavors"]) == {"python_function", "sklearn"}
        in_run = version in (RUN_BY_SDK, RUN_BY_CLI)
        assert ("/datastores/workspaceartifactstore/" in model.path) == in_run


def see_what_is_said_of_them(client: Any, mlflow: Any, boosted: str, names: dict[str, Any]) -> None:
    """What the SDK and the command line said is in the registry, and MLflow reads it there."""
    registry = mlflow.MlflowClient()
    for version in (BY_SDK, BY_CLI):
        model = client.models.get(boosted, version=version)
        assert (model.stage, model.description) == ("Production", "Boosted trees")
        seen = registry.get_model_version(boosted, version)
        assert seen.tags == names["TAGS"] | {"reviewed": "yes"} == model.tags
        assert (seen.description, seen.run_id) == (model.description, model.job_name)
    for version in (BY_REST, RUN_BY_SDK, RUN_BY_CLI):
        model = client.models.get(boosted, version=version)
        assert (model.stage, model.tags) == ("Development", names["TAGS"])


def see_that_the_model_answers(session: PageSession, mlflow: Any, boosted: str) -> None:
    """The model of the registry is right about most passengers, and its files were downloaded."""
    import pandas as pd

    model = mlflow.pyfunc.load_model(f"models:/{boosted}/{BY_SDK}")
    columns = ["pclass", "age", "fare", "sex"]
    assert model.metadata.signature.inputs.input_names() == columns
    passengers = pd.read_csv("data/titanic.csv").astype({"pclass": float})
    right = (model.predict(passengers[columns]) == passengers["survived"]).mean()
    assert 0.8 < right < 0.95
    for folder in ("downloads", "downloads/cli"):
        (described,) = (session.directory / folder / boosted).rglob("MLmodel")
        assert "sklearn" in yaml.safe_load(described.read_text())["flavors"]


def see_the_version_of_mlflow(session: PageSession, client: Any, mlflow: Any, boosted: str) -> None:
    """MLflow's version was a model of the workspace until MLflow deleted it."""
    from azure.core.exceptions import ResourceNotFoundError

    printed = session.outcomes["models/with_mlflow.py:register"].output
    assert printed.startswith(f"{BY_MLFLOW} mlflow_model")
    assert printed.endswith("Registered by MLflow\nsame job: True\n")
    versions = {each.version for each in mlflow.MlflowClient().search_model_versions(f"name = '{boosted}'")}
    assert versions == {BY_SDK, BY_CLI, BY_REST, RUN_BY_SDK, RUN_BY_CLI}
    try:
        client.models.get(boosted, version=BY_MLFLOW)
    except ResourceNotFoundError:
        return
    raise AssertionError(f"{boosted}:{BY_MLFLOW} is still there")


def see_that_all_is_archived(client: Any, rule: str, boosted: str) -> None:
    assert {rule, boosted}.isdisjoint(each.name for each in client.models.list())
    assert {rule, boosted} <= {each.name for each in client.models.list(list_view_type="ArchivedOnly")}


def see_that_the_tabs_say_the_same(session: PageSession) -> None:
    outputs = {name: outcome.output for name, outcome in session.outcomes.items()}
    lists = [outputs[f"models/{name}:list"] for name in ("models.py", "models.sh", "models_rest.sh")]
    assert lists[0] == lists[1] == lists[2]
    assert re.findall(r"^(\d) mlflow_model Production$", lists[0], re.MULTILINE) == ["2", "1"]
    numbers = [re.findall(r"\d+", outputs[f"models/{name}:stage"]) for name in ("models.py", "models.sh")]
    assert numbers == [["2", "1", "5"]] * 2
    hidden = [re.findall(r"\d", outputs[f"models/{name}:archive"]) for name in ("models.py", "models.sh")]
    assert hidden == [["2", "2", "1"], ["1", "2", "1"]]


def see_what_is_told_of_production(session: PageSession, mlflow: Any, jobs: tuple[str, str]) -> None:
    accuracies = [mlflow.get_run(job).data.metrics["accuracy"] for job in jobs]
    told = session.outcomes["models/with_mlflow.py:exercise"].output.splitlines()
    expected = [
        f"version {version}: 40 trees, titanic.csv, accuracy {accuracy:.3f}"
        for version, accuracy in zip((BY_SDK, BY_CLI), accuracies, strict=True)
    ]
    assert sorted(told) == expected
