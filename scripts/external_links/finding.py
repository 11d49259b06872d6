"""Finds the addresses that a reader of the site can follow out of it, and where they stand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_pages import LINE_END, Page, read_page

_LINK = re.compile(
    r"\]\((?P<address>https?://[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)|<(?P<bare>https?://[^\s>]+)>"
)
_SOURCE = re.compile(r"https?://[^\s\"',;)}\]]+")
_CODE = re.compile(r"(?P<marks>`+).*?(?P=marks)")


@dataclass(frozen=True)
class Place:
    """A line of a file."""

    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path.as_posix()}:{self.line}"


def all_links(root: Path, languages: Iterable[str]) -> Mapping[str, Sequence[Place]]:
    """Return each address with the places where it stands: on pages, in the facts and in the glossaries."""
    found: dict[str, list[Place]] = {}
    for address, path, line in _everywhere(root, languages):
        found.setdefault(address, []).append(Place(path.relative_to(root), line))
    return dict(sorted(found.items()))


def _everywhere(root: Path, languages: Iterable[str]) -> Iterator[tuple[str, Path, int]]:
    sources = [root / "docs" / "facts.yml"]
    for language in languages:
        sources.append(root / "i18n" / "glossary" / f"{language}.yml")
        for path in sorted((root / "docs" / language).rglob("*.md")):
            yield from ((address, path, line) for address, line in _links(read_page(path, root / "docs")))
    for path in filter(Path.is_file, sources):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            yield from ((address, path, number) for address in _SOURCE.findall(line))


def _links(page: Page) -> Iterator[tuple[str, int]]:
    """The links of the prose; an address in code is no link."""
    code = {line for fence in page.fences for line in range(fence.line, fence.end_line + 1)}
    for number, line in enumerate(LINE_END.split(page.text), 1):
        if number not in code:
            for match in _LINK.finditer(_CODE.sub("", line)):
                yield match["address"] or match["bare"], number
