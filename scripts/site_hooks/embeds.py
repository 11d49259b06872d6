"""Checks every embed of every page before the build, which stops at the first that it cannot read."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from markdown_pages import MarkdownPagesError, SampleTree, read_page


def broken_embeds(docs: Path, samples: Path, languages: Iterable[str]) -> Iterator[str]:
    """Say, by page and line, what cannot be embedded, and which pages cannot be read at all."""
    tree = SampleTree(samples)
    for language in languages:
        for path in sorted((docs / language).rglob("*.md")):
            yield from _broken(path, docs, tree)


def _broken(path: Path, docs: Path, tree: SampleTree) -> Iterator[str]:
    try:
        fences = read_page(path, docs).fences
    except MarkdownPagesError as error:
        yield str(error)
        return
    for embed in (embed for fence in fences for embed in fence.embeds):
        try:
            tree.resolve(embed)
        except MarkdownPagesError as error:
            yield str(error) if error.path == path else f"{path}:{embed.line}: {error}"
