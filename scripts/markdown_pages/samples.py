"""Resolves embeds to the text that the site shows, and refuses what pymdownx.snippets takes in silence.

Same semantics as pymdownx.snippets with `check_paths` and `dedent_subsections` (pymdownx/snippets.py: a
region is dedented, a whole file is not, markers of other regions vanish).
"""

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from markdown_pages.errors import MarkdownPagesError
from markdown_pages.fences import embed_line
from markdown_pages.line_ends import LINE_END
from markdown_pages.page import Embed, Fence
from markdown_pages.reading import read_text

_SAMPLES_KEPT = 512
"""Whoever builds the site reads the samples for each of several purposes."""
_MARKER = re.compile(
    r"(?P<before>.*?)-+8<-+[ \t]+"
    r"\[[ \t]*(?P<type>start|end)[ \t]*:[ \t]*(?P<name>[A-Za-z_][-_0-9A-Za-z]*)[ \t]*\](?P<after>.*)"
)
_MARKER_LIKE = re.compile(r"-+8<-+\s*\[")
_CHANGED_BY_THE_SITE = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]|^ +$")
"""Tabs and control characters, and blanks on an otherwise blank line."""


@dataclass(frozen=True)
class Region:
    """The part of a sample that an embed stands for."""

    sample: str
    name: str | None
    """None: the whole file."""
    path: Path
    first_line: int
    last_line: int
    text: str
    """What is shown and run; ends with one line feed."""
    line_numbers: tuple[int, ...]
    """For each line of the text its line in the sample."""

    @property
    def hidden(self) -> bool:
        """Whether the region runs without being shown, as a leading underscore says."""
        return self.name is not None and self.name.startswith("_")

    def __str__(self) -> str:
        return f"{self.sample}:{self.name}" if self.name else self.sample


@dataclass
class _Open:
    marker_line: int
    lines: list[tuple[int, str]]


