"""Tells which samples a page shows without parsing it: a line that embeds looks the same everywhere."""

from collections.abc import Iterator
from pathlib import Path

from markdown_pages.blocks import LINE_END
from markdown_pages.fences import EMBED, TARGET
from markdown_pages.reading import read_text


def shown_samples(page: Path) -> Iterator[str]:
    """Return the sample of each line of a page that embeds one, outputs among them."""
    for line in LINE_END.split(read_text(page)):
        if (embed := EMBED.fullmatch(line.strip())) and (target := TARGET.fullmatch(embed["target"].strip())):
            yield target["sample"]
