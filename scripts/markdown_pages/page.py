"""What a page consists of, for translators, tests and the site; lines count from 1, ends included."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple


@dataclass(frozen=True)
class Embed:
    """Names the sample, or the region of a sample, that a line of a page stands for."""

    sample: str
    """Path below the samples, with forward slashes."""
    region: str | None
    line: int
    path: Path | None = field(default=None, compare=False)
    """The page, for messages."""

    def __str__(self) -> str:
        return f"{self.sample}:{self.region}" if self.region else self.sample


@dataclass(frozen=True)
class HiddenRun:
    """A sample that runs at this place of a page without being shown."""

    embed: Embed
    line: int


@dataclass(frozen=True)
class PageEnvironment:
    """Names the environment in which all programs of a page run, as a job names its own."""

    name: str
    line: int


@dataclass(frozen=True)
class Fence:
    """A fenced block of code, from its opening to its closing line."""

    language: str
    attributes: Mapping[str, str]
    """What stands behind the language; a class such as `.no-run` is a name without a value."""
    source: str
    """The content as the page has it, without the indentation of the fence: embeds are not resolved."""
    line: int
    end_line: int
    embeds: tuple[Embed, ...]
    indent: int
    """Blanks before the fence."""


class Block(NamedTuple):
    """The smallest part of a page that is translated as one: a paragraph, a list item, a row of a table.

    Kinds: `heading`, `paragraph`, `list_item`, `table_row`, `code`, `html`, `admonition_title`, `tab_label`,
    `image_alt` (a paragraph that is one image), `definition_term`, `definition` (of a link or an
    abbreviation), `front_matter` (one key), `comment` (of a sample, beside a page and never on one).
    """

    kind: str
    level: int | None
    """Of a heading; of a list item: how deep it is nested."""
    line: int
    end_line: int
    text: str
    """The lines of the page as they stand, joined by line feeds."""
    containers: tuple[str, ...] = ()
    """What the block lies in, from outside: `tab:SDK`, `admonition:note`, `list_item`, `quote`, …"""
    section: str | None = None
    """Id of the nearest heading, this one included; none if that heading has no id."""
    heading_id: str | None = None


@dataclass(frozen=True)
class Page:
    """One page in one language."""

    path: Path
    language: str
    name: str
    """The path below the language's folder without `.md`: the same in all languages."""
    text: str
    blocks: tuple[Block, ...]
    fences: tuple[Fence, ...]
    hidden_runs: tuple[HiddenRun, ...]
    environment: PageEnvironment | None = None
    """None: the one that the handbook's own commands run in."""

    @property
    def headings(self) -> tuple[Block, ...]:
        """The headings in page order."""
        return tuple(block for block in self.blocks if block.kind == "heading")
