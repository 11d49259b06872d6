"""Tells in a code block what is the same in all languages from what is said to readers."""

import re
from collections.abc import Mapping

from translation_drift.units import Unit

FOR_READERS = ("title", "reason")
"""Attributes of a fence that are translated."""
_WORDS = re.compile(r"(?:^|(?<=\s))(?:#|//|%%)\s.*$|<(?=\w)[^<>\n]+(?<=\w)>", re.MULTILINE)
"""Comments, and placeholders."""
_LABEL = re.compile(r"\"[^\"\n]*\"|\[[^\[\]\n]*\]|\([^()\n]*\)|\{[^{}\n]*\}|\|[^|\n]*\||(?<=:)[^\n]*")


def code_lines(unit: Unit) -> list[str]:
    """The lines of a code block without what is translated in them."""
    return [words_of(unit).sub("", line).rstrip() for line in source_lines(unit)]


def source_lines(unit: Unit) -> list[str]:
    """The lines of a code block as the page has them, without the indentation of the fence."""
    assert unit.fence is not None
    return unit.fence.source.splitlines()


def words_of(unit: Unit) -> re.Pattern[str]:
    """What is translated in the code: the labels of a diagram, else comments and placeholders."""
    assert unit.fence is not None
    return _LABEL if unit.fence.language == "mermaid" else _WORDS


def fence_head(unit: Unit) -> str:
    """What the opening line of a fence says, without the values that are translated."""
    assert unit.fence is not None
    kept = {name: value for name, value in unit.fence.attributes.items() if name not in FOR_READERS}
    return f"{unit.fence.language} {kept or ''}{_told(unit.fence.attributes)}".strip()


def _told(attributes: Mapping[str, str]) -> str:
    return "".join(f" with {name}" for name in FOR_READERS if attributes.get(name))
