"""What the service adds to a sweep job, and the jobs that it makes of its trials.

Recorded 2026-03-03 (Azure/azure-sdk-assets, test_sweep_job_await_completion): PUT …/jobs/{job} 201, without
the tag `_aml_system_platform_config`, which is the service's own. `best_child_run_id` and the properties
beside it: a run of 2024-03-22 (a published run of a sweep that drew 8 of 9 points). Tags of trials:
azureml-train-core 1.62.0, train/hyperdrive/run.py, get_hyperparameters.
"""

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.jobs.documents import complete_any, complete_outputs, complete_resources
from local_workspace.jobs.durations import seconds
from local_workspace.jobs.sweeps.space import Distribution, size_of
from local_workspace.settings import Settings

TAG = "_aml_system_"
TOTAL = 1000
"""https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-sweep#attributes-of-the-limits-key"""
TIMEOUT = "P60D"
"""5,184,000 seconds, from the same table."""

_BINDING = re.compile(r"\$\{\{\s*search_space\.(?P<name>[\w.-]+)\s*\}\}")
_ABSENT = ("codeId", "distribution", "environmentVariables")


def complete_sweep(
    settings: Settings, job: ResourceId, sent: Json, space: Mapping[str, Distribution]
) -> Json:
    """The properties of a new sweep job as the service keeps them."""
    properties = complete_any(settings, job, sent)
    properties["componentConfiguration"] = None
    properties["inputs"] = dict(properties.get("inputs") or {})
    properties["outputs"] = _outputs(settings, job, section(sent, "outputs"))
    properties["resources"] = complete_resources(section(sent, "resources"))
    properties["queueSettings"] = properties.get("queueSettings") or {"jobTier": "Null", "priority": None}
    properties["limits"] = _limits(section(sent, "limits"))
    properties["samplingAlgorithm"] = _algorithm(section(sent, "samplingAlgorithm"))
    properties["earlyTermination"] = sent.get("earlyTermination") or None
    objective = section(sent, "objective")
    properties["objective"] = {**objective, "goal": str(objective["goal"]).capitalize()}
    trial = dict.fromkeys(_ABSENT) | section(sent, "trial")
    properties["trial"] = {**trial, "resources": complete_resources(section(trial, "resources"))}
    properties["properties"] |= _own_properties(properties, space)
    properties["tags"] |= _own_tags(properties)
    return properties


def trial_of(sweep: Resource, values: Mapping[str, Any]) -> Json:
    """The command job of one trial, as a client would have sent it."""
    whole, trial = sweep.properties, sweep.properties["trial"]
    variables = {
        name: bound(str(value), values) for name, value in section(trial, "environmentVariables").items()
    }
    # AZUREML_SWEEP_<name>: azure-ai-ml 1.35.2, entities/_job/sweep/sweep_job.py, note of the class.
    variables |= {f"AZUREML_SWEEP_{name}": str(value) for name, value in values.items()}
    limit = section(whole, "limits").get("trialTimeout")
    return {
        "jobType": "Command",
        "codeId": trial["codeId"],
        "command": bound(trial["command"], values),
        "computeId": whole.get("computeId"),
        "distribution": trial["distribution"],
        "environmentId": trial["environmentId"],
        "environmentVariables": variables,
        "experimentName": whole["experimentName"],
        "identity": whole.get("identity"),
        "inputs": section(whole, "inputs"),
        "limits": {"jobLimitsType": "Command", "timeout": limit},
        "outputs": {name: each for name, each in section(whole, "outputs").items() if name != "default"},
        "resources": whole["resources"],
    }


def bound(text: str, values: Mapping[str, Any]) -> str:
    """Write the values of hyperparameters into a command."""
    return _BINDING.sub(lambda found: str(values[found["name"]]), text)


def bindings(text: str) -> set[str]:
    """The hyperparameters that a command names."""
    return {found["name"] for found in _BINDING.finditer(text)}


def trial_tag(trial: ResourceId, values: Mapping[str, Any]) -> Json:
    """How a sweep remembers the values of a trial."""
    return {f"{TAG}{trial.name}": json.dumps(values)}


def best_properties(trial: ResourceId, score: float) -> Json:
    """How a sweep says which trial was best."""
    return {
        "best_child_run_id": trial.name,
        "score": str(score),
        "best_metric_status": "Succeeded",
        "best_data_container_id": f"dcid.{trial.name}",
    }


def _outputs(settings: Settings, job: ResourceId, sent: Json) -> Json:
    outputs = complete_outputs(settings, job, sent)
    for name in sent:  # each trial writes to a place of its own
        outputs[name]["uri"] = section(sent, name).get("uri")
    return outputs


def _limits(sent: Json) -> Json:
    total = sent.get("maxTotalTrials") or TOTAL
    given = {name: value for name, value in sent.items() if value is not None}
    defaults: Json = {"maxTotalTrials": total, "maxConcurrentTrials": total, "timeout": TIMEOUT}
    return {**defaults, "trialTimeout": None, **given, "jobLimitsType": "Sweep"}


def _algorithm(sent: Json) -> Json:
    kind = str(sent.get("samplingAlgorithmType") or "Random").capitalize()
    if kind != "Random":
        return {"samplingAlgorithmType": kind}
    rule = str(sent.get("rule") or "Random").capitalize()
    return {
        "samplingAlgorithmType": kind,
        "seed": sent.get("seed"),
        "logbase": sent.get("logbase"),
        "rule": rule,
    }


def _own_properties(properties: Json, space: Mapping[str, Distribution]) -> Json:
    own = {
        "primary_metric_config": _metric(properties),
        "resume_from": "null",
        "runTemplate": "HyperDrive",
        "azureml.runsource": "hyperdrive",
        "platform": "AML",
    }
    size = size_of(space)
    return own | ({"space_size": str(size)} if size else {})


def _own_tags(properties: Json) -> Json:
    limits, algorithm = properties["limits"], dict(properties["samplingAlgorithm"])
    kind = algorithm.pop("samplingAlgorithmType").upper()
    generator = {"name": kind, "parameter_space": properties["searchSpace"], "properties": algorithm}
    policy = dict(properties["earlyTermination"] or {})
    policy_config = {"name": policy.pop("policyType", "Default"), "properties": policy}
    own = {
        "max_concurrent_jobs": str(limits["maxConcurrentTrials"]),
        "max_total_jobs": str(limits["maxTotalTrials"]),
        "max_duration_minutes": str(math.ceil(seconds(limits["timeout"]) / 60)),
        "policy_config": _compact(policy_config),
        "generator_config": _compact(generator),
        "primary_metric_config": _metric(properties),
        "resume_child_runs": "null",
        "all_jobs_generated": "false",
        "cancellation_requested": "false",
        "samples_generated_count": "0",
    }
    return {f"{TAG}{name}": value for name, value in own.items()}


def _metric(properties: Json) -> str:
    objective = properties["objective"]
    return _compact({"name": objective["primaryMetric"], "goal": objective["goal"].lower()})


def _compact(document: Any) -> str:
    return json.dumps(document, separators=(",", ":"))
