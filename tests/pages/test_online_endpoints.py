# pyright: basic
"""What the snippets of the page about online endpoints did: who answered whom, and that nothing is left."""

import re
import runpy
import warnings
from typing import Any

from snippets.checks import PageSession

TAUGHT = ["endpoints/scoring/score.py:run", "endpoints/blue.py:traffic"]
PASSENGERS = 2


def check(session: PageSession) -> None:
    outputs = {name: outcome.output for name, outcome in session.outcomes.items()}
    names = runpy.run_path("endpoints/names.py")
    client = connect()
    see_the_answers(outputs)
    see_the_traffic(outputs)
    see_that_both_ways_made_the_same()
    see_the_assets(client, names)
    see_that_nothing_costs_any_more(client)


def connect() -> Any:
    """Connect as the page did; the SDK is imported late, since it is slow and full of warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from azure.ai.ml import MLClient
        from azure.identity import DefaultAzureCredential
    return MLClient.from_config(DefaultAzureCredential())


def see_the_answers(outputs: dict[str, str]) -> None:
    """Blue decides, green says how sure it is; both about the same passengers, in all interfaces."""
    snippets = ("blue.py:ask", "call.py:key", "rollout.py:mirror")
    for name in (*snippets, "online.sh:ask", "online.sh:curl", "online.sh:mirror"):
        assert numbers(outputs[f"endpoints/{name}"]) == [1, 0], "callers get the answer of blue only"
    snippets = ("green.py:ask", "keys.py:token", "online.sh:ask-green", "online.sh:token")
    green = [numbers(outputs[f"endpoints/{name}"]) for name in snippets]
    for woman, man in green:
        assert 0.9 < woman < 1
        assert 0 < man < 0.3
    assert len({tuple(each) for each in green}) == 1
    assert outputs["endpoints/exercise.py:exercise"].split() == ["424", "500"]
    assert "pclass" in outputs["endpoints/exercise.py:log"]


def numbers(output: str) -> list[float]:
    """The list in an answer."""
    (found,) = re.findall(r"\[([\d., ]+)\]", output)
    values = [float(each) for each in found.split(",")]
    assert len(values) == PASSENGERS
    return values


def see_the_traffic(outputs: dict[str, str]) -> None:
    assert outputs["endpoints/rollout.py:logs"].split()[-1] == "True"
    assert outputs["endpoints/online.sh:logs"].strip() == "green got copies"
    assert outputs["endpoints/rollout.py:refused"].startswith("400 ")
    for name in ("rollout.py:share", "online.sh:share"):
        assert re.findall(r"\d+", outputs[f"endpoints/{name}"]) == ["90", "10"]
    for name in ("rollout.py:switch", "online.sh:switch"):
        assert outputs[f"endpoints/{name}"].split() == ["green", "1"], "blue is gone"
    assert outputs["endpoints/call.py:key"].split()[-1] == "blue"
    see_green_alone(outputs)


def see_green_alone(outputs: dict[str, str]) -> None:
    for name in ("scale.py:scaled", "online.sh:scaled"):
        assert outputs[f"endpoints/{name}"].strip() == "2"


def see_that_both_ways_made_the_same() -> None:
    """What the files say is what the programs say, but for names."""
    import yaml

    names = runpy.run_path("endpoints/names.py")
    for file in ("blue", "green"):
        with open(f"endpoints/{file}.yml", encoding="utf-8") as content:
            deployment = yaml.safe_load(content)
        assert deployment["name"] == file
        assert deployment["instance_type"] == names["MACHINE"]
        assert deployment["instance_count"] == 1
    with open("endpoints/environment.yml", encoding="utf-8") as content:
        environment = yaml.safe_load(content)
    assert environment["name"] == names["SERVING"]
    assert environment["image"] == runpy.run_path("workspace/names.py")["IMAGE"]


def see_the_assets(client: Any, names: dict[str, Any]) -> None:
    workspace = runpy.run_path("workspace/names.py")
    model = client.models.get(workspace["MODEL"], version="1")
    assert (model.type, model.tags) == ("mlflow_model", workspace["TAGS"])
    versions = [each.version for each in client.environments.list(name=names["SERVING"])]
    assert versions == ["1"], "both tabs register the same environment"
    assert "azureml-inference-server-http" in str(client.environments.get(names["SERVING"], "1").conda_file)


def see_that_nothing_costs_any_more(client: Any) -> None:
    assert [each.name for each in client.online_endpoints.list()] == []
