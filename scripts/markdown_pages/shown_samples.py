"""Tells which samples a page shows without parsing it: a line that embeds looks the same everywhere."""

from collections.abc import Iterator
from pathlib import Path

from markdown_pages.fences import EMBED, TARGET
from markdown_pages.line_ends import lines_of
from markdown_pages.reading import read_text

_SCISSORS = "-8<-"
"""In every line that embeds, and in few others."""


def shown_samples(page: Path) -> Iterator[str]:
    """Return the sample of each line of a page that embeds one, outputs among them."""
    return samples_in(read_text(page))


def samples_in(text: str) -> Iterator[str]:
    """Return the sample of each line of a page's text that embeds one, outputs among them."""
    lines = lines_of(text) if _SCISSORS in text else ()
    for line in (line.strip() for line in lines if _SCISSORS in line):
        if (embed := EMBED.fullmatch(line)) and (target := TARGET.fullmatch(embed["target"].strip())):
            yield target["sample"]
