"""libyaml and Python read the same of the project's own files, and who is wrong is told in Python's words."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_pages import MarkdownPagesError, languages
from markdown_pages.safe_yaml import FAST, SLOW, fastest, node_and_content

ROOT = Path(__file__).parents[2]
FILES = [ROOT / "scripts/site_hooks/texts.yml", *sorted((ROOT / "samples/jobs").glob("*.yml"))]
BROKEN = ("a: b: c", "a: [1", "a:\n\t- b", "a: *none", "- a\nb: c", "a: 'b\n", "? [\n", "--- a\n--- b\n")


def places(node: Any) -> Any:
    """What stands where in a document."""
    value = node.value
    if isinstance(node, yaml.MappingNode):
        value = [(places(key), places(said)) for key, said in node.value]
    elif isinstance(node, yaml.SequenceNode):
        value = [places(each) for each in node.value]
    return node.tag, node.start_mark.line, node.start_mark.column, value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_loaders_read_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    (fast, content), (slow, expected) = node_and_content(text, FAST), node_and_content(text, SLOW)
    assert content == expected
    assert places(fast) == places(slow)


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_yaml_is_told_as_python_tells_it(text: str) -> None:
    with pytest.raises(yaml.YAMLError) as expected:
        node_and_content(text, SLOW)
    with pytest.raises(yaml.YAMLError) as told:
        fastest(partial(node_and_content, text))
    assert str(told.value) == str(expected.value)


def test_an_empty_file_has_no_content() -> None:
    assert fastest(partial(node_and_content, "# nothing\n")) == (None, None)


def test_a_site_that_is_no_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text("a: !ENV [X, '']\nb: c: d\n", encoding="utf-8")
    with pytest.raises(MarkdownPagesError, match="mapping values are not allowed here") as refused:
        languages(path)
    assert refused.value.line == 2