class SampleTree:
    """The folder of samples; each file is read once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._real_root = root.resolve()
        self._files: dict[str, Mapping[str | None, Region]] = {}

    def resolve(self, embed: Embed) -> Region:
        """Return what an embed stands for."""
        regions = self._regions(embed)
        if embed.region not in regions:
            known = ", ".join(name for name in regions if name) or "none"
            raise MarkdownPagesError(
                f"{embed.sample} has no region {embed.region!r}; it has {known}", embed.path, embed.line
            )
        region = regions[embed.region]
        self._check_shown(region)
        return region

    def regions(self, sample: str) -> tuple[Region, ...]:
        """Return the named regions of a sample in the order of their starts."""
        found = self._regions(Embed(sample, None, 1, self.root / sample))
        return tuple(region for name, region in found.items() if name is not None)

    def expand(self, fence: Fence) -> str:
        """Return the text of a fence with its embeds resolved: what the page shows."""
        embeds = {embed.line: embed for embed in fence.embeds}
        lines = fence.source.split("\n")[:-1]
        shown = [
            self.resolve(embeds[number]).text if number in embeds else f"{text}\n"
            for number, text in enumerate(lines, start=fence.line + 1)
        ]
        return "".join(shown)

    def _regions(self, embed: Embed) -> Mapping[str | None, Region]:
        if embed.sample not in self._files:
            self._files[embed.sample] = _regions_of(embed.sample, path := self._path(embed), read_text(path))
        return self._files[embed.sample]

    def _path(self, embed: Embed) -> Path:
        path = self.root / embed.sample
        pure = PurePosixPath(embed.sample)
        if pure.as_posix() != embed.sample or pure.is_absolute() or ".." in pure.parts:
            message = f"{embed.sample!r} must be a plain path below {self.root.name}/, with forward slashes"
        elif not path.is_file():
            message = f"there is no sample {embed.sample!r} below {self.root.name}/"
        elif not path.resolve().is_relative_to(self._real_root):
            message = f"{embed.sample!r} leads out of {self.root.name}/"
        else:
            return path
        raise MarkdownPagesError(message, embed.path, embed.line)

    def _check_shown(self, region: Region) -> None:
        if not region.text.strip():
            what = f"region {region.name!r}" if region.name else "sample"
            raise MarkdownPagesError(f"{what} is empty", region.path, region.first_line)
        if region.hidden:
            return
        for number in self._hidden_markers(region):
            message = f"marker of a hidden region inside {region} would be shown; move one of them"
            raise MarkdownPagesError(message, region.path, number)

    def _hidden_markers(self, region: Region) -> list[int]:
        inside = range(region.first_line, region.last_line + 1)
        hidden = (other for other in self.regions(region.sample) if other.hidden)
        edges = (edge for other in hidden for edge in (other.first_line - 1, other.last_line + 1))
        return sorted(edge for edge in edges if edge in inside)


@lru_cache(_SAMPLES_KEPT)
def _regions_of(sample: str, path: Path, text: str) -> Mapping[str | None, Region]:
    lines = list(enumerate(LINE_END.split(text), start=1))
    _check_characters(lines, path)
    closed: dict[str | None, Region] = {}
    opened: dict[str, _Open] = {}
    content: list[tuple[int, str]] = []
    for number, text in lines:
        marker = _marker(text, path, number)
        if marker is None:
            content.append((number, text))
            for region in opened.values():
                region.lines.append((number, text))
        elif marker["type"] == "start":
            _open(marker["name"], number, opened, closed, path)
        else:
            name = marker["name"]
            if name not in opened:
                raise MarkdownPagesError(f"region {name!r} ends but never started", path, number)
            closed[name] = _region(sample, name, path, opened.pop(name), number)
    for name, region in opened.items():
        raise MarkdownPagesError(f"region {name!r} is never closed", path, region.marker_line)
    whole = _region(sample, None, path, _Open(0, content), len(lines) + 1)
    by_start = sorted(closed.items(), key=lambda item: item[1].first_line)
    return {None: whole, **dict(by_start)}


def _check_characters(lines: list[tuple[int, str]], path: Path) -> None:
    for number, text in lines:
        if (found := _CHANGED_BY_THE_SITE.search(text)) is not None:
            message = f"{found[0]!r} would not be shown as it is; use plain blanks, none on a blank line"
            raise MarkdownPagesError(message, path, number)


def _open(
    name: str, number: int, opened: dict[str, _Open], closed: dict[str | None, Region], path: Path
) -> None:
    if name in opened or name in closed:
        first = opened[name].marker_line if name in opened else closed[name].first_line - 1
        raise MarkdownPagesError(f"region {name!r} is there twice, first in line {first}", path, number)
    opened[name] = _Open(number, [])


def _region(sample: str, name: str | None, path: Path, region: _Open, end: int) -> Region:
    lines = _without_blank_ends(region.lines)
    return Region(
        sample=sample,
        name=name,
        path=path,
        first_line=region.marker_line + 1,
        last_line=end - 1,
        text=textwrap.dedent(_join(lines)) if name else _join(lines),
        line_numbers=tuple(number for number, _ in lines),
    )


def _without_blank_ends(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines that are shown: the site's highlighter drops blank lines around code."""
    filled = [index for index, (_, text) in enumerate(lines) if text.strip()]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _join(lines: list[tuple[int, str]]) -> str:
    return "".join(f"{text}\n" for _, text in lines)


def _marker(text: str, path: Path, number: int) -> re.Match[str] | None:
    """The marker in a line; what merely looks like one is refused: the site would show or swallow it."""
    marker = _MARKER.fullmatch(text)
    if marker is None:
        if _MARKER_LIKE.search(text):
            raise MarkdownPagesError(f"looks like a marker and is none: {text.strip()!r}", path, number)
        if embed_line(text):
            raise MarkdownPagesError("a sample embeds another one; pages embed samples", path, number)
        return None
    around = marker["before"] + marker["after"]
    if ";" in marker["before"] or re.search(r"\w", around):
        message = "a marker stands alone in a comment: everything else on its line would vanish from the page"
        raise MarkdownPagesError(message, path, number)
    return marker
