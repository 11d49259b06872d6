"""Where the keys of a page's front matter begin."""

import re
from typing import Any, cast

import yaml

_PLAIN = re.compile(r"(?:[A-Za-z][\w-]{0,99}: \w[\w ,.()/'-]*(?:\n|\Z))*")
"""Keys with a plain value in the same line, as on most pages: YAML takes fifty times as long."""


def key_lines(content: str) -> list[int] | None:
    """Return the line of each key, counted from 0; none where there is nothing, None of what has no keys.

    Raises:
        yaml.YAMLError: the text is no YAML.
    """
    if _PLAIN.fullmatch(content):
        return list(range(len(content.splitlines())))
    node: Any = cast("Any", yaml).compose(content, Loader=yaml.SafeLoader)
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        return None
    return [key.start_mark.line for key, _ in node.value]
