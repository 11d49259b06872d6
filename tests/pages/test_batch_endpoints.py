# pyright: basic
"""What the snippets of the page about batch endpoints did: what was scored, by whom, and what is left."""

import runpy
import warnings
from ast import literal_eval
from pathlib import Path
from typing import Any

from snippets.checks import PageSession

TAUGHT = ["batch/scoring/score.py:run", "batch/create.py:default"]
FILES = {"cherbourg.csv": 270, "queenstown.csv": 123}
PASSENGERS = sum(FILES.values())


def check(session: PageSession) -> None:
    outputs = {name: outcome.output for name, outcome in session.outcomes.items()}
    client = connect()
    see_the_scores(outputs)
    see_the_chances()
    see_the_oldest()
    see_the_jobs(client, outputs)
    see_that_both_ways_made_the_same()
    see_that_nothing_costs_any_more(client)


def connect() -> Any:
    """Connect as the page did; the SDK is imported late, since it is slow and full of warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from azure.ai.ml import MLClient
        from azure.identity import DefaultAzureCredential
    return MLClient.from_config(DefaultAzureCredential())


def downloaded(folder: str, name: str) -> Path:
    (found,) = Path("downloads/batch", folder).rglob(name)
    return found


def see_the_scores(outputs: dict[str, str]) -> None:
    """A prediction for each row of each file, the same in both interfaces, and those of the model itself."""
    for folder in ("forest", "cli"):
        rows = [literal_eval(line) for line in downloaded(folder, "survivors.csv").read_text().splitlines()]
        assert sorted(rows, key=str) == sorted(predictions(), key=str)
    assert str(PASSENGERS) in outputs["batch/invoke.py:download"]
    assert str(PASSENGERS) in outputs["batch/batch.sh:download"]


def predictions() -> list[list[Any]]:
    import pandas as pd
    from mlflow.sklearn import load_model

    model: Any = load_model("downloads/batch/model")
    tables = {name: pd.read_csv(Path("batch/new", name)) for name in FILES}
    assert {name: len(table) for name, table in tables.items()} == FILES
    return [
        [row, int(value), name]
        for name, table in tables.items()
        for row, value in enumerate(model.predict(table))
    ]


def see_the_chances() -> None:
    import pandas as pd

    columns = ["file", "name", "chance"]
    tables = [
        pd.read_csv(downloaded(folder, "chances.csv"), sep=" ", names=columns).sort_values(columns)
        for folder in ("sure", "cli-sure")
    ]
    for table in tables:
        assert table["file"].value_counts().to_dict() == FILES
        assert table["chance"].between(0, 1).all()
        assert table["chance"].nunique() > 2
    assert tables[0].to_numpy().tolist() == tables[1].to_numpy().tolist()


def see_the_oldest() -> None:
    import pandas as pd

    for folder in ("oldest", "cli-oldest"):
        assert pd.read_csv(downloaded(folder, "oldest.csv"))["age"].tolist() == [71, 71, 70.5]


def see_the_jobs(client: Any, outputs: dict[str, str]) -> None:
    """Who ran them: the default deployment where no name was given."""
    jobs = [job for job in client.jobs.list() if "azureml.deploymentname" in job.tags]
    ran = [(job.tags["azureml.deploymentname"], getattr(job.status, "value", job.status)) for job in jobs]
    assert sorted(ran) == sorted(
        [("forest", "Completed")] * 2
        + [("sure", "Completed")] * 3
        + [("sure", "Failed")]
        + [("oldest", "Completed")] * 2
    )
    assert outputs["batch/create.py:refused"].startswith("404 ")
    assert outputs["batch/batch.sh:curl-status"].split()[-1] == "Completed"
    assert outputs["batch/exercise.py:reason"].split()[-1] == "True"


def see_that_both_ways_made_the_same() -> None:
    """What the files say is what the programs say, but for names."""
    import yaml

    settings = {
        "forest": {"mini_batch_size": 1, "max_concurrency_per_instance": 2},
        "sure": {"mini_batch_size": 10, "error_threshold": 0, "output_action": "append_row"},
    }
    programs = {"forest": Path("batch/create.py"), "sure": Path("batch/sure.py")}
    for name, expected in settings.items():
        deployment = yaml.safe_load(Path(f"batch/{name}.yml").read_text())
        assert deployment["name"] == name
        assert deployment["settings"].items() >= expected.items()
        assert (
            f'output_file_name="{deployment["settings"]["output_file_name"]}"' in programs[name].read_text()
        )
    environment = yaml.safe_load(Path("batch/environment.yml").read_text())
    assert environment["image"] == runpy.run_path("workspace/names.py")["IMAGE"]


def see_that_nothing_costs_any_more(client: Any) -> None:
    assert [each.name for each in client.batch_endpoints.list()] == []
    assert [each.name for each in client.compute.list()] == []
