"""How values are written on the pages."""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any, cast
from urllib.parse import quote

from jinja2 import Environment

_SECRET = re.compile("key$|secret|password|token", re.IGNORECASE)
KIND_NAMES = {
    "data": "Data",
    "models": "Models",
    "environments": "Environments",
    "datastores": "Datastores",
    "computes": "Compute",
    "onlineEndpoints": "Online endpoints",
    "batchEndpoints": "Batch endpoints",
    "jobs": "Jobs",
}


def register_filters(environment: Environment) -> Environment:
    """Make the functions of this module usable in templates."""
    environment.filters.update(  # pyright: ignore[reportUnknownMemberType]
        size=write_size,
        time=write_time,
        json=write_json,
        kind=write_kind,
        quoted=write_quoted,
        hidden=hide_secrets,
    )
    return environment


def write_size(count: int) -> str:
    """A number of bytes for people."""
    size, unit = float(count), "B"
    for unit in ("B", "KiB", "MiB", "GiB"):
        if size < 1024 or unit == "GiB":
            break
        size /= 1024
    return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"


def write_time(value: float | str | None) -> str:
    """A moment in the reader's own time zone; as it is when it is no moment."""
    if not value:
        return ""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else datetime.fromtimestamp(value)
    except ValueError:
        return str(value)
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S %Z")


def write_json(value: Any) -> str:
    """A document, or a plain value as it is."""
    return json.dumps(value, ensure_ascii=False, indent=2) if isinstance(value, dict | list) else str(value)


def write_kind(kind: str) -> str:
    """The name of a kind of resource."""
    return KIND_NAMES.get(kind, kind)


def write_quoted(text: str) -> str:
    """A text inside an address, slashes too."""
    return quote(text, safe="")


def hide_secrets(value: Any) -> Any:
    """A document without what opens something: the page is for everybody on this machine."""
    if isinstance(value, dict):
        members = cast(dict[str, Any], value)
        return {name: "…" if _SECRET.search(name) else hide_secrets(each) for name, each in members.items()}
    return [hide_secrets(each) for each in cast(list[Any], value)] if isinstance(value, list) else value
