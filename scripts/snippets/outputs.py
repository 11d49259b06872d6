"""Compares what a snippet printed with the output that its page shows.

What differs from run to run is replaced by a name in angle brackets before the comparison; so it stands in
the approved files that readers see.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_GUID = r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
_DATE = r"(?:19|20)\d\d[-/](?:0[1-9]|1[0-2])[-/](?:0[1-9]|[12]\d|3[01])"
_TIME = r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_DIRECTION = r"(?:north|south|east|west|central)"
_COUNTRY = (
    "australia|austria|belgium|brazil|canada|chile|denmark|france|germany|indonesia|israel|italy|japan|jioindia"
    "|korea|malaysia|mexico|newzealand|norway|poland|qatar|southafrica|spain|sweden|switzerland|taiwan|uae|uk"
)
_RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (rf"\b{_DATE}[T ]{_TIME}(?:Z|[+-]\d\d:?\d\d)?", "<time>"),
        (
            rf"\b(?:\w{{3}}, )?\d{{1,2}} {_MONTH} (?:19|20)\d\d(?: {_TIME})?(?: (?:GMT|UTC|[+-]\d{{4}}))?",
            "<time>",
        ),
        (rf"\b{_DATE}\b", "<date>"),
        (rf"(?<![\d:.]){_TIME}(?![\d:])", "<time>"),
        (rf"(?<![\w-]){_GUID}(?![\w-])", "<id>"),
        # Azure ML names runs adjective_noun_hash; the SDK itself makes some names with plain hashes.
        (r"(?<![A-Za-z0-9])[a-z]+_[a-z]+_[0-9a-z]{8,12}(?![A-Za-z0-9])", "<run>"),
        (r"\b[0-9a-f]{32}\b|\b[0-9a-f]{40}\b|\b[0-9a-f]{64}\b", "<hash>"),
        (r"\b[0-9a-zA-Z]+-\d{14}(?![0-9A-Za-z])", "<run>"),
        (r"(?<=127\.0\.0\.1:)\d{2,5}\b|(?<=localhost:)\d{2,5}\b|(?<=\bport )\d{4,5}\b", "<port>"),
        (r"(?<![\w/.])/(?:tmp|var/folders|private/var/folders)/[^\s\"':,)]+", "<path>"),
        (r"\b\d+(?:\.\d+)? ?(?:ms|milliseconds?|s|secs?|seconds?|min|minutes?)\b(?! ago)", "<duration>"),
        (r"\b\d+(?:\.\d+)? ?(?:[kKMG]i?B)/s\b", "<speed>"),
        (r"\b0x[0-9a-f]{6,16}\b", "<address>"),
        (rf"\b(?:{_DIRECTION}+(?:us|europe|asia|india)|(?:{_COUNTRY}){_DIRECTION}+)\d?\b", "<region>"),
    )
)


@dataclass(frozen=True)
class Normaliser:
    """Knows what of an output belongs to this run: general patterns, and the names of its workspace."""

    names: Mapping[str, str]
    """Text of this run → what readers see instead."""

    def __call__(self, text: str) -> str:
        """Replace what belongs to this run."""
        lines = [line.expandtabs(8).rstrip() for line in re.split(r"\r?\n", _last_progress(text))]
        text = "\n".join(lines).strip("\n")
        for name in sorted(filter(None, self.names), key=len, reverse=True):
            shown = self.names[name].replace("\\", r"\\")
            before = r"(?<![A-Za-z0-9])" if name[0].isalnum() else ""
            text = re.sub(rf"{before}{re.escape(name)}(?![A-Za-z0-9])", shown, text)
        for pattern, name in _RULES:
            text = pattern.sub(name, text)
        return f"{text}\n" if text else ""


def _last_progress(text: str) -> str:
    """What a terminal shows after a progress bar has overwritten its line."""
    return re.sub(r"(?m)^.*\r(?=[^\n])", "", text)


def approved_name(sample: str, region: str | None) -> str:
    """Return the name of the file with the approved output of a sample or a region."""
    return f"{sample}.{region}.out" if region else f"{sample}.out"


@dataclass(frozen=True)
class ApprovedOutput:
    """The file with the output that pages show."""

    path: Path

    def difference(self, printed: str, normalise: Normaliser) -> str:
        """Return how the printed text differs from the approved one, as a diff; empty if it does not."""
        actual = normalise(printed)
        approved = normalise(self.path.read_text("utf-8")) if self.path.is_file() else ""
        if self.path.is_file() and approved == actual:
            return ""
        return _diff(approved, actual, self.path.name)

    def approve(self, printed: str, normalise: Normaliser) -> None:
        """Take the printed text as the approved one."""
        self.path.write_text(normalise(printed), "utf-8")


def unshown(samples: Path, shown: Iterable[str]) -> list[Path]:
    """Return the approved outputs that no page shows."""
    known = set(shown)
    return [
        path for path in sorted(samples.rglob("*.out")) if path.relative_to(samples).as_posix() not in known
    ]


def _diff(approved: str, actual: str, name: str) -> str:
    lines = difflib.unified_diff(
        approved.splitlines(), actual.splitlines(), f"{name} (approved)", "printed now", lineterm=""
    )
    return "\n".join(lines) or f"{name} does not exist yet and nothing was printed"
