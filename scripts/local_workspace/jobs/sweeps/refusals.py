"""What the service refuses when a sweep job is submitted, before anything is kept of it.

Recorded 2026-03-03 (Azure/azure-sdk-assets, test_sweep_job_submit_with_resources): the answer to an unknown
compute. Ranges: https://learn.microsoft.com/azure/machine-learning/how-to-tune-hyperparameters
(2025-09-15). All other wordings are unverified.
"""

import re
from collections.abc import Mapping
from typing import Any

from local_workspace.arm import Json, ResourceId, section
from local_workspace.errors import user_error
from local_workspace.jobs import shapes
from local_workspace.jobs.durations import seconds
from local_workspace.jobs.refusals import SERVERLESS
from local_workspace.jobs.sweeps.documents import TOTAL, bindings
from local_workspace.jobs.sweeps.sampling import check_support, make_sampler
from local_workspace.jobs.sweeps.space import read_space, refused
from local_workspace.store import ResourceStore

ALGORITHMS = ("random", "grid", "bayesian")
RULES = ("random", "sobol")
GOALS = ("minimize", "maximize")
POLICIES = ("bandit", "medianstopping", "truncationselection")
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
SWEEP: Mapping[str, shapes.Shape] = {
    **dict.fromkeys(("earlyTermination", "limits", "objective", "queueSettings"), shapes.document),
    **dict.fromkeys(("resources", "samplingAlgorithm", "searchSpace", "trial"), shapes.document),
    **dict.fromkeys(("inputs", "outputs"), shapes.documents),
    **dict.fromkeys(("properties", "tags"), shapes.texts),
    **dict.fromkeys(("computeId", "displayName", "experimentName", "jobType"), shapes.text),
}
PARTS: Mapping[str, Mapping[str, shapes.Shape]] = {
    "limits": {
        **dict.fromkeys(("maxConcurrentTrials", "maxTotalTrials"), shapes.number),
        **dict.fromkeys(("timeout", "trialTimeout"), shapes.text),
    },
    "objective": dict.fromkeys(("goal", "primaryMetric"), shapes.text),
    "samplingAlgorithm": {
        "seed": shapes.number,
        **dict.fromkeys(("rule", "samplingAlgorithmType"), shapes.text),
    },
    "earlyTermination": {
        "policyType": shapes.text,
        **dict.fromkeys(("delayEvaluation", "evaluationInterval", "truncationPercentage"), shapes.number),
        **dict.fromkeys(("slackAmount", "slackFactor"), shapes.decimal),
    },
    "trial": {
        **dict.fromkeys(("codeId", "command", "environmentId"), shapes.text),
        "environmentVariables": shapes.texts,
    },
}


def check_sweep(store: ResourceStore, job: ResourceId, sent: Json) -> None:
    """Refuse what a sweep itself gets wrong; its trials are checked as the command jobs that they are."""
    shapes.check(sent, SWEEP)
    for part, members in PARTS.items():
        shapes.check(section(sent, part), members, f"{part}.")
    for member in ("command", "environmentId"):
        if not str(section(sent, "trial").get(member) or "").strip():
            raise refused(f"The field 'trial.{member}' is required for a sweep job.")
    _check_objective(section(sent, "objective"))
    _check_search(sent)
    _check_limits(section(sent, "limits"))
    _check_policy(section(sent, "earlyTermination"))
    _check_compute(store, job, sent)


def _check_objective(objective: Json) -> None:
    if not objective.get("primaryMetric"):
        raise refused("The field 'objective.primaryMetric' is required for a sweep job.")
    _one_of("objective.goal", objective.get("goal"), GOALS)


def _check_search(sent: Json) -> None:
    space, algorithm = read_space(section(sent, "searchSpace")), section(sent, "samplingAlgorithm")
    for name in space:
        if not _NAME.fullmatch(name):
            raise refused(f"Invalid name of a hyperparameter: {name!r}.")
    kind = str(algorithm.get("samplingAlgorithmType") or "random").lower()
    _one_of("samplingAlgorithm.samplingAlgorithmType", kind, ALGORITHMS)
    if kind == "random":
        _one_of("samplingAlgorithm.rule", algorithm.get("rule") or "random", RULES)
        make_sampler(algorithm | {"samplingAlgorithmType": kind}, space)
    check_support(kind, space)
    trial = section(sent, "trial")
    texts = (trial.get("command") or "", *map(str, section(trial, "environmentVariables").values()))
    named = {name for text in texts for name in bindings(text)}
    for name in sorted(named - set(space)):
        message = f"Invalid expression ${{{{search_space.{name}}}}}: the search space has no {name!r}."
        raise refused(message)


def _check_limits(limits: Json) -> None:
    for name in ("maxTotalTrials", "maxConcurrentTrials"):
        count: Any = limits.get(name)
        if count is not None and not 1 <= count <= TOTAL:
            raise refused(f"The field 'limits.{name}' must be between 1 and {TOTAL}, not {count}.")
    for name in ("timeout", "trialTimeout"):
        if limits.get(name):
            seconds(limits[name])


def _check_policy(policy: Json) -> None:
    if not policy:
        return
    kind = str(policy.get("policyType") or "").lower()
    _one_of("earlyTermination.policyType", kind, POLICIES)
    for name in ("evaluationInterval", "delayEvaluation"):
        if (policy.get(name) or 0) < 0:
            raise refused(f"The field 'earlyTermination.{name}' must not be negative.")
    if kind == "bandit" and bool(policy.get("slackFactor")) == bool(policy.get("slackAmount")):
        raise refused("A bandit policy needs exactly one of slackFactor and slackAmount.")
    if kind == "bandit" and min(policy.get("slackFactor") or 0, policy.get("slackAmount") or 0) < 0:
        raise refused("The slack of a bandit policy must not be negative.")
    if kind == "truncationselection" and not 1 <= (policy.get("truncationPercentage") or 0) <= 99:
        raise refused("The field 'earlyTermination.truncationPercentage' must be between 1 and 99.")


def _check_compute(store: ResourceStore, job: ResourceId, sent: Json) -> None:
    compute: str = sent.get("computeId") or SERVERLESS
    if compute.lower().rpartition("/")[2] == SERVERLESS:
        return
    found = store.find(ResourceId.parse(compute))
    if found is None or found.id.collection != "computes":
        experiment = sent.get("experimentName") or "Default"
        raise user_error(400, f"{experiment}: Compute Not Found for run ID : {job.name}")


def _one_of(field: str, value: Any, allowed: tuple[str, ...]) -> None:
    if str(value or "").lower() not in allowed:
        raise refused(f"The field {field!r} must be one of {', '.join(allowed)}, not {value!r}.")
