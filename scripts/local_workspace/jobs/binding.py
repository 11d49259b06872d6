"""Puts a job's inputs and outputs into its command: `${{inputs.x}}`, `${{outputs.y}}`, `$[[optional]]`.

Syntax: https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-command and
…/how-to-create-component-pipelines-cli#define-optional-inputs (read 2026-11-21).
"""

import re
from collections.abc import Mapping

from local_workspace.errors import ArmError, user_error

_EXPRESSION = re.compile(r"\$\{\{\s*(?P<kind>\w+)\.(?P<name>[\w.-]+)\s*\}\}")
_OPTIONAL = re.compile(r"\$\[\[(?P<text>.*?)\]\]", re.DOTALL)


def check_bindings(command: str, inputs: Mapping[str, object], outputs: Mapping[str, object]) -> None:
    """Refuse a command that binds what the job does not have."""
    declared = {"inputs": inputs, "outputs": outputs}
    for found in _EXPRESSION.finditer(command):
        kind, name = found["kind"], found["name"]
        if kind in declared and name not in declared[kind]:
            raise _unbound(kind, name)


def bind(command: str, inputs: Mapping[str, str | None], outputs: Mapping[str, str]) -> str:
    """Write the values into the command; an optional part without its values is left out."""

    def value(found: re.Match[str]) -> str:
        values: Mapping[str, str | None] = {"inputs": inputs, "outputs": outputs}.get(found["kind"], {})
        return str(values.get(found["name"]) or "") if found["kind"] in ("inputs", "outputs") else found[0]

    def optional(found: re.Match[str]) -> str:
        names = [each["name"] for each in _EXPRESSION.finditer(found["text"]) if each["kind"] == "inputs"]
        return found["text"] if all(inputs.get(name) is not None for name in names) else ""

    return _EXPRESSION.sub(value, _OPTIONAL.sub(optional, command))


def _unbound(kind: str, name: str) -> ArmError:
    # Unverified: the service's wording is not recorded; the SDK refuses the same before it calls.
    message = (
        f"Invalid expression ${{{{{kind}.{name}}}}} in the command: the job has no {kind[:-1]} {name!r}."
    )
    return user_error(400, message, "BadArgument", "ArgumentInvalid", "InvalidExpressionInJob")
