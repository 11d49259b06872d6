"""What an invocation of a batch endpoint says: inputs, outputs, and settings for this once.

Body: recordings 2022-12..2023-04, POST …/jobs; azure-ai-ml 1.35.2, _schema/_deployment/batch/batch_job.py.
The published examples write the members with capitals (how-to-access-data-batch-endpoints-jobs.md, read
2026-11-21), so case does not count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self, cast

from local_workspace.arm import Json, member
from local_workspace.jobs import shapes
from local_workspace.jobs.refusals import LITERAL
from local_workspace.serving.refusals import bad

KINDS: Mapping[str, str] = {
    "custommodel": "custom_model",
    "literal": LITERAL,
    "mlflowmodel": "mlflow_model",
    "mltable": "mltable",
    "tritonmodel": "triton_model",
    "urifile": "uri_file",
    "urifolder": "uri_folder",
}
OVERRIDES = ("errorThreshold", "miniBatchSize", "outputFileName", "retrySettings")
SHAPES: Mapping[str, shapes.Shape] = {
    **dict.fromkeys(("compute", "outputDataset", "properties", "retrySettings"), shapes.document),
    **dict.fromkeys(("inputData", "outputData"), shapes.documents),
    "name": shapes.text,
    "outputFileName": shapes.text,
}


@dataclass(frozen=True)
class Invocation:
    """One call of an endpoint; inputs and outputs are written as those of a job."""

    inputs: Mapping[str, Json]
    outputs: Mapping[str, Json]
    settings: Json
    """What is otherwise than the deployment says, this once."""
    name: str | None
    experiment: str | None

    @classmethod
    def read(cls, body: Json) -> Self:
        """Read the body of the call."""
        sent = _lower(member(_lower(body), "properties"))
        shapes.check(sent, SHAPES, "properties.")
        settings = {name: sent[name] for name in OVERRIDES if sent.get(name) is not None}
        count = _lower(member(sent, "compute")).get("instanceCount")
        if count is not None:
            settings["resources"] = {"instanceCount": count}
        return cls(
            {name: _data(name, value, "jobInputType") for name, value in member(sent, "inputData").items()},
            {name: _data(name, value, "jobOutputType") for name, value in member(sent, "outputData").items()},
            settings,
            sent.get("name"),
            _lower(member(sent, "properties")).get("experimentName"),
        )


def _data(name: str, value: Any, member_name: str) -> Json:
    one = _lower(cast(Json, value or {}))
    kind = KINDS.get(str(one.get(member_name)).lower())
    if kind is None:
        raise bad(f"The {member_name} of {name!r} is none of {', '.join(sorted(KINDS))}.")
    if kind == LITERAL:
        return {member_name: kind, "value": one.get("value")}
    uri = one.get("uri")
    if not isinstance(uri, str) or not uri:
        raise bad(f"{name!r} has no uri.")
    return {member_name: kind, "uri": uri}


def _lower(document: Json) -> Json:
    return {name[:1].lower() + name[1:]: value for name, value in document.items()}
