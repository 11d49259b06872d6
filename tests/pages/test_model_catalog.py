# pyright: basic
"""What the snippets of the page about the model catalog did: the model answered, and nothing is left."""

import runpy
import warnings
from typing import Any

from snippets.checks import PageSession

MODEL = "SmolLM2-135M-Instruct"
TAUGHT = ["catalog/deploy.py:deploy", "catalog/serverless.py:create", "catalog/share.py:share"]


def check(session: PageSession) -> None:
    outputs = {name: outcome.output for name, outcome in session.outcomes.items()}
    see_the_model(outputs)
    see_the_answers(outputs)
    see_what_was_shared(outputs)
    see_that_nothing_costs_any_more(connect())


def connect() -> Any:
    """Connect as the page did; the SDK is imported late, since it is slow and full of warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from azure.ai.ml import MLClient
        from azure.identity import DefaultAzureCredential
    return MLClient.from_config(DefaultAzureCredential())


def see_the_model(outputs: dict[str, str]) -> None:
    for shown in ("list", "filter", "card"):
        by_sdk, by_cli = (
            outputs[f"catalog/{program}:{shown}"].split() for program in ("find.py", "catalog.sh")
        )
        assert by_cli == by_sdk, shown
    assert MODEL in outputs["catalog/find.py:list"].split()
    assert outputs["catalog/find.py:filter"].split() == [MODEL, "1", "apache-2.0"]
    card = outputs["catalog/find.py:card"]
    assert f"azureml://registries/azureml/models/{MODEL}/versions/1" in card
    assert runpy.run_path("catalog/names.py")["MACHINE"] in card, (
        "the machine is one that the card recommends"
    )
    assert outputs["catalog/find.py:exercise"].strip().endswith("chat-completion")


def see_the_answers(outputs: dict[str, str]) -> None:
    """The deployment and the serverless endpoint are the same model: greedy, they say the same."""
    deployed = [outputs[f"catalog/{program}:state"].rstrip() for program in ("deploy.py", "catalog.sh")]
    assert deployed == ["chat DeploymentProvisioningState.SUCCEEDED", "chat Succeeded"]
    said, ended = outputs["catalog/deploy.py:ask"].rstrip().rsplit("\n", 1)
    assert said.startswith("Machine learning is a subset of artificial intelligence")
    assert ended.split() == ["length", "24"]
    assert outputs["catalog/catalog.sh:chat"] == outputs["catalog/deploy.py:ask"]
    for shown in ("serverless.py:ask", "catalog.sh:ask", "catalog.sh:curl"):
        assert outputs[f"catalog/{shown}"].strip() == said.strip()
    made = [
        outputs[f"catalog/{each}"] for each in ("serverless.py:create", "catalog.sh:create", "catalog.sh:put")
    ]
    assert [each.strip().lower() for each in made] == ["succeeded"] * 3
    status, _, reason = outputs["catalog/deploy.py:refused"].partition(" ")
    assert status == "400"
    assert "temperature" in reason
    assert outputs["catalog/catalog.sh:refused"] == reason
    assert outputs["catalog/serverless.py:subscription"].strip() == "400"


def see_what_was_shared(outputs: dict[str, str]) -> None:
    name = runpy.run_path("catalog/names.py")["QUESTIONS"]
    assert outputs["catalog/share.py:find"].split() == [name, "1", "uri_file"]
    assert outputs["catalog/catalog.sh:found"].split() == [name, "2", "uri_file"]


def see_that_nothing_costs_any_more(client: Any) -> None:
    assert [each.name for each in client.online_endpoints.list()] == []
    assert [each.name for each in client.serverless_endpoints.list()] == []
    assert runpy.run_path("catalog/names.py")["SHARED"] not in [
        each.name for each in client.registries.list()
    ]
