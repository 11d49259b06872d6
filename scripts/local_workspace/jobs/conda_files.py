"""Reads a conda file as far as pip can fulfil it: a Python version and packages."""

import re
from dataclasses import dataclass
from typing import Any, cast

import yaml
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from local_workspace.arm import Json, items
from local_workspace.errors import LocalWorkspaceError

RENAMED = {"matplotlib-base": "matplotlib", "py-xgboost": "xgboost", "pytorch": "torch"}
SAME = frozenset(
    (
        *(
            "azureml-mlflow",
            "cloudpickle",
            "fairlearn",
            "flaml",
            "ipykernel",
            "joblib",
            "jupyter",
            "lightgbm",
        ),
        *(
            "matplotlib",
            "mlflow",
            "numpy",
            "onnx",
            "optuna",
            "pandas",
            "pillow",
            "plotly",
            "psutil",
            "pyarrow",
        ),
        *("python-dotenv", "pyyaml", "requests", "scikit-learn", "scipy", "seaborn", "shap", "statsmodels"),
        *("tensorflow", "torchvision", "tqdm", "transformers", "xgboost"),
    )
)
"""Conda packages which are the same project under the same name for pip. Others are refused and not tried:
whoever registered their name on a package index may be somebody else."""

_MATCH = re.compile(r"(?:[\w./-]+::)?(?P<name>[\w.-]+?)\s*(?P<version>[=<>!~].*|(?<=\s)\d.*)?")
_PIN = re.compile(r"(?P<operator>==?)?(?P<version>\d[\w.]*?)(?P<any>\.?\*)?(?:=[\w*]+)?")


class JobEnvironmentError(LocalWorkspaceError):
    """A job's environment cannot be made on this computer."""


@dataclass(frozen=True)
class CondaFile:
    """What an environment asks for."""

    python: SpecifierSet
    """Which versions of Python will do."""
    requirements: tuple[str, ...]
    """Lines for pip."""
    by_pip: tuple[str, ...] = ()
    """Packages that conda would install on Azure, and pip installs here."""

    @classmethod
    def parse(cls, text: str) -> "CondaFile":
        """Read a conda file; refuse what only conda could install."""
        requirements, python, by_pip, others = list[str](), SpecifierSet(), list[str](), list[str]()
        for each in _dependencies(text):
            if isinstance(each, dict):
                requirements += [str(line) for line in items(cast("Json", each), "pip")]
                continue
            name, version = _matched(str(each))
            if name == "python":
                python = _minor(version)
            elif name in SAME or name in RENAMED:
                by_pip.append(RENAMED.get(name, name) + version)
            elif name not in ("pip", "setuptools", "wheel"):
                others.append(str(each))
        if others:
            raise JobEnvironmentError(
                f"only conda can install {', '.join(others)}; the local workspace has no conda. "
                "List the packages under `pip:`, or run this job on Azure"
            )
        return cls(python, (*by_pip, *requirements), tuple(by_pip))

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
            if len(exact) != 1 or len(requirement.specifier) != 1 or "*" in exact[0]:
                return None
            if requirement.url or requirement.extras or requirement.marker:
                return None
            pins[requirement.name] = exact[0]
        return pins


def _dependencies(text: str) -> list[Any]:
    try:
        document: Any = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise JobEnvironmentError(f"the conda file is not YAML: {error}") from error
    if not isinstance(document, dict):
        raise JobEnvironmentError("the conda file is no mapping with `dependencies:`")
    return items(cast("Json", document), "dependencies")


def _matched(dependency: str) -> tuple[str, str]:
    """Name and version as pip writes them: conda's `=1.2` means any 1.2, its `=1.2.3` is a pin."""
    found = _MATCH.fullmatch(dependency.strip())
    if found is None:
        raise JobEnvironmentError(f"the dependency {dependency!r} of the conda file cannot be read")
    version = (found["version"] or "").replace(" ", "")
    if pin := _PIN.fullmatch(version):
        any_patch = pin["any"] or (pin["operator"] == "=" and pin["version"].count(".") < 2)
        version = f"=={pin['version']}" + (".*" if any_patch else "")
    try:
        SpecifierSet(version)
    except InvalidSpecifier as error:
        message = f"the version in {dependency!r} of the conda file cannot be read"
        raise JobEnvironmentError(message) from error
    return found["name"].lower(), version


def _minor(version: str) -> SpecifierSet:
    """Patch releases of Python are as good as each other: `3.11.4` is any 3.11."""
    return SpecifierSet(re.sub(r"^==(\d+\.\d+).*", r"==\1.*", version))
