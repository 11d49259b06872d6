"""What the service adds to an AutoML job that a client sends, and what it says of its child jobs.

Shapes: Azure/azure-sdk-assets, test_remote_classification.py…test_classification (2026-03-27), PUT and GET
…/jobs/{job}; the tags of a job that has ended and the properties of a child: run documents of 2024-02 in
public repositories (`automl_best_child_run_id`, `iteration_000`, `run_algorithm`).
"""

import json
from collections.abc import Sequence

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.jobs.automl.tasks import TASKS, Task
from local_workspace.jobs.documents import complete_any
from local_workspace.settings import Settings

MODEL = "outputs/mlflow-model"
"""Where the model of a child job is among its artifacts."""

BEST = "best_model"
LIMITS: Json = {
    "maxTrials": 1000,
    "trialTimeout": "PT43200M",
    "timeout": "PT8640M",
    "maxConcurrentTrials": 1,
    "maxNodes": 1,
    "maxCoresPerTrial": -1,
    "exitScore": None,
    "enableEarlyTermination": True,
    "sweepTrials": 0,
    "sweepConcurrentTrials": 0,
}
"""Limits that are not given (MicrosoftDocs/azure-ai-docs, how-to-configure-auto-train.md, 2025-08-29); how
the times are written is unverified, the rest is as recorded."""

TRAINING: Json = {
    "enableOnnxCompatibleModels": False,
    "stackEnsembleSettings": None,
    "enableStackEnsemble": True,
    "enableVoteEnsemble": True,
    "ensembleModelDownloadTimeout": "PT5M",
    "enableModelExplainability": True,
    "enableDnnTraining": False,
    "trainingMode": "Auto",
    "allowedTrainingAlgorithms": None,
    "blockedTrainingAlgorithms": None,
}
DETAILS = (
    *("sweepSettings", "fixedParameters", "searchSpace", "nCrossValidations", "cvSplitColumnNames"),
    *("weightColumnName", "validationData", "testData", "validationDataSize", "testDataSize"),
    *("featurizationSettings", "trainingSettings", "logVerbosity"),
)
RESOURCES: Json = {
    "instanceCount": 1,
    "maxInstanceCount": None,
    "instanceType": None,
    "locations": None,
    "properties": None,
    "shmSize": "2g",
    "dockerArgs": None,
}


def complete_automl(settings: Settings, job: ResourceId, sent: Json) -> Json:
    """The properties of a new AutoML job as the service keeps them."""
    properties = complete_any(settings, job, sent)
    for name in ("environmentId", "environmentVariables"):
        properties.setdefault(name, None)
    properties["secretsConfiguration"] = {}
    properties["queueSettings"] = properties.get("queueSettings") or {"jobTier": "Null", "priority": None}
    properties["resources"] = RESOURCES | _given(section(sent, "resources"))
    properties["outputs"] = {
        name: {"assetName": None, "assetVersion": None, "description": None, **_given(output or {})}
        for name, output in section(sent, "outputs").items()
    }
    properties["taskDetails"] = _details(section(sent, "taskDetails"))
    return properties


def task_of(details: Json) -> Task:
    """The task that a job is about."""
    return TASKS[details["taskType"]]


def metric_of(properties: Json) -> str:
    """The primary metric as it is logged."""
    details = properties["taskDetails"]
    return task_of(details).metrics[details["primaryMetric"]]


def _details(sent: Json) -> Json:
    details: Json = dict.fromkeys(DETAILS) | sent
    details["logVerbosity"] = details["logVerbosity"] or "Info"
    details["limitSettings"] = LIMITS | _given(section(sent, "limitSettings"))
    details["primaryMetric"] = details.get("primaryMetric") or task_of(details).default_metric
    details["trainingSettings"] = TRAINING | _given(section(sent, "trainingSettings"))
    for name in ("trainingData", "validationData"):
        if details[name]:
            absent: Json = {"description": None, "mode": "ReadOnlyMount", "pathOnCompute": None}
            details[name] = absent | _given(details[name])
    if details["taskType"] == "Classification":
        details.setdefault("positiveLabel", None)
    return details


def _given(sent: Json) -> Json:
    return {name: value for name, value in sent.items() if value is not None}


def running_properties(job: Resource) -> Json:
    """What the service says of an AutoML job once it runs."""
    details = job.properties["taskDetails"]
    folds = section(details, "nCrossValidations").get("value")
    return {
        "num_iterations": str(details["limitSettings"]["maxTrials"]),
        "training_type": "TrainFull",
        "primary_metric": metric_of(job.properties),
        "num_cross_validation": str(folds or ""),
        "target": (job.properties.get("computeId") or "Serverless").rpartition("/")[2],
        "runTemplate": "AutoML",
        "azureml.runsource": "automl",
        "ClientType": "Mfe",
        "_aml_system_scenario_identification": "Remote.Parent",
        "PlatformVersion": "DPV2",
        "root_attribution": "automl",
        "attribution": "AutoML",
        "Orchestrator": "AutoML",
    }


def running_tags(job: Resource) -> dict[str, str]:
    """The tags of an AutoML job once it runs."""
    details = job.properties["taskDetails"]
    addresses = {
        name: {"Uri": details[member]["uri"], "ResolvedUri": None, "AssetId": None}
        if details[member]
        else None
        for name, member in (
            ("TrainData", "trainingData"),
            ("TestData", "testData"),
            ("ValidData", "validationData"),
        )
    }
    return {
        "_aml_system_automl_mltable_data_json": json.dumps({"Type": "MLTable", **addresses}),
        "_aml_system_azureml.automlComponent": "AutoML",
    }


def ended_tags(children: Sequence[Json], best: str | None) -> dict[str, str]:
    """The tags of an AutoML job that sum up its trials."""
    columns = {
        "iteration_000": "trial",
        "run_algorithm_000": "algorithm",
        "run_preprocessor_000": "preprocessor",
        "score_000": "score",
        "fit_time_000": "seconds",
    }
    tags = {tag: ";".join(str(child[name]) for child in children) for tag, name in columns.items()}
    return tags | ({"automl_best_child_run_id": best} if best else {})


def child_of(parent: Resource, child: ResourceId, event: Json) -> Json:
    """A trial as a job that a client could have sent."""
    properties = parent.properties
    own = {
        "runTemplate": "automl_child",
        "run_template": "automl_child",
        "iteration": str(event["trial"]),
        "run_algorithm": event["algorithm"],
        "run_preprocessor": preprocessor_of(event),
        "primary_metric": metric_of(properties),
        "training_percent": "100",
        "azureml.runsource": "automl",
        "_aml_system_scenario_identification": "Remote.Child",
    }
    return {
        "jobType": "Command",
        "displayName": child.name,
        "experimentName": properties["experimentName"],
        "computeId": properties.get("computeId"),
        "properties": own,
    }


def preprocessor_of(event: Json) -> str:
    """How the numbers of a trial are scaled."""
    return "StandardScalerWrapper" if event["scaled"] else ""
