"""Spoils pages of the real handbook and counts which defects the lints find, at the right line."""

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from random import Random

from translation_drift.bitext import Bitext, PageUnits, load_page
from translation_drift.findings import Finding
from translation_drift.lock import read_lock
from translation_drift.pairing import pair_units
from translation_drift.project import Project
from translation_drift.registry import rules
from translation_drift.units import Samples

from benchmarks.faults.fault import Fault, Kind, TranslatedPage, all_kinds

NEAR = 1
"""Lines by which a finding may miss the defect."""


@dataclass(frozen=True)
class Trial:
    """One spoiled page and what the lints had to say."""

    kind: str
    language: str
    page: str
    fault: Fault
    found: tuple[Finding, ...]
    """Findings that the good page does not have."""

    @property
    def caught(self) -> bool:
        """Whether a finding names the defect at its line."""
        first, last = self.fault.line, max(self.fault.line, self.fault.end_line)
        return any(
            finding.code in self.fault.codes and first - NEAR <= finding.line <= last + NEAR
            for finding in self.found
        )


class Laboratory:
    """A copy of the project's pages in which one page at a time is spoiled; suppressions are not heeded."""

    def __init__(self, project: Project, folder: Path, *, with_locks: bool = True) -> None:
        docs = folder / "docs"
        shutil.copytree(project.docs, docs)
        self.project = replace(project, root=folder, docs=docs)
        self._with_locks = with_locks
        self._samples = Samples(project.samples)
        self._sources: dict[str, PageUnits] = {}
        self._good: dict[tuple[str, str], TranslatedPage] = {}
        self._findings: dict[tuple[str, str], tuple[Finding, ...]] = {}

    @cached_property
    def pages(self) -> list[str]:
        """Names of all pages of the source."""
        return self.project.pages(self.project.source)

    def clean(self, language: str, page: str) -> tuple[Finding, ...]:
        """What the lints say about the page as it is."""
        if (language, page) not in self._findings:
            self._findings[language, page] = _findings(self.page(language, page).bitext)
        return self._findings[language, page]

    def page(self, language: str, page: str) -> TranslatedPage:
        """The good page."""
        if (language, page) not in self._good:
            self._good[language, page] = TranslatedPage(self._read(language, page))
        return self._good[language, page]

    def trials(self, seed: int, each: int, kinds: Iterable[str] | None = None) -> Iterator[Trial]:
        """So many trials of each kind in each of its languages; the same for the same seed."""
        for kind in [all_kinds()[name] for name in kinds or all_kinds()]:
            if kind.needs_lock and not self._with_locks:
                continue
            for language in kind.languages or self.project.translations:
                random = Random(f"{seed} {kind.name} {language}")  # noqa: S311 - a sample, no secret
                yield from self._of_kind(kind, language, random, each)

    def _of_kind(self, kind: Kind, language: str, random: Random, each: int) -> Iterator[Trial]:
        done = 0
        names = [name for _ in range(each) for name in random.sample(self.pages, len(self.pages))]
        for name in names:
            fault = kind.spoil(self.page(language, name), random)
            if fault is not None:
                yield Trial(kind.name, language, name, fault, self._spoil(language, name, fault))
                done += 1
            if done == each:
                return

    def _spoil(self, language: str, page: str, fault: Fault) -> tuple[Finding, ...]:
        path = self.project.page_path(language, page)
        good = path.read_bytes()
        known = {(finding.code, finding.message) for finding in self.clean(language, page)}
        try:
            path.write_bytes("\n".join(fault.lines).encode())
            found = _findings(self._read(language, page))
        finally:
            path.write_bytes(good)
        return tuple(finding for finding in found if (finding.code, finding.message) not in known)

    def source(self, page: str) -> PageUnits:
        """The page of the source."""
        if page not in self._sources:
            self._sources[page] = load_page(self.project, self.project.source, page, self._samples)
        return self._sources[page]

    def _read(self, language: str, page: str) -> Bitext:
        source = self.source(page)
        target = load_page(self.project, language, page, self._samples)
        lock = read_lock(self.project.lock_path(language, page)) if self._with_locks else None
        pairs = tuple(pair_units(source.units, target.units, lock))
        return Bitext(self.project, language, source.page, target.page, pairs, lock)


def _findings(bitext: Bitext) -> tuple[Finding, ...]:
    return tuple(
        sorted({f for rule in rules().values() if rule.applies_to(bitext) for f in rule.find(bitext)})
    )


def share_caught(trials: Sequence[Trial]) -> float:
    """Per cent of the defects that were found."""
    return 100 * sum(trial.caught for trial in trials) / len(trials)
