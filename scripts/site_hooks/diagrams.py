"""Finds the drawn SVG of a Mermaid diagram, so that building the site needs no browser and no network.

A drawing is committed under the hash of its source: change a label and the drawing is missing until
`./scripts/diagrams` has been run.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_pages import Page, read_page

from site_hooks.page_edits import Edit

LANGUAGE = "mermaid"
FOLDER = Path("docs", "diagrams")
COMMAND = "./scripts/diagrams"


@dataclass(frozen=True)
class Diagram:
    """A Mermaid source on a page."""

    path: Path
    line: int
    end_line: int
    indent: int
    source: str

    @property
    def name(self) -> str:
        """The name of the drawing, made from what the source says; blanks at line ends say nothing."""
        lines = [line.rstrip() for line in self.source.strip().splitlines()]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    @property
    def problem(self) -> str | None:
        """What a reader who cannot see the drawing would miss."""
        missing = [word for word in ("accTitle", "accDescr") if word not in self.source]
        return f"a diagram without {' and '.join(missing)}, its text alternative" if missing else None


def diagrams_of(page: Page) -> list[Diagram]:
    """Return a page's diagrams in order."""
    return [
        Diagram(page.path, fence.line, fence.end_line, fence.indent, fence.source)
        for fence in page.fences
        if fence.language == LANGUAGE
    ]


def all_diagrams(docs: Path, languages: Iterable[str]) -> Iterator[Diagram]:
    """Return the diagrams of every page in every language."""
    for language in languages:
        for path in sorted((docs / language).rglob("*.md")):
            yield from diagrams_of(read_page(path, docs))


def drawing_path(diagram: Diagram, root: Path) -> Path:
    """Return where a diagram's drawing is committed."""
    return root / FOLDER / f"{diagram.name}.svg"


def edits(page: Page, root: Path) -> Iterator[Edit]:
    """Exchange each Mermaid source for its drawing, as far as it has been drawn."""
    for diagram in diagrams_of(page):
        path = drawing_path(diagram, root)
        if path.is_file():
            svg = path.read_text(encoding="utf-8").strip()
            html = f'<figure class="handbook-diagram" tabindex="0">{svg}</figure>'
            yield Edit(diagram.line, diagram.end_line, diagram.indent, html)


def problems(page: Page, root: Path) -> Iterator[str]:
    """Say which diagrams have no drawing or no text alternative."""
    for diagram in diagrams_of(page):
        place = f"{diagram.path}:{diagram.line}"
        if diagram.problem:
            yield f"{place}: {diagram.problem}"
        if not drawing_path(diagram, root).is_file():
            yield f"{place}: this diagram has not been drawn; run {COMMAND} and commit the file it writes"
