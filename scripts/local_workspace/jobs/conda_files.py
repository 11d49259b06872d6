"""Reads a conda file as far as pip can fulfil it: a Python version and pinned packages."""

import re
from dataclasses import dataclass
from typing import Any, cast

import yaml
from packaging.requirements import InvalidRequirement, Requirement

from local_workspace.arm import Json, items
from local_workspace.errors import LocalWorkspaceError

_PYTHON = re.compile(r"python\s*={1,2}\s*(?P<version>\d+\.\d+)(?:\.\d+|\.\*)?\s*")


class JobEnvironmentError(LocalWorkspaceError):
    """A job's environment cannot be made on this computer."""


@dataclass(frozen=True)
class CondaFile:
    """What an environment asks for."""

    python: str | None
    """The minor version, `3.11`."""
    requirements: tuple[str, ...]
    """Lines for pip."""

    @classmethod
    def parse(cls, text: str) -> "CondaFile":
        """Read a conda file; refuse what only conda could install."""
        try:
            document: Any = yaml.safe_load(text) or {}
        except yaml.YAMLError as error:
            raise JobEnvironmentError(f"the conda file is not YAML: {error}") from error
        if not isinstance(document, dict):
            raise JobEnvironmentError("the conda file is no mapping with `dependencies:`")
        dependencies = items(cast("Json", document), "dependencies")
        python, requirements, others = None, list[str](), list[str]()
        for each in dependencies:
            if isinstance(each, dict):
                requirements += [str(line) for line in items(cast("Json", each), "pip")]
            elif found := _PYTHON.fullmatch(str(each)):
                python = found["version"]
            elif not re.fullmatch(r"(pip|python)\b.*", str(each)):
                others.append(str(each))
        if others:
            raise JobEnvironmentError(
                f"only conda can install {', '.join(others)}; the local workspace has no conda. "
                "List the packages under `pip:`, or run this job on Azure"
            )
        return cls(python, tuple(requirements))

    @property
    def pins(self) -> dict[str, str] | None:
        """Version by package when every line pins one exactly, else None."""
        pins: dict[str, str] = {}
        for line in self.requirements:
            try:
                requirement = Requirement(line)
            except InvalidRequirement:
                return None
            exact = [each.version for each in requirement.specifier if each.operator == "=="]
            if len(exact) != 1 or len(requirement.specifier) != 1 or requirement.url or "*" in exact[0]:
                return None
            pins[requirement.name] = exact[0]
        return pins
