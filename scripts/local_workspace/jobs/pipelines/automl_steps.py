"""Makes the AutoML job of a step: in a pipeline it has the members of YAML, as a job those of the wire.

Form of the node: azure-ai-ml 1.35.2, _schema/pipeline/automl_node.py; it names no component. The SDK sends
data that is not a reference as the text of a Python dictionary, and several column names as that of a list.
Unverified: what Azure makes of the former (here it is refused), that it looks at a step's task when the
pipeline is submitted, and that it reuses such a step (as AutoMLStep of SDK v1 does, parameter allow_reuse).
"""

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from local_workspace.arm import Json, section
from local_workspace.errors import not_implemented
from local_workspace.jobs import shapes
from local_workspace.jobs.automl.tasks import OTHERS, TASKS
from local_workspace.jobs.pipelines.expressions import invalid_pipeline, whole

AUTOML = "automl"
SPEC: Json = {"type": AUTOML, "inputs": {}, "outputs": {"best_model": {"type": "mlflow_model"}}}
"""What such a step is, as a component would say it."""

DATA = {"training_data": "trainingData", "validation_data": "validationData", "test_data": "testData"}
PARTS = ("limits", "training", "featurization", "forecasting", "outputs")
MEMBERS: Mapping[str, shapes.Shape] = {
    **dict.fromkeys(PARTS, shapes.document),
    **dict.fromkeys((*DATA, "task", "primary_metric", "target_column_name", "compute"), shapes.text),
}
Convert = Callable[[Any], Any]


def as_step(name: str, document: Json) -> Json:
    """A step of type automl as the other steps are written; refused when it cannot be one."""
    shapes.check(document, MEMBERS, f"jobs.{name}.")
    kind = _named(document.get("task"), (*TASKS, *OTHERS))
    if kind in OTHERS:
        raise not_implemented(f"AutoML steps of the task {document['task']} (step {name!r})")
    if kind not in TASKS:
        raise invalid_pipeline(f"Step {name} has the unknown AutoML task {document.get('task')!r}.")
    for member in DATA:
        if document.get(member) and whole(document[member]) is None:
            raise invalid_pipeline(
                f"The {member} of step {name} must be an input of the pipeline or an output of another step, "
                f"not {document[member]!r}."
            )
    return {**document, "computeId": document.get("compute")}


def task_details(document: Json, data: Mapping[str, Json]) -> Json:
    """The task of a step's job, of the filled-in document and of the inputs that its data are."""
    kind = _named(document.get("task"), tuple(TASKS))
    task = TASKS[kind]
    algorithms = (*task.algorithms, *task.elsewhere)
    details: Json = {
        "taskType": kind,
        "primaryMetric": _named(document.get("primary_metric"), tuple(task.metrics)),
        "limitSettings": _part(document, "limits", LIMITS),
        "trainingSettings": _training(section(document, "training"), algorithms),
        "featurizationSettings": _part(document, "featurization", {"mode": str.capitalize}),
        **{_camel(name): document[name] for name in PLAIN if document.get(name) is not None},
        **{DATA[name]: each for name, each in data.items()},
    }
    if folds := document.get("n_cross_validations"):
        details["nCrossValidations"] = _number_or_auto(folds)
    if kind == "Forecasting":
        details["forecastingSettings"] = _part(document, "forecasting", FORECASTING)
    return details


PLAIN = (
    *("target_column_name", "positive_label", "weight_column_name", "cv_split_column_names"),
    *("validation_data_size", "test_data_size"),
)


def _part(document: Json, part: str, converted: Mapping[str, Convert]) -> Json | None:
    """A part of the document with the names and values of the wire; None when it is not given."""
    found: Json = {}
    for name, value in section(document, part).items():
        if value is not None:
            member = MINUTES.get(name, _camel(name))
            found[member] = converted[name](value) if name in converted else value
    return found or None


def _training(written: Json, algorithms: Sequence[str]) -> Json | None:
    def names(each: Any) -> Any:
        return (
            [_named(name, algorithms) for name in cast(list[Any], each)] if isinstance(each, list) else each
        )

    lists = {f"{word}_training_algorithms": names for word in ("allowed", "blocked")}
    return _part({"training": written}, "training", {**dict.fromkeys(MINUTES, _minutes), **lists})


def _named(value: Any, known: Sequence[str]) -> Any:
    """The name on the wire of what YAML writes in its own way (`auc_weighted`: `AUCWeighted`)."""
    plain = str(value).replace("_", "").lower()
    return next((name for name in known if name.lower() == plain), value)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _number(value: Any) -> Any:
    """A number also where a reference left its text."""
    return int(value) if isinstance(value, str) and value.isdigit() else value


def _minutes(value: Any) -> str:
    return f"PT{_number(value)}M"


def _number_or_auto(value: Any) -> Json:
    return {"mode": "Auto"} if str(value).lower() == "auto" else {"mode": "Custom", "value": _number(value)}


def _columns(value: Any) -> list[str]:
    """Names of columns: the SDK sends a list of them as its text."""
    if isinstance(value, str) and value.startswith("["):
        try:
            value = ast.literal_eval(value)
        except (SyntaxError, ValueError):
            return [str(value)]
    return [str(each) for each in cast(list[Any], value)] if isinstance(value, list) else [str(value)]


MINUTES = {
    "ensemble_model_download_timeout_minutes": "ensembleModelDownloadTimeout",
    "timeout_minutes": "timeout",
    "trial_timeout_minutes": "trialTimeout",
}
LIMITS: Mapping[str, Convert] = {
    **dict.fromkeys(MINUTES, _minutes),
    **dict.fromkeys(("max_trials", "max_concurrent_trials", "max_nodes", "max_cores_per_trial"), _number),
}
FORECASTING: Mapping[str, Convert] = {
    "forecast_horizon": _number_or_auto,
    "time_series_id_column_names": _columns,
    **dict.fromkeys(("seasonality", "target_rolling_window_size"), _number_or_auto),
}
