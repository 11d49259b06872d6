"""What the program that searches is told: the task, the data and the limits of a job."""

from typing import Any

from local_workspace.arm import Json, Resource, section
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.automl.documents import metric_of, task_of
from local_workspace.jobs.automl.refusals import algorithms
from local_workspace.jobs.automl.tables import recipe
from local_workspace.jobs.durations import seconds


def order(addresses: Addresses, job: Resource) -> Json:
    """The content of `task.json`."""
    details, workspace = job.properties["taskDetails"], job.id.workspace
    task = task_of(details)
    tables = {
        name: recipe(addresses, workspace, details[member]["uri"]) if details[member] else None
        for name, member in (("train", "trainingData"), ("validation", "validationData"))
    }
    return tables | {
        "run": job.id.name,
        "task": task.name,
        "target": details["targetColumnName"],
        "metric": metric_of(job.properties),
        "algorithms": algorithms(task, details["trainingSettings"]),
        "featurization": "off" if section(details, "featurizationSettings").get("mode") == "Off" else "auto",
        "validation_size": details["validationDataSize"],
        "folds": section(details, "nCrossValidations").get("value"),
        "limits": _limits(details["limitSettings"]),
        "forecasting": _forecasting(details),
    }


def _limits(limits: Json) -> Json:
    return {
        "trials": limits["maxTrials"],
        "concurrent": limits["maxConcurrentTrials"],
        "seconds": seconds(limits["timeout"]),
        "trial_seconds": seconds(limits["trialTimeout"]),
        "exit_score": limits["exitScore"],
        "early_termination": limits["enableEarlyTermination"],
    }


def _forecasting(details: Json) -> Json | None:
    settings = section(details, "forecastingSettings")
    if not settings:
        return None
    series: Any = settings.get("timeSeriesIdColumnNames") or []
    horizon = section(settings, "forecastHorizon").get("value", 1)
    return {"time": settings["timeColumnName"], "series": series, "horizon": horizon}
