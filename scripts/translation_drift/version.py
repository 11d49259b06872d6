"""The version of this tool: that of the distribution which brings it, named in `pyproject.toml` alone.

The tool has a name of its own, `i18n`, and an extra of its own, `drift`, and no number of its own: it is
released together with the handbook that it is tested on, and one number cannot disagree with itself.
"""

from importlib.metadata import PackageNotFoundError, version

_DISTRIBUTION = "azureml-handbook"


def tool_version() -> str:
    """The version of the installed distribution; `0` in a tree that is not installed."""
    try:
        return version(_DISTRIBUTION)
    except PackageNotFoundError:
        return "0"
