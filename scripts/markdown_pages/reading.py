"""Reads pages from the documentation tree `docs/<language>/<page>.md`."""

from functools import lru_cache
from pathlib import Path

from markdown_pages.errors import MarkdownPagesError
from markdown_pages.page import Page

_PAGES_KEPT = 512
"""Whoever builds the site asks for a page up to five times; all of a language are kept between two rounds."""


def read_page(path: Path, docs: Path) -> Page:
    """Read one page; what the site would show otherwise than it is written is refused with its line."""
    if not path.is_relative_to(docs) or len(path.relative_to(docs).parts) < 2:
        raise MarkdownPagesError(f"is not a page: expected {docs}/<language>/<page>.md", path)
    relative = path.relative_to(docs)
    name = Path(*relative.parts[1:]).with_suffix("").as_posix()
    return read_page_as(path, relative.parts[0], name)


def read_page_as(path: Path, language: str, name: str) -> Page:
    """Read a file as the page of this name in a language, wherever it stands; `.mdx` is read as MDX."""
    return parse_page(read_text(path), path, language, name)


@lru_cache(_PAGES_KEPT)
def parse_page(text: str, path: Path, language: str, name: str) -> Page:
    """Read a text as the page of this name in a language; the path is for messages and for MDX."""
    from markdown_pages.blocks import BlockReader  # whoever finds his pages unchanged needs no parser

    blocks = BlockReader(text, path)
    return Page(
        path=path,
        language=language,
        name=name,
        text=text,
        blocks=tuple(blocks.blocks),
        fences=tuple(blocks.fences),
        hidden_runs=tuple(blocks.hidden_runs),
        environment=blocks.environment,
    )


def read_text(path: Path) -> str:
    """Return a file's text with its line ends; anything but UTF-8 is refused with its line."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise MarkdownPagesError(f"cannot be read: {error.strerror}", path) from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"is not UTF-8 (byte {content[error.start]:#04x}); save it as UTF-8"
        raise MarkdownPagesError(message, path, line) from error
