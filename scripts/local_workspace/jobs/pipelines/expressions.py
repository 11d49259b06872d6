"""How steps of a pipeline refer to each other and to the pipeline: `${{parent.jobs.train.outputs.model}}`.

Syntax: https://learn.microsoft.com/azure/machine-learning/reference-yaml-core-syntax, "Binding inputs and
outputs between steps in a pipeline job" (read 2026-11-21).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from local_workspace.errors import ArmError, user_error

_EXPRESSION = re.compile(r"\$\{\{\s*(?P<path>[^{}]*?)\s*\}\}")
_INPUT = re.compile(r"parent\.inputs\.(?P<name>[\w.]+)")
_OUTPUT = re.compile(r"parent\.outputs\.(?P<name>[\w.]+)")
_STEP = re.compile(r"parent\.jobs\.(?P<step>\w+)\.outputs\.(?P<name>[\w.]+)")


@dataclass(frozen=True)
class PipelineInput:
    """`${{parent.inputs.name}}`."""

    name: str


@dataclass(frozen=True)
class PipelineOutput:
    """`${{parent.outputs.name}}`."""

    name: str


@dataclass(frozen=True)
class StepOutput:
    """`${{parent.jobs.step.outputs.name}}`."""

    step: str
    name: str


Reference = PipelineInput | PipelineOutput | StepOutput


def references(text: Any) -> Iterator[Reference]:
    """All that a value refers to, in the order in which it does."""
    for found in _EXPRESSION.finditer(text if isinstance(text, str) else ""):
        yield _read(found["path"])


def whole(text: Any) -> Reference | None:
    """What a value refers to that is one expression and nothing else."""
    found = _EXPRESSION.fullmatch(text.strip()) if isinstance(text, str) else None
    return _read(found["path"]) if found else None


def fill_in(text: str, value: Callable[[Reference], str]) -> str:
    """Write values where a text has expressions."""
    return _EXPRESSION.sub(lambda found: value(_read(found["path"])), text)


def _read(path: str) -> Reference:
    if found := _INPUT.fullmatch(path):
        return PipelineInput(found["name"])
    if found := _OUTPUT.fullmatch(path):
        return PipelineOutput(found["name"])
    if found := _STEP.fullmatch(path):
        return StepOutput(found["step"], found["name"])
    # Recorded (2022-08..2023-06, PUT …/jobs/{job} 400), as are the inner codes.
    raise invalid_expression(
        f"Invalid expression {path}. Only parent.inputs, parent.jobs.[source_job_name].outputs or "
        "parent.outputs can be used for binding."
    )


def invalid_expression(message: str) -> ArmError:
    """Refuse what a value refers to."""
    return invalid_pipeline(message, "InvalidExpressionInJob")


def invalid_pipeline(message: str, *inner: str) -> ArmError:
    """Refuse a pipeline job."""
    return user_error(400, message, "BadArgument", "ArgumentInvalid", "InvalidPipelineJob", *inner)
