"""What a page consists of: blocks, fences, embeds and hidden runs, all with the lines that they stand on.

Lines count from 1; a last line belongs to what it ends.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Embed:
    """A line `--8<-- "jobs/submit.py:submit"`: the sample's path below the samples folder, and its region."""

    sample: str
    region: str | None
    line: int

    def __str__(self) -> str:
        """How a page writes it."""
        return f"{self.sample}:{self.region}" if self.region else self.sample


@dataclass(frozen=True)
class HiddenRun:
    """A comment `<!-- run: jobs/submit.py:_setup -->`: a region that runs here and is not shown."""

    embed: Embed
    line: int


@dataclass(frozen=True)
class Fence:
    """A fenced code block."""

    language: str
    attributes: Mapping[str, str]
    """What the info string says behind the language; a class such as `.no-run` has an empty value."""
    source: str
    """The lines between the fences, without the container's indentation; ends with a newline unless empty."""
    line: int
    end_line: int
    embeds: tuple[Embed, ...]
    indent: int = 0
    """Columns that the fence stands in from the left, in a tab or an admonition."""

    @property
    def is_literal(self) -> bool:
        """Whether the page holds the code itself instead of embedding a sample."""
        return not self.embeds


@dataclass(frozen=True)
class Block:
    """The smallest part of a page that is translated, compared or marked on its own.

    Kinds: heading, paragraph, list_item, table_row, code, html, admonition_title, tab_label, front_matter.
    """

    kind: str
    level: int
    """Of a heading 1 to 6; of a list item its depth, from 1; else 0."""
    line: int
    end_line: int
    text: str
    """The block's own lines, without the indentation of the containers around it."""
    containers: tuple[str, ...] = ()
    """What the block stands in, outermost first: `tab`, `admonition`, `quote`, `list`."""
    section: tuple[str, ...] = ()
    """Ids (or texts) of the headings above the block, outermost first."""
    heading_id: str | None = None
    """The explicit id `{#id}` of a heading."""


@dataclass(frozen=True)
class Page:
    """A page in one language, read once and used by tests, translations and the site alike."""

    path: Path
    language: str
    name: str
    """Path below the language's folder, without suffix: equal in all languages."""
    text: str
    blocks: tuple[Block, ...]
    fences: tuple[Fence, ...]
    hidden_runs: tuple[HiddenRun, ...] = field(default=())

    @cached_property
    def headings(self) -> tuple[Block, ...]:
        """The headings, in page order."""
        return tuple(block for block in self.blocks if block.kind == "heading")
