"""The one resolver of embeds: which lines of which sample a page shows.

Regions are marked as pymdownx.snippets reads them, `# --8<-- [start:name]` to `# --8<-- [end:name]`, but what
pymdownx takes in silence is refused: the first of two equal names, a region that runs to the end of the file,
an empty one.
"""

import re
import textwrap
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from markdown_pages.errors import MarkdownPagesError
from markdown_pages.page import Embed

_MARKER = re.compile(r"-+8<-+[ \t]+\[[ \t]*(?P<type>start|end)[ \t]*:[ \t]*(?P<name>[A-Za-z_][\w-]*)[ \t]*\]")


@dataclass(frozen=True)
class Region:
    """Lines of a sample that a page shows or runs; the whole file when it has no name."""

    sample: str
    name: str | None
    path: Path
    first_line: int
    last_line: int
    text: str
    """Dedented, without the markers of regions in it; ends with a newline."""

    def __str__(self) -> str:
        """How a page names it."""
        return f"{self.sample}:{self.name}" if self.name else self.sample


@dataclass(frozen=True)
class Sample:
    """One file below the samples folder, with its regions."""

    name: str
    path: Path

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        try:
            return self.path.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError as error:
            raise MarkdownPagesError("a sample that is shown must be UTF-8 text", self.path) from error

    @cached_property
    def whole(self) -> Region:
        """The whole file."""
        return self._region(None, 1, len(self.lines))

    @cached_property
    def regions(self) -> dict[str, Region]:
        """The regions by name, in order of their first line.

        Raises:
            MarkdownPagesError: a name comes twice, a region is not closed, not opened or empty.
        """
        regions: dict[str, Region] = {}
        opened: dict[str, int] = {}
        for number, line in enumerate(self.lines, 1):
            if marker := _MARKER.search(line):
                name = marker["name"]
                if marker["type"] == "start":
                    self._refuse(name in opened or name in regions, f"region {name!r} begins twice", number)
                    opened[name] = number
                else:
                    self._refuse(name not in opened, f"region {name!r} ends here but never began", number)
                    regions[name] = self._region(name, opened.pop(name) + 1, number - 1)
        for name, number in opened.items():
            self._refuse(True, f"region {name!r} is not closed: add [end:{name}]", number)
        return dict(sorted(regions.items(), key=lambda item: item[1].first_line))

    def _refuse(self, wrong: bool, message: str, line: int) -> None:
        if wrong:
            raise MarkdownPagesError(message, self.path, line)

    def _region(self, name: str | None, first: int, last: int) -> Region:
        shown = [line for line in self.lines[first - 1 : last] if not _MARKER.search(line)]
        text = "\n".join(shown)
        self._refuse(not text.strip(), f"region {name!r} is empty" if name else "the sample is empty", first)
        return Region(self.name, name, self.path, first, last, textwrap.dedent(text) + "\n")


class SampleTree:
    """The samples folder; reads each file once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._samples: dict[str, Sample] = {}

    def sample(self, name: str) -> Sample:
        """Return a sample by its path below the folder.

        Raises:
            MarkdownPagesError: there is no such file, or it stands outside of the folder.
        """
        if name not in self._samples:
            self._samples[name] = Sample(name, self._path(name))
        return self._samples[name]

    def resolve(self, embed: Embed) -> Region:
        """Return what an embed shows.

        Raises:
            MarkdownPagesError: the sample or the region is not there, or the sample's regions are malformed.
        """
        sample = self.sample(embed.sample)
        if embed.region is None:
            return sample.whole
        if embed.region not in sample.regions:
            known = ", ".join(sample.regions) or "none"
            raise MarkdownPagesError(f"no region {embed.region!r}; known regions: {known}", sample.path)
        return sample.regions[embed.region]

    def _path(self, name: str) -> Path:
        path = self.root / name
        if not path.resolve().is_relative_to(self.root.resolve()):
            raise MarkdownPagesError(f"{name!r} leads out of {self.root}", path)
        if not path.is_file():
            raise MarkdownPagesError("there is no such sample", path)
        return path
