"""`az ml serverless-endpoint`, as a user types it."""

from textwrap import dedent

import pytest

from .conftest import Az

MODEL = "azureml://registries/azureml/models/SmolLM2-135M-Instruct"
GROUP = ("ml", "serverless-endpoint")

pytestmark = pytest.mark.usefixtures("language_models")


def test_an_endpoint_is_made_shown_and_deleted(connected_az: Az) -> None:
    assert connected_az.folder is not None
    description = f"""
        name: other
        model_id: {MODEL}
        """
    (connected_az.folder / "endpoint.yml").write_text(dedent(description), "utf-8")
    made = connected_az.ok(*GROUP, "create", "-f", "endpoint.yml", "-n", "AZ-Tokens", "--set", "tags.a=b")
    assert (made["name"], made["provisioning_state"], made["tags"]) == ("az-tokens", "succeeded", {"a": "b"})
    shown = connected_az.ok(*GROUP, "show", "-n", "az-tokens")
    assert (shown["model_id"], shown["scoring_uri"]) == (MODEL, made["scoring_uri"])
    assert "az-tokens" in connected_az.ok(*GROUP, "list", "--query", "[].name")
    keys = connected_az.ok(*GROUP, "get-credentials", "-n", "az-tokens")
    assert sorted(keys) == ["primaryKey", "secondaryKey"]
    assert connected_az(*GROUP, "delete", "-n", "az-tokens").returncode == 0
    connected_az.fails(*GROUP, "show", "-n", "az-tokens", code=3)


def test_a_version_of_a_model_is_refused(connected_az: Az) -> None:
    words = ["-n", "az-pinned", "--set", f"model_id={MODEL}/versions/1"]
    assert "model version" in connected_az.fails(*GROUP, "create", *words, code=1)


def test_what_azs_own_code_does_not_do_is_not_offered(connected_az: Az) -> None:
    error = connected_az.fails(*GROUP, "update", "-n", "az-tokens", code=1)
    assert "Microsoft's az has" in error
