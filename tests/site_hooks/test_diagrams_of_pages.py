"""Every diagram of every page is drawn, with its labels, and nothing else is."""

import re

import pytest
from markdown_pages import languages
from site_hooks.diagrams import COMMAND, FOLDER, Diagram, all_diagrams, drawing_path
from site_hooks.drawing.svg import words

from .conftest import ROOT

NODE_LABEL = re.compile(r"\w[\[({]+\"?([^\"\])}]+)\"?[\])}]+")
BARE_EDGE = re.compile(r"(?m)^\s*(\w+)\s+-->\s+(\w+)$")
EDGE_LABEL = re.compile(r"\|\"?([^|\"]+)\"?\||(?:-\.|--|==)\s+\"?([^-=>|\"]+?)\"?\s+(?:\.->|-->|==>)")


def labels(source: str) -> list[str]:
    """The words that a diagram's source gives to its boxes and arrows."""
    body = "\n".join(line for line in source.splitlines() if not line.lstrip().startswith("acc"))
    found = NODE_LABEL.findall(body) + ["".join(pair) for pair in EDGE_LABEL.findall(body)]
    named = {node for edge in BARE_EDGE.findall(body) for node in edge}
    found += sorted(node for node in named if not re.search(rf"\b{node}[\[({{]", body))
    return [part.strip() for label in found for part in re.split(r"<br\s*/?>", label) if part.strip()]


PAGES_DIAGRAMS = list(all_diagrams(ROOT / "docs", languages(ROOT / "mkdocs.yml")))
IDS = [f"{diagram.path.relative_to(ROOT)}:{diagram.line}" for diagram in PAGES_DIAGRAMS]


@pytest.mark.parametrize("diagram", PAGES_DIAGRAMS, ids=IDS)
def test_each_diagram_of_each_page_is_drawn_with_its_labels(diagram: Diagram) -> None:
    assert diagram.problem is None
    path = drawing_path(diagram, ROOT)
    assert path.is_file(), f"run {COMMAND} and commit {path.relative_to(ROOT)}"
    said = words(path.read_text(encoding="utf-8"))
    assert labels(diagram.source)
    for label in labels(diagram.source):
        assert "".join(label.split()) in said


def test_each_drawing_is_used() -> None:
    used = {drawing_path(diagram, ROOT) for diagram in PAGES_DIAGRAMS}
    assert set((ROOT / FOLDER).glob("*")) == used


def test_labels_are_found_in_every_form() -> None:
    source = 'accTitle: no\na[One] --> b("Two<br>lines")\nb -- three --> c{Four}\nc -->|"five"| a\n'
    assert labels(source) == ["One", "Two", "lines", "Four", "three", "five"]


def test_a_node_without_a_label_is_drawn_by_its_name() -> None:
    assert labels("flowchart LR\na[One] --> b\nb --> c\na --> c\n") == ["One", "b", "c"]
