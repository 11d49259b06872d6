"""The version of this tool: that of the distribution which brings it, named in `pyproject.toml` alone."""

from importlib.metadata import PackageNotFoundError, packages_distributions, version

_PACKAGE = "translation_drift"


def tool_version() -> str:
    """The version of whatever distribution holds this package; `0` in a tree that is not installed."""
    for distribution in packages_distributions().get(_PACKAGE, ()):
        try:
            return version(distribution)
        except PackageNotFoundError:
            continue
    return "0"
