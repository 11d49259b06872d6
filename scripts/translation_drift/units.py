"""Turns a page into translation units: its blocks, each with what it says."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_pages import Block, Embed, Fence, MarkdownPagesError, Page, SampleTree

from translation_drift import normalisation
from translation_drift.normalisation import normal
from translation_drift.sketch import sketch

_TITLE = re.compile(r"\A\s*(?:!!!|\?\?\?\+?)[^\"]*\"?([^\"]*)\"?")
_VALUE = re.compile(r"\A\s*[\w-]+:\s*[\"']?(.*?)[\"']?\s*\Z", re.DOTALL)


@dataclass(eq=False)
class Unit:
    """One block as translators see it: source and translation are compared unit by unit."""

    block: Block
    normal: str
    """What the block says, without how it is written down; of a code block: the code that it embeds."""
    fence: Fence | None = None

    def __post_init__(self) -> None:
        self.hash = hashlib.sha256(f"{self.kind}\n{self.normal}".encode()).hexdigest()[:12]
        """Recognises what the block says."""
        self.raw = hashlib.sha256(self.block.text.encode()).hexdigest()[:8]
        """Recognises how the block is written down."""

    @property
    def kind(self) -> str:
        """The kind of the block."""
        return self.block.kind

    @property
    def section(self) -> str:
        """Id of the heading that the block stands under."""
        return self.block.section or ""

    @property
    def line(self) -> int:
        """First line of the block on its page."""
        return self.block.line

    @cached_property
    def sketch(self) -> str:
        """Recognises the block after an edit."""
        return sketch(self.normal)

    @cached_property
    def words(self) -> int:
        """How many words a translator has to write for the block."""
        from translation_drift.words import word_count  # it reads units itself

        return word_count(self)

    @cached_property
    def embeds(self) -> tuple[str, ...]:
        """The samples that a code block shows, as `file:region`."""
        return tuple(map(str, self.fence.embeds)) if self.fence else ()


def readable(block: Block) -> str:
    """The text of a block as readers see it: a title without its marker and its quotes."""
    if block.kind == "admonition_title":
        return _TITLE.sub(r"\1", block.text)
    if block.kind == "front_matter":
        return _VALUE.sub(r"\1", block.text)
    return block.text


class Samples:
    """The text behind the embeds of the pages; a missing one is a finding of a lint, not a failure here."""

    def __init__(self, root: Path) -> None:
        self._tree = SampleTree(root)
        self._texts: dict[str, str] = {}

    def text(self, embed: Embed) -> str:
        """What an embed shows."""
        name = str(embed)
        if name not in self._texts:
            self._texts[name] = self._resolve(embed)
        return self._texts[name]

    def _resolve(self, embed: Embed) -> str:
        try:
            return self._tree.resolve(embed).text
        except MarkdownPagesError:
            return f"unresolved {embed}"


def units_of(page: Page, samples: Samples, rules: int | None = None) -> list[Unit]:
    """The translation units of a page, in page order; what is only a comment says nothing to readers.

    `rules` is the version of the rules of normalisation, by default the present one.
    """
    version = normalisation.RULES_VERSION if rules is None else rules
    fences = {fence.line: fence for fence in page.fences}
    units = (_unit(block, fences, samples, version) for block in page.blocks)
    return [unit for unit in units if unit.normal]


def _unit(block: Block, fences: Mapping[int, Fence], samples: Samples, version: int) -> Unit:
    fence = fences.get(block.line) if block.kind == "code" else None
    if fence is not None:
        return Unit(block, _normal_fence(fence, samples, version), fence)
    return Unit(block, normal(block.text, block.kind, version))


def _normal_fence(fence: Fence, samples: Samples, version: int) -> str:
    shown = "\n".join(samples.text(embed) for embed in fence.embeds)
    code = [normal(text, "code", version) for text in (fence.source, shown)]
    return "\n".join([fence.language, str(sorted(fence.attributes.items())), *code])
