"""The keys of front matter: what is plain is read without YAML, to the same result."""

from typing import Any, cast

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_pages import front_matter
from markdown_pages.front_matter import key_lines

PLAIN = "title: A page (of two), 2026-11-22\ndescription: Зачем it's there...\nnav_order: 3\n"
KEYS = st.sampled_from(
    ["title", "a-b", "ключ", "yes", "x" * 1100, "- a", "? k", "  sub", "a b", "1", "", "#"]
)
MARKS = "abя1 -,.()/':#\"[]{}&*!|>%@`?\t\u2028\x85"
VALUES = st.lists(st.sampled_from(MARKS), max_size=8).map("".join)
COLONS = st.sampled_from([": ", ":", " : "])
LINES = st.tuples(KEYS, COLONS, VALUES).map("".join)


def by_yaml(content: str) -> list[int] | None:
    """The lines of the keys; None of what is refused."""
    try:
        node: Any = cast("Any", yaml).compose(content, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return None
    if node is None:
        return []
    return [key.start_mark.line for key, _ in node.value] if isinstance(node, yaml.MappingNode) else None


@settings(max_examples=500, database=None, deadline=None, derandomize=True)
@example(["a: b", f"{'x' * 1100}: c"], "")
@example(["a: b", "c: d: e"], "")
@example(["a: b", "c: d", " e: f"], "")
@given(st.lists(LINES, max_size=4), st.sampled_from(["", "\n", "\n\n"]))
def test_the_keys_are_those_that_yaml_finds(lines: list[str], end: str) -> None:
    content = "\n".join(lines) + end
    try:
        found = key_lines(content)
    except yaml.YAMLError:
        found = None
    assert found == by_yaml(content)


def test_plain_keys_are_read_without_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    assert by_yaml(PLAIN) == [0, 1, 2]
    monkeypatch.delattr(front_matter, "yaml")
    assert key_lines(PLAIN) == [0, 1, 2]
