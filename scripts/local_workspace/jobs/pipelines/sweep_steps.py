"""Makes the sweep job of a step: in a pipeline a sweep has the members of YAML, as a job those of the wire.

Form of the node: azure-ai-ml 1.35.2, entities/_builders/sweep.py, Sweep._to_rest_object. Unverified: that a
step's outputs are those of its best trial, and that the trials write to places of their own.
"""

from collections.abc import Mapping
from typing import Any

from local_workspace.arm import Json, section
from local_workspace.jobs import shapes
from local_workspace.jobs.sweeps.space import NUMBERS

LIMITS = {"max_total_trials": "maxTotalTrials", "max_concurrent_trials": "maxConcurrentTrials"}
TIMES = {"timeout": "timeout", "trial_timeout": "trialTimeout"}
POLICY = {
    "policy_type": "policyType",
    "type": "policyType",
    "evaluation_interval": "evaluationInterval",
    "delay_evaluation": "delayEvaluation",
    "slack_factor": "slackFactor",
    "slack_amount": "slackAmount",
    "truncation_percentage": "truncationPercentage",
}
MEMBERS: Mapping[str, shapes.Shape] = dict.fromkeys(
    ("early_termination", "limits", "objective", "search_space", "trial"), shapes.document
)
TRIAL = ("codeId", "distribution", "environmentId", "environmentVariables", "resources")


def check_members(step: str, document: Json) -> None:
    """Refuse a step whose parts are no objects."""
    shapes.check(document, MEMBERS, f"jobs.{step}.")


def searched(document: Json) -> Json:
    """What a step of type sweep searches: these inputs of its component are not given, but drawn."""
    return section(document, "search_space")


def sweep_of(document: Json, command: Json) -> Json:
    """The sweep job of a step, of its document and of the command job that one trial is."""
    space = searched(document)
    objective = section(document, "objective")
    trial = {name: command[name] for name in TRIAL}
    kept = {name: each for name, each in command.items() if name not in TRIAL and name != "command"}
    return kept | {
        "jobType": "Sweep",
        "inputs": {name: each for name, each in command["inputs"].items() if name not in space},
        "outputs": {name: {**each, "uri": None} for name, each in command["outputs"].items()},
        "searchSpace": {name: _expression(each) for name, each in space.items()},
        "samplingAlgorithm": _algorithm(document.get("sampling_algorithm")),
        "objective": {"goal": objective.get("goal"), "primaryMetric": objective.get("primary_metric")},
        "limits": _limits(section(document, "limits")),
        "earlyTermination": _renamed(section(document, "early_termination"), POLICY) or None,
        "resources": command["resources"],
        "trial": {**trial, "command": _searching(str(command["command"]), space)},
    }


def _searching(command: str, space: Json) -> str:
    for name in space:
        command = command.replace(f"${{{{inputs.{name}}}}}", f"${{{{search_space.{name}}}}}")
    return command


def _expression(written: Any) -> Any:
    if not isinstance(written, dict):
        return written
    one: Json = dict(written)  # pyright: ignore[reportUnknownArgumentType]
    kind = str(one.get("type")).lower()
    if kind == "choice":
        return [kind, [one.get("values")]]
    return [kind, [one.get(name) for name in NUMBERS.get(kind, ())]]


def _algorithm(written: Any) -> Json:
    if not isinstance(written, dict):
        return {"samplingAlgorithmType": written or "random"}
    one: Json = dict(written)  # pyright: ignore[reportUnknownArgumentType]
    return {"samplingAlgorithmType": one.pop("type", None) or one.pop("sampling_algorithm_type", None), **one}


def _limits(written: Json) -> Json:
    times = {name: f"PT{value}S" for name, value in _renamed(written, TIMES).items()}
    return {"jobLimitsType": "Sweep", **_renamed(written, LIMITS), **times}


def _renamed(written: Json, names: Mapping[str, str]) -> Json:
    return {names[name]: value for name, value in written.items() if name in names and value is not None}
