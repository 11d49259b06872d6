"""`az configure`, `az config`, `az extension` and `az version`: the settings of this az, and what it is."""

from __future__ import annotations

import logging
from importlib.metadata import version
from typing import Any

from local_workspace.az.errors import AzError
from local_workspace.az.registry import command
from local_workspace.az.session import Session
from local_workspace.az.settings import Settings

_LOGGER = logging.getLogger(__name__)
STATEMENT = (
    "This az is the stand-in that comes with the local workspace of the Azure Machine Learning handbook.\n"
    "It is not Microsoft's Azure CLI: it has the commands that the handbook teaches, and reaches the local\n"
    "workspace only."
)


def describe_version() -> str:
    """What `az --version` prints."""
    extension = version("azure-ai-ml")
    return f"az (stand-in)      local-workspace\nml (built in)      azure-ai-ml {extension}\n\n{STATEMENT}\n"


@command("version")
def show_version(_: Session) -> dict[str, Any]:
    """The versions, as a document."""
    return {
        "azure-cli": "local-workspace stand-in",
        "extensions": {"ml": f"azure-ai-ml {version('azure-ai-ml')}"},
    }


@command("configure")
def configure(session: Session) -> list[dict[str, Any]] | None:
    """Set or list the defaults of common arguments."""
    if session["defaults"]:
        for pair in session["defaults"]:
            name, separator, value = pair.partition("=")
            if not separator:
                raise AzError("usage error: --defaults STRING=STRING STRING=STRING ...")
            session.settings.set("defaults", name, value)
        return None
    if session["list_defaults"]:
        return [entry for entry in _entries(session.settings, "defaults") if entry["value"]]
    raise AzError("This command is interactive and no tty available. Use --defaults or --list-defaults.")


@command("config get")
def config_get(session: Session) -> Any:
    """One setting, one section, or all."""
    section, _, name = (session["key"] or "").partition(".")
    if not section:
        return {each: _entries(session.settings, each) for each in session.settings.sections()}
    found = [entry for entry in _entries(session.settings, section) if name in ("", entry["name"])]
    if name and not found:
        raise AzError(f"Configuration '{section}.{name}' is not set.")
    return found[0] if name else found


@command("config set")
def config_set(session: Session) -> None:
    """Change settings given as section.name=value."""
    for pair in session["key_value"]:
        key, separator, value = pair.partition("=")
        section, dot, name = key.partition(".")
        if not (separator and dot):
            raise AzError("usage error: [section].[name]=[value] ...")
        session.settings.set(section, name, value)


@command("config unset")
def config_unset(session: Session) -> None:
    """Remove settings given as section.name."""
    for key in session["key"]:
        section, _, name = key.partition(".")
        session.settings.set(section, name, None)


@command("extension add")
def extension_add(session: Session) -> None:
    """The ml extension is built in; others are not to be had."""
    if session["name"] != "ml":
        raise AzError(f"The local workspace's az has no extension '{session['name']}'; 'ml' is built in.")
    _LOGGER.warning(
        "Extension 'ml' is built into the local workspace's az: azure-ai-ml %s.", version("azure-ai-ml")
    )


@command("extension list")
def extension_list(_: Session) -> list[dict[str, Any]]:
    """The extensions: ml."""
    return [_ml_extension()]


@command("extension show")
def extension_show(session: Session) -> dict[str, Any]:
    """One extension."""
    if session["name"] != "ml":
        raise AzError(f"The extension {session['name']} is not installed.")
    return _ml_extension()


def _ml_extension() -> dict[str, Any]:
    return {
        "experimental": False,
        "extensionType": "built into the local workspace's az",
        "name": "ml",
        "preview": False,
        "version": f"azure-ai-ml {version('azure-ai-ml')}",
    }


def _entries(settings: Settings, section: str) -> list[dict[str, Any]]:
    source = str(settings.folder / "config")
    return [
        {"name": key, "source": source, "value": value} for key, value in settings.entries(section).items()
    ]
