"""Figures of drift: which edits of real source pages are told to the translators, with and without a lock.

With a lock, each change of a block is seen. Without one there is only what a reader of both languages sees
who knows nothing of the page as it was. Some edits leave nothing to see, and no lint can be right about them:
a heading of one or two words that could as well be a free translation; a sentence more, in languages that
join and part sentences as they like (Japanese, Chinese); a `not` where the translation has one to spare.
"""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from translation_drift.bitext import Bitext, page_from_text
from translation_drift.linting import lint_page
from translation_drift.pairing import Pair, pair_units
from translation_drift.project import load_project
from translation_drift.states import block_state
from translation_drift.units import Samples

from benchmarks.faults.scoring import Laboratory
from benchmarks.measure import ROOT, Figure
from benchmarks.source_edits import FAMILIES, SourceEdit

SEED = 2026
EACH = 6
"""Edits of each family in each language: with 84 changes a figure wavers by about 3 %."""


@dataclass(frozen=True)
class Scenario:
    """What was told of one edit."""

    family: str
    language: str
    page: str
    changes: bool
    hit: bool
    """Whether the edited block was told."""
    astray: int
    """Other blocks that were told."""


def scenarios(laboratory: Laboratory, seed: int, each: int) -> Iterator[Scenario]:
    """So many edits of each family, for each language; the same for the same seed."""
    for name, family in FAMILIES.items():
        for language in laboratory.project.translations:
            random = Random(f"{seed} {name} {language}")  # noqa: S311 - a sample, no secret
            done = 0
            for page in random.sample(laboratory.pages, len(laboratory.pages)):
                edit = family(laboratory.source(page), random) if done < each else None
                if edit is not None:
                    done += 1
                    yield _told(laboratory, language, page, name, edit)


def f1(found: Sequence[Scenario]) -> float:
    """The harmonic mean of precision and recall in per cent; an edit with false alarms is one false alarm."""
    right = sum(each.changes and each.hit for each in found)
    missed = sum(each.changes and not each.hit for each in found)
    false = sum(each.astray > 0 or (each.hit and not each.changes) for each in found)
    return 100 * 2 * right / (2 * right + missed + false)


def score() -> Iterator[Figure]:
    """Edit real source pages and count what their translators are told."""
    with tempfile.TemporaryDirectory() as folder:
        for locks, what, aim in ((True, "with locks", 98), (False, "without locks", 90)):
            laboratory = Laboratory(load_project(ROOT), Path(folder, what), with_locks=locks)
            found = list(scenarios(laboratory, SEED, EACH))
            for family in FAMILIES:
                own = [each for each in found if each.family == family]
                right = sum(each.hit is each.changes and not each.astray for each in own)
                yield Figure(f"{family} ({len(own)}), {what}, told rightly", 100 * right / len(own), "%")
            for language in laboratory.project.translations:
                own = [each for each in found if each.language == language]
                yield Figure(f"{len(own)} edits, {what}, {language}, F1", f1(own), "%", aim, True)


def _told(laboratory: Laboratory, language: str, page: str, family: str, edit: SourceEdit) -> Scenario:
    good = laboratory.page(language, page).bitext
    project = laboratory.project
    source = page_from_text(project, project.source, page, edit.text, Samples(project.samples))
    targets = [pair.target for pair in good.pairs if pair.target]
    targets.sort(key=lambda unit: unit.line)
    pairs = tuple(pair_units(source.units, targets, good.lock))
    bitext = Bitext(project, language, source.page, good.target, pairs, good.lock)
    told = _drift(bitext) if good.lock else _defects(laboratory, bitext, page)
    own = _own_target(good, edit)
    hits = [pair for pair in told if _is_own(pair, edit, own)]
    return Scenario(family, language, page, edit.changes, bool(hits), len(told) - len(hits))


def _drift(bitext: Bitext) -> list[Pair]:
    return [pair for pair in bitext.pairs if not block_state(pair).settled]


def _defects(laboratory: Laboratory, bitext: Bitext, page: str) -> list[Pair]:
    """The blocks at which lints have more to say than about the page as it was."""
    known = {(finding.code, finding.line) for finding in laboratory.clean(bitext.language, page)}
    lines = {it.line for it in lint_page(bitext).findings if (it.code, it.line) not in known}
    return [
        pair
        for pair in bitext.pairs
        if (pair.target and lines.intersection(range(pair.target.line, pair.target.block.end_line + 1)))
    ]


def _own_target(good: Bitext, edit: SourceEdit) -> int | None:
    lines = [pair.target.line for pair in good.pairs if pair.source is edit.unit and pair.target]
    return lines[0] if lines else None


def _is_own(pair: Pair, edit: SourceEdit, target: int | None) -> bool:
    if pair.source and edit.first <= pair.source.line <= edit.last:
        return True
    return pair.target is not None and pair.target.line == target
