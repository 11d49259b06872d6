"""What a sweep gets wrong is refused when it is submitted, and nothing is kept of it."""

from typing import Any

import pytest

from tests.local_workspace.jobs.sweeps.conftest import SweepClient

SPACE: dict[str, Any] = {"x": ["choice", [[1, 2]]]}
GRID = {"samplingAlgorithmType": "Grid"}


@pytest.mark.parametrize(
    ("own", "said"),
    [
        ({"objective": {"goal": "maximize"}}, "primaryMetric"),
        ({"objective": {"goal": "upwards", "primaryMetric": "a"}}, "objective.goal"),
        ({"searchSpace": {}}, "at least one hyperparameter"),
        ({"searchSpace": {"x-y": ["choice", [[1]]]}}, "x-y"),
        (
            {"searchSpace": {"x": ["uniform", [0, 1]]}, "samplingAlgorithm": GRID},
            "grid sampling supports only",
        ),
        ({"samplingAlgorithm": {"samplingAlgorithmType": "genetic"}}, "samplingAlgorithmType"),
        ({"samplingAlgorithm": {"samplingAlgorithmType": "Random", "rule": "dice"}}, "rule"),
        ({"samplingAlgorithm": {"samplingAlgorithmType": "Random", "logbase": -1}}, "logbase"),
        ({"limits": {"maxTotalTrials": 0}}, "maxTotalTrials"),
        ({"limits": {"maxTotalTrials": 1001}}, "maxTotalTrials"),
        ({"limits": {"maxConcurrentTrials": 1001}}, "maxConcurrentTrials"),
        ({"limits": {"timeout": "soon"}}, "soon"),
        ({"earlyTermination": {"policyType": "Bandit"}}, "slackFactor"),
        ({"earlyTermination": {"policyType": "Bandit", "slackFactor": 1, "slackAmount": 1}}, "slackFactor"),
        ({"earlyTermination": {"policyType": "Bandit", "slackFactor": -1}}, "negative"),
        ({"earlyTermination": {"policyType": "TruncationSelection", "truncationPercentage": 100}}, "99"),
        ({"earlyTermination": {"policyType": "Hope"}}, "policyType"),
        ({"earlyTermination": {"policyType": "MedianStopping", "evaluationInterval": -1}}, "negative"),
        ({"inputs": {"a b": {"jobInputType": "literal", "value": "1"}}}, "a b"),
    ],
)
def test_a_wrong_sweep_is_refused(sweeps: SweepClient, own: dict[str, Any], said: str) -> None:
    answer = sweeps.send("echo ${{search_space.x}}" if "searchSpace" not in own else "true", SPACE, **own)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["code"], said in error["message"]) == ("UserError", True), error["message"]
    name = answer.url.partition("?")[0].rpartition("/")[2]
    assert sweeps.jobs.rest("GET", f"jobs/{name}").status_code == 404


def test_a_hyperparameter_that_the_command_names_must_exist(sweeps: SweepClient) -> None:
    answer = sweeps.send("echo ${{search_space.y}}", SPACE)
    assert (answer.status_code, "search_space.y" in answer.text) == (400, True)


def test_an_unknown_compute_is_refused_as_azure_words_it(sweeps: SweepClient) -> None:
    compute = f"{sweeps.jobs.rest.workspace.identity.workspace_id}/computes/nowhere"
    answer = sweeps.send("true", SPACE, computeId=compute, experimentName="search")
    name = answer.url.partition("?")[0].rpartition("/")[2]
    error = answer.json()["error"]
    assert (answer.status_code, error["code"]) == (400, "UserError")
    assert error["message"] == f"search: Compute Not Found for run ID : {name}"
    assert "InnerError" not in [each["type"] for each in error["additionalInfo"]]


def test_an_environment_that_is_not_there_is_refused(sweeps: SweepClient) -> None:
    environment = f"{sweeps.jobs.rest.workspace.identity.workspace_id}/environments/gone/versions/1"
    answer = sweeps.send("true", SPACE, trial={"command": "true", "environmentId": environment})
    assert (answer.status_code, "gone" in answer.text) == (404, True)


@pytest.mark.parametrize(
    "own",
    [
        {"searchSpace": []},
        {"limits": {"maxTotalTrials": "3"}},
        {"objective": "accuracy"},
        {"trial": None},
        {"samplingAlgorithm": {"samplingAlgorithmType": 1}},
        {"earlyTermination": {"policyType": "Bandit", "slackFactor": "much"}},
    ],
)
def test_members_of_the_wrong_type_are_refused(sweeps: SweepClient, own: dict[str, Any]) -> None:
    assert sweeps.send("true", SPACE, **own).status_code == 400
