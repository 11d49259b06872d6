"""Finds the drawn SVG of a Mermaid diagram, so that building the site needs no browser and no network.

A drawing is committed under the hash of its source: change a label and the drawing is missing until
`./scripts/diagrams` has been run.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_pages import Page, read_page

LANGUAGE = "mermaid"
FOLDER = Path("theme", "diagrams")
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


def figure(diagram: Diagram, root: Path) -> str | None:
    """Return the HTML of a diagram, or nothing while it has not been drawn."""
    path = drawing_path(diagram, root)
    if not path.is_file():
        return None
    return (
        f'<figure class="handbook-diagram" tabindex="0">{path.read_text(encoding="utf-8").strip()}</figure>'
    )
