"""What the service refuses when an AutoML job is submitted, before anything is kept of it.

A target column that is not there is not among it: Azure finds out when it reads the data, and so do we.
All wordings are unverified: the recordings (Azure/azure-sdk-assets, tests/recordings/automl_job) hold
accepted jobs only, and the SDK meets most of these cases first.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from local_workspace.arm import Json, ResourceId, items, section
from local_workspace.errors import ArmError, not_implemented, user_error
from local_workspace.jobs import shapes
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.automl.tasks import OTHERS, TASKS, Task
from local_workspace.jobs.durations import seconds
from local_workspace.jobs.refusals import check_name, check_outputs, check_references, check_shapes
from local_workspace.store import ResourceStore

DETAILS: Mapping[str, shapes.Shape] = {
    **dict.fromkeys(("targetColumnName", "taskType", "primaryMetric", "weightColumnName"), shapes.text),
    **dict.fromkeys(("trainingData", "validationData", "testData", "limitSettings"), shapes.document),
    **dict.fromkeys(("trainingSettings", "featurizationSettings", "nCrossValidations"), shapes.document),
    "forecastingSettings": shapes.document,
    "cvSplitColumnNames": shapes.words,
}
PARTS: Mapping[str, Mapping[str, shapes.Shape]] = {
    "limitSettings": {
        **dict.fromkeys(("maxTrials", "maxConcurrentTrials", "maxNodes", "maxCoresPerTrial"), shapes.number),
        **dict.fromkeys(("timeout", "trialTimeout"), shapes.text),
        "enableEarlyTermination": shapes.flag,
    },
    "trainingSettings": {
        **dict.fromkeys(("enableStackEnsemble", "enableVoteEnsemble", "enableDnnTraining"), shapes.flag),
        **dict.fromkeys(("allowedTrainingAlgorithms", "blockedTrainingAlgorithms"), shapes.words),
    },
    "trainingData": dict.fromkeys(("uri", "jobInputType", "mode"), shapes.text),
    "validationData": dict.fromkeys(("uri", "jobInputType", "mode"), shapes.text),
    "nCrossValidations": {"mode": shapes.text, "value": shapes.number},
    "featurizationSettings": {"mode": shapes.text},
    "forecastingSettings": {
        **dict.fromkeys(("timeColumnName", "frequency"), shapes.text),
        "timeSeriesIdColumnNames": shapes.words,
        "forecastHorizon": shapes.document,
    },
}
ELSEWHERE = {
    "cvSplitColumnNames": "columns that say which fold a row is in (cv_split_column_names)",
    "positiveLabel": "the setting positive_label",
    "testData": "test data of an AutoML job",
    "testDataSize": "test data of an AutoML job",
    "weightColumnName": "weights of rows (weight_column_name)",
}
"""Parts of a task that are not served, and what they are called."""

TRAINING = {
    "enableDnnTraining": "neural networks in an AutoML job (enable_dnn_training)",
    "enableOnnxCompatibleModels": "ONNX models of an AutoML job (enable_onnx_compatible_models)",
    "enableStackEnsemble": "stacked ensembles (enable_stack_ensemble)",
    "enableVoteEnsemble": "voting ensembles (enable_vote_ensemble)",
}
FORECASTING = (
    *(
        "countryOrRegionForHolidays",
        "cvStepSize",
        "featureLags",
        "featuresUnknownAtForecastTime",
        "seasonality",
    ),
    *(
        "shortSeriesHandlingConfig",
        "targetAggregateFunction",
        "targetLags",
        "targetRollingWindowSize",
        "useStl",
    ),
)
"""Settings of a forecast that change what is learned in ways that are not served."""


def check_automl(store: ResourceStore, addresses: Addresses, job: ResourceId, sent: Json) -> None:
    """Refuse an AutoML job that Azure would refuse, and say plainly what is not done locally."""
    check_shapes(sent)
    check_name(job)
    shapes.check(sent, {"taskDetails": shapes.document})
    details = section(sent, "taskDetails")
    shapes.check(details, DETAILS, "taskDetails.")
    for part, members in PARTS.items():
        shapes.check(section(details, part), members, f"taskDetails.{part}.")
    task = _task(details)
    _check_data(addresses, job, details)
    _check_metric(task, details)
    _check_limits(section(details, "limitSettings"))
    _check_validation(details)
    _check_training(task, section(details, "trainingSettings"))
    _check_rest(details)
    if task.name == "forecasting":
        _check_forecasting(section(details, "forecastingSettings"))
    check_references(store, sent)
    check_outputs(addresses, job.workspace, section(sent, "outputs"))


def _task(details: Json) -> Task:
    kind = details.get("taskType")
    if kind in OTHERS:
        raise not_implemented(f"AutoML jobs of the task {kind}")
    if kind not in TASKS:
        raise _bad(f"The field 'taskType' is {kind!r}; it must be one of {', '.join((*TASKS, *OTHERS))}.")
    return TASKS[kind]


def _check_data(addresses: Addresses, job: ResourceId, details: Json) -> None:
    if not str(details.get("targetColumnName") or "").strip():
        raise _bad("The field 'targetColumnName' is required for an AutoML job.")
    if not section(details, "trainingData"):
        raise _bad("The field 'trainingData' is required for an AutoML job.")
    for name in ("trainingData", "validationData"):
        data = section(details, name)
        if data and data.get("jobInputType") != "mltable":
            raise _bad(
                f"The field '{name}' must be an input of type mltable, not {data.get('jobInputType')}."
            )
        if data and not data.get("uri"):
            raise _bad(f"The field '{name}' has no uri.")
        if data:
            addresses.check(job.workspace, data["uri"])


def _check_metric(task: Task, details: Json) -> None:
    metric = details.get("primaryMetric")
    if metric is not None and metric not in task.metrics:
        known = ", ".join(task.metrics)
        raise _bad(f"The primary metric {metric!r} is not one of {task.name}: {known}.")


def _check_limits(limits: Json) -> None:
    for name in ("maxTrials", "maxConcurrentTrials"):
        if limits.get(name) is not None and limits[name] < 1:
            raise _bad(f"The limit '{name}' must be at least 1, not {limits[name]}.")
    for name in ("timeout", "trialTimeout"):
        if limits.get(name) is not None and seconds(limits[name]) <= 0:
            raise _bad(f"The limit '{name}' must be longer than nothing.")
    score = limits.get("exitScore")
    if score is not None and (isinstance(score, bool) or not isinstance(score, int | float)):
        raise _bad(f"The limit 'exitScore' must be a number, not {score!r}.")
    total, together = limits.get("maxTrials"), limits.get("maxConcurrentTrials")
    if total is not None and together is not None and together > total:
        raise _bad(f"'maxConcurrentTrials' is {together}, more than 'maxTrials', which is {total}.")


def _check_validation(details: Json) -> None:
    given = [
        name for name in ("validationData", "validationDataSize", "nCrossValidations") if details.get(name)
    ]
    if len(given) > 1:
        raise _bad(f"Only one of {' and '.join(given)} can be given.")
    size = details.get("validationDataSize")
    if size is not None and not (isinstance(size, float) and 0 < size < 1):
        raise _bad(f"'validationDataSize' must be between 0 and 1, not {size!r}.")
    folds = section(details, "nCrossValidations").get("value")
    if folds is not None and folds < 2:
        raise _bad(f"'nCrossValidations' must be at least 2, not {folds}.")


def _check_training(task: Task, settings: Json) -> None:
    for name, what in TRAINING.items():
        if settings.get(name):
            raise not_implemented(what)
    allowed, blocked = (
        [str(each) for each in items(settings, f"{word}TrainingAlgorithms")]
        for word in ("allowed", "blocked")
    )
    for name in (*allowed, *blocked):
        if name not in (*task.algorithms, *task.elsewhere):
            raise _bad(f"There is no algorithm {name!r} for {task.name}.")
    for name in allowed:
        if name in task.elsewhere:
            raise not_implemented(f"the algorithm {name} of an AutoML job")
    if allowed and blocked:
        raise _bad("Only one of allowedTrainingAlgorithms and blockedTrainingAlgorithms can be given.")
    if not algorithms(task, settings):
        raise _bad("No algorithm is left to try.")


def _check_rest(details: Json) -> None:
    for name, what in ELSEWHERE.items():
        if details.get(name) is not None:
            raise not_implemented(what)
    settings = section(details, "featurizationSettings")
    own = [
        name
        for name in ("blockedTransformers", "columnNameAndTypes", "transformerParams")
        if settings.get(name)
    ]
    if own or settings.get("mode") == "Custom":
        raise not_implemented("custom featurization in an AutoML job")


def _check_forecasting(settings: Json) -> None:
    if not settings.get("timeColumnName"):
        raise _bad("The field 'timeColumnName' is required for forecasting.")
    horizon = section(settings, "forecastHorizon")
    if horizon and horizon.get("mode") == "Auto":
        raise not_implemented("the forecast horizon `auto`")
    if not isinstance(horizon.get("value", 1), int) or horizon.get("value", 1) < 1:
        raise _bad(
            f"The forecast horizon must be a whole number of at least 1, not {horizon.get('value')!r}."
        )
    for name in FORECASTING:
        value: Any = settings.get(name)
        automatic = isinstance(value, dict) and section(settings, name).get("mode") == "Auto"
        if value not in (None, "None", "Auto") and not automatic:
            raise not_implemented(f"the forecasting setting {name}")


def algorithms(task: Task, settings: Json) -> Sequence[str]:
    """The algorithms that a job tries."""
    allowed, blocked = (items(settings, f"{word}TrainingAlgorithms") for word in ("allowed", "blocked"))
    return [name for name in task.algorithms if name not in blocked and (not allowed or name in allowed)]


def _bad(message: str) -> ArmError:
    return user_error(400, message, "BadArgument", "ArgumentInvalid")
