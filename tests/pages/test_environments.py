# pyright: basic
"""What the snippets of the page about environments did: versions, packages, computes, and what is left."""

import re
import runpy
import warnings
from pathlib import Path
from typing import Any

from snippets.checks import PageSession

TAUGHT = [
    "environments/register.py:again",
    "environments/packages/packages.py:packages",
    "environments/cluster.sh:create",
    "environments/clean_up.py:delete",
]
WITHOUT, WITH = ["Python 3.11", "pandas not installed"], ["Python 3.11", "pandas 2.3.3"]


def check(session: PageSession) -> None:
    names = runpy.run_path("workspace/names.py") | runpy.run_path("environments/names.py")
    client = connect()
    see_the_versions(client, names)
    see_what_was_installed(session, client)
    see_that_all_tabs_did_the_same(session, client, names)
    see_where_the_jobs_ran(session)
    see_what_was_refused(session, client, names)
    see_that_nothing_costs_any_more(session, client, names)


def connect() -> Any:
    """Connect as the page did; the SDK is imported late, since it is slow and full of warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from azure.ai.ml import MLClient
        from azure.identity import DefaultAzureCredential
    return MLClient.from_config(DefaultAzureCredential())


def see_the_versions(client: Any, names: dict[str, Any]) -> None:
    """Both tabs made two versions, and version 1 is what it was."""
    for name in (names["TABLES"], f"{names['TABLES']}-cli"):
        first, second = (client.environments.get(name, version) for version in ("1", "2"))
        assert (packages(first), packages(second)) == ([], ["pandas==2.3.3"])
        for version in (first, second):
            assert (version.image, version.tags) == (names["IMAGE"], names["TAGS"])
            assert version.description == "For small tables"
        versions = client.environments.list(name=name, list_view_type="All")
        assert sorted(each.version for each in versions) == ["1", "2"]


def packages(environment: Any) -> list[str]:
    dependencies = environment.conda_file["dependencies"]
    assert "python=3.11" in dependencies
    return [line for each in dependencies if isinstance(each, dict) for line in each["pip"]]


def see_what_was_installed(session: PageSession, client: Any) -> None:
    """What the jobs themselves wrote into their logs, fetched anew."""
    for sample in ("run.py", "environments.sh"):
        for region, expected in (("serverless", WITHOUT), ("cluster", WITH)):
            assert log_of(client, run_of(session, f"{sample}:{region}"), session.directory) == expected


def run_of(session: PageSession, snippet: str) -> str:
    """The job that a snippet submitted."""
    printed = re.search(r"^RunId: (\S+)$", session.outcomes[f"environments/{snippet}"].output, re.MULTILINE)
    assert printed, snippet
    return printed[1]


def log_of(client: Any, run: str, folder: Path) -> list[str]:
    client.jobs.download(run, download_path=folder / "downloads" / run)
    (log,) = (folder / "downloads" / run).rglob("std_log.txt")
    return log.read_text("utf-8").splitlines()


def see_that_all_tabs_did_the_same(session: PageSession, client: Any, names: dict[str, Any]) -> None:
    for region, compute in (("serverless", None), ("cluster", names["CLUSTER"])):
        by_sdk, by_cli = (
            client.jobs.get(run_of(session, f"{sample}:{region}")) for sample in ("run.py", "environments.sh")
        )
        assert what_runs(by_sdk) == what_runs(by_cli)
        assert by_sdk.tags == by_cli.tags == names["TAGS"]
        for job, suffix in ((by_sdk, ""), (by_cli, "-cli")):
            assert (job.compute or "serverless").endswith(f"{compute}{suffix}" if compute else "serverless")
    computes = session.outcomes["environments/exercise.py:exercise"].output.splitlines()
    assert computes == ["cluster: 0 to 1 nodes"] * 3 + ["instance: Stopped"] * 2


def what_runs(job: Any) -> dict[str, Any]:
    return {
        "command": job.command,
        "version": str(job.environment).rpartition(":")[2],
        "machine": job.resources and job.resources.instance_type,
        "limit": job.limits.timeout,
        "experiment": job.experiment_name,
        "title": job.display_name,
    }


def see_where_the_jobs_ran(session: PageSession) -> None:
    """Locally: one venv for what this Python does not hold, whoever asks, and none for what it holds."""
    if state := session.environment.get("LOCAL_WORKSPACE_STATE"):
        venvs = [mark.parent for mark in Path(state).glob("environments/*/complete")]
        contents = [venv / "requirements.txt" for venv in venvs]
        assert sum(not each.exists() for each in contents) == 1
        assert not [each for each in contents if each.exists() and each.read_text() == "pandas==2.3.3\n"]


def see_what_was_refused(session: PageSession, client: Any, names: dict[str, Any]) -> None:
    printed = {
        name: session.outcomes[f"environments/refused.py:{name}"].output for name in ("changed", "unknown")
    }
    assert printed["changed"].startswith("ResourceExistsError")
    assert printed["unknown"].startswith("400 ")
    jobs = [job for job in client.jobs.list() if job.experiment_name == "environments"]
    assert len(jobs) == 4


def see_that_nothing_costs_any_more(session: PageSession, client: Any, names: dict[str, Any]) -> None:
    for sample in ("instance.py:stop", "environments.sh:stop"):
        assert session.outcomes[f"environments/{sample}"].output.split() == ["Stopped", "Running"]
    assert [each.name for each in client.compute.list()] == []
    ours = {names["TABLES"], f"{names['TABLES']}-cli"}
    assert ours.isdisjoint(each.name for each in client.environments.list())
    assert ours <= {each.name for each in client.environments.list(list_view_type="ArchivedOnly")}
