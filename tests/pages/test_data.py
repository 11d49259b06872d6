# pyright: basic
"""What the snippets of the data page did: versions, addresses, the bytes behind them, what jobs read."""

import csv
import io
import re
import runpy
import warnings
from typing import Any

from snippets.checks import PageSession

TAUGHT = [
    "data_assets/register.py:table",
    "data_assets/upload.sh:upload",
    "data_assets/read/read.py:read",
    "data_assets/clean_up.py:archive",
]
PORTS = {"cherbourg.csv": 270, "queenstown.csv": 123, "southampton.csv": 914}


def check(session: PageSession) -> None:
    names = runpy.run_path("workspace/names.py")
    client, storage = connect()
    see_the_passengers(session, client, storage, names)
    see_the_folder_and_the_table(session, client, storage, names)
    see_what_the_jobs_read(session, client, names)
    see_the_survivors(session, client, storage, names)
    see_that_all_is_archived(client, names)
    see_what_was_refused(session)


def connect() -> tuple[Any, Any]:
    """Connect to the workspace and to the container of its default datastore; late, since both are slow."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from azure.ai.ml import MLClient
        from azure.identity import DefaultAzureCredential
        from azure.storage.blob import ContainerClient
    client = MLClient.from_config(DefaultAzureCredential())
    store: Any = client.datastores.get("workspaceblobstore")
    url = f"https://{store.account_name}.blob.core.windows.net"
    return client, ContainerClient(url, store.container_name, DefaultAzureCredential())


def blob(storage: Any, address: str) -> bytes:
    """The bytes at an address of the default datastore."""
    return storage.download_blob(address.partition("/workspaceblobstore/paths/")[2]).readall()


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


def see_the_passengers(session: PageSession, client: Any, storage: Any, names: dict[str, Any]) -> None:
    versions = [client.data.get(names["PASSENGERS"], version=version) for version in ("1", "2", "3")]
    by_sdk, by_cli, by_rest = versions
    original = (session.directory / "data" / "titanic.csv").read_bytes()
    for each in versions:
        assert (each.type, each.tags) == ("uri_file", names["TAGS"])
        assert blob(storage, each.path) == original
        assert each.description == by_sdk.description
    assert by_sdk.path == by_cli.path, "the same content is uploaded once"
    assert by_rest.path.endswith(f"/paths/handbook/{names['PASSENGERS']}/titanic.csv")


def see_the_folder_and_the_table(
    session: PageSession, client: Any, storage: Any, names: dict[str, Any]
) -> None:
    kinds = {"BY_PORT": "uri_folder", "LATE": "mltable"}
    versions = {name: [client.data.get(names[name], version=v) for v in ("1", "2")] for name in kinds}
    for name, kind in kinds.items():
        assert [each.type for each in versions[name]] == [kind, kind]
        assert all(each.tags == names["TAGS"] for each in versions[name])
    (place,) = {each.path.rstrip("/") for both in versions.values() for each in both}
    for port, passengers in PORTS.items():
        assert len(rows(blob(storage, f"{place}/{port}"))) == passengers
    local = session.directory / "data_assets" / "by_port" / "MLTable"
    assert blob(storage, f"{place}/MLTable") == local.read_bytes()
    cherbourg = client.data.get(f"passengers-cherbourg{names['SUFFIX']}", version="1")
    assert (cherbourg.type, cherbourg.path) == ("uri_file", f"{place}/cherbourg.csv")


def see_what_the_jobs_read(session: PageSession, client: Any, names: dict[str, Any]) -> None:
    jobs = [client.jobs.get(run_of(session, each)) for each in ("read_job.py:submit", "data.sh:job")]
    wrong = client.jobs.get(run_of(session, "wrong_type.py:wrong-type"))
    assert [job.status for job in (*jobs, wrong)] == ["Completed", "Completed", "Failed"]
    by_sdk, by_cli = jobs
    assert what_runs(by_sdk) == what_runs(by_cli)
    modes = {name: (given.type, given.mode) for name, given in by_sdk.inputs.items()}
    assert modes == {
        "file": ("uri_file", "ro_mount"),
        "folder": ("uri_folder", "download"),
        "table": ("mltable", "eval_mount"),
        "address": ("uri_file", "direct"),
    }
    assert all(job.tags == names["TAGS"] for job in (*jobs, wrong))


def run_of(session: PageSession, snippet: str) -> str:
    """The job that a snippet submitted."""
    printed = re.search(r"^RunId: (\S+)$", session.outcomes[f"data_assets/{snippet}"].output, re.MULTILINE)
    assert printed, snippet
    return printed[1]


def what_runs(job: Any) -> dict[str, Any]:
    return {
        "command": job.command.split(),
        "inputs": {name: (given.type, given.mode, given.path) for name, given in job.inputs.items()},
        "outputs": {name: (made.type, made.name) for name, made in job.outputs.items() if name != "default"},
        "machine": job.resources.instance_type,
        "limit": job.limits.timeout,
        "experiment": job.experiment_name,
        "title": job.display_name,
    }


def see_the_survivors(session: PageSession, client: Any, storage: Any, names: dict[str, Any]) -> None:
    versions = [client.data.get(names["SURVIVORS"], version=version) for version in ("1", "2")]
    assert [each.type for each in versions] == ["uri_folder"] * 2
    runs = [run_of(session, each) for each in ("read_job.py:submit", "data.sh:job")]
    for each, job in zip(versions, runs, strict=True):
        assert job in each.path, "each job writes to a place of its own"
        survivors = rows(blob(storage, f"{each.path.rstrip('/')}/survivors.csv"))
        assert len(survivors) == 500
        assert {row["survived"] for row in survivors} == {"1"}
    for folder in ("downloads", "downloads/cli"):
        downloaded = session.directory / folder / "named-outputs" / "survivors" / "survivors.csv"
        assert len(rows(downloaded.read_bytes())) == 500


def see_that_all_is_archived(client: Any, names: dict[str, Any]) -> None:
    ours = {names[name] for name in ("PASSENGERS", "BY_PORT", "LATE", "SURVIVORS")}
    assert ours.isdisjoint(each.name for each in client.data.list())
    assert ours <= {each.name for each in client.data.list(list_view_type="ArchivedOnly")}


def see_what_was_refused(session: PageSession) -> None:
    printed = {name: outcome.output for name, outcome in session.outcomes.items()}
    assert printed["data_assets/refused.py:duplicate"].startswith("ResourceExistsError")
    assert printed["data_assets/refused.py:missing"].startswith("ResourceNotFoundError")
    assert "has the type uri_file" in printed["data_assets/wrong_type.py:wrong-type"]
