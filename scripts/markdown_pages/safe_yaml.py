"""Reads safe YAML with libyaml where PyYAML brings it, which is many times as fast as Python.

What libyaml refuses is read again in Python: who made the mistake is told of it in the same words everywhere.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import yaml

Read = TypeVar("Read")
Loader = type[yaml.SafeLoader]
SLOW: Loader = yaml.SafeLoader
FAST = cast(Loader, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def fastest(read: Callable[[Loader], Read], fast: Loader = FAST, slow: Loader = SLOW) -> Read:
    """Return what is read with the fast loader, or else with the slow one, whose errors are raised."""
    try:
        return read(fast)
    except yaml.YAMLError:
        return read(slow)


def node_and_content(text: str, loader: Loader) -> tuple[yaml.Node | None, Any]:
    """Return the one document of a text twice: with the lines where things stand, and as what it means."""
    reader: Any = loader(text)
    node = reader.get_single_node()
    return node, reader.construct_document(node) if node else None
