# pyright: basic
"""What the snippets of the page about components did: two versions, and pipelines that are made of both."""

import re
import runpy
import warnings
from pathlib import Path
from typing import Any

from snippets.checks import PageSession

TAUGHT = ["components/register.py:second", "components/use.py:pipeline", "components/share.py:use"]
REUSED = "azureml.reusedrunid"
CLASSES = "pclass,passengers,survivors\n1,323,200\n2,277,119\n3,709,181\n"
SEXES = "sex,passengers,survivors\nfemale,466,339\nmale,843,161\n"
PORTS = "embarked,passengers,survivors\nC,270,150\nS,914,304\n"


def check(session: PageSession) -> None:
    names = runpy.run_path("workspace/names.py")
    client = connect()
    see_the_versions(client, names)
    by_sdk, by_cli, updated = (
        client.jobs.get(run_of(session, each))
        for each in ("use.py:pipeline", "components.sh:pipeline", "exercise.py:exercise")
    )
    first = steps_of(client, by_sdk)
    for job in (by_sdk, by_cli):
        assert job.status == "Completed"
        assert versions_of(job) == {"by_class": "1", "by_port": "2"}
    see_that_the_tabs_say_the_same(first, steps_of(client, by_cli))
    see_the_exercise(client, updated, first)
    see_the_tables()
    see_the_shared_step(session, client, names)


def connect() -> Any:
    """Connect as the page did; the SDK is imported late, since it is slow and full of warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from azure.ai.ml import MLClient
        from azure.identity import DefaultAzureCredential
    return MLClient.from_config(DefaultAzureCredential())


def run_of(session: PageSession, snippet: str) -> str:
    """The pipeline that a snippet submitted."""
    printed = re.search(r"^RunId: (\S+)$", session.outcomes[f"components/{snippet}"].output, re.MULTILINE)
    assert printed, snippet
    return printed[1]


def steps_of(client: Any, job: Any) -> dict[str, Any]:
    return {step.display_name: step for step in client.jobs.list(parent_job_name=job.name)}


def versions_of(job: Any) -> dict[str, str]:
    """Which version each step of a pipeline is made of, as the service keeps it."""
    return {name: re.split("[:/]", str(step.component))[-1] for name, step in job.jobs.items()}


def see_the_versions(client: Any, names: dict[str, Any]) -> None:
    """Two versions, each with its own code and inputs; the refused change has left no trace; all archived."""
    first, second = (client.components.get(names["COMPONENT"], version=each) for each in "12")
    assert "least" not in first.inputs
    assert second.inputs["least"].optional
    assert first.code != second.code
    assert first.tags == second.tags == names["TAGS"]
    for version in (first, second):
        written = version.creation_context
        assert written.created_at < written.last_modified_at, "the second tab registered it once more"
    assert not list(client.components.list(names["COMPONENT"]))
    assert {each.version for each in client.components.list(names["COMPONENT"], list_view_type="All")} == {
        "1",
        "2",
    }


def see_that_the_tabs_say_the_same(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Nothing ran again, so the definitions are the same in all that counts."""
    assert not any(REUSED in step.properties for step in first.values())
    assert {name: step.properties.get(REUSED) for name, step in second.items()} == {
        name: step.name for name, step in first.items()
    }


def see_the_exercise(client: Any, job: Any, first: dict[str, Any]) -> None:
    steps = steps_of(client, job)
    assert job.status == "Completed"
    assert versions_of(job) == {"by_class": "2", "by_port": "2"}
    assert REUSED not in steps["by_class"].properties
    assert steps["by_port"].properties[REUSED] == first["by_port"].name


def see_the_tables() -> None:
    """What the steps wrote, counted from the same passengers by other means once and for all."""
    for folder in ("components", "components-cli"):
        found = {
            output: Path(f"downloads/{folder}/named-outputs/{output}/groups.csv").read_text()
            for output in ("classes", "ports")
        }
        assert found == {"classes": CLASSES, "ports": PORTS}


def see_the_shared_step(session: PageSession, client: Any, names: dict[str, Any]) -> None:
    """Each tab ran its own version from the registry, in the workspace; in the end the registry is gone."""
    tabs = (("share.py", "2", "shared"), ("components.sh", "3", "shared-cli"))
    for sample, version, folder in tabs:
        job = client.jobs.get(run_of(session, f"{sample}:use"))
        (step,) = steps_of(client, job).values()
        assert (job.status, job.experiment_name) == ("Completed", names["EXPERIMENT"])
        address = (
            f"azureml://registries/{names['REGISTRY']}/components/{names['COMPONENT']}/versions/{version}"
        )
        assert [str(each.component) for each in job.jobs.values()] == [address]
        assert step.status == "Completed"
        table = Path(f"downloads/{folder}/named-outputs/table/groups.csv").read_text()
        assert table == SEXES
    assert names["REGISTRY"] not in [each.name for each in client.registries.list()]
