"""Figures of the lints: how many seeded faults they find, and what they say about good pages."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from translation_drift.project import load_project

from benchmarks.faults.scoring import Laboratory, Trial, share_caught
from benchmarks.measure import ROOT, Figure

SEED = 2026
EACH = 3
"""Faults of each kind in each language."""
UNSEEN = Path(__file__).parent / "faults" / "unseen"
"""Good pages that no rule was tuned on; its README says how they stay so."""


def score() -> Iterator[Figure]:
    """Spoil real pages, as accepted ones and as new ones, and count what the lints find."""
    with tempfile.TemporaryDirectory() as folder:
        laboratory = Laboratory(load_project(ROOT), Path(folder, "accepted"))
        trials = list(laboratory.trials(SEED, EACH))
        yield from _kinds(trials)
        yield Figure(f"{len(trials)} faults in accepted pages, found", share_caught(trials), "%", 95, True)
        new = list(Laboratory(load_project(ROOT), Path(folder, "new"), with_locks=False).trials(SEED, EACH))
        yield Figure(f"{len(new)} faults in pages without a lock, found", share_caught(new), "%")
        yield _clean("findings a page, on pages that the rules were tuned on", laboratory)
        project = replace(load_project(ROOT), docs=UNSEEN)
        unseen = Laboratory(project, Path(folder, "unseen"), with_locks=False)
        yield _clean("findings a page, on pages that no rule was tuned on", unseen)
        defects = list(unseen.trials(SEED, EACH))
        yield Figure(
            f"{len(defects)} faults in pages that no rule was tuned on, found", share_caught(defects), "%"
        )


def _kinds(trials: Sequence[Trial]) -> Iterator[Figure]:
    for name in dict.fromkeys(trial.kind for trial in trials):
        own = [trial for trial in trials if trial.kind == name]
        yield Figure(f"{name} ({len(own)})", share_caught(own), "%")


def _clean(told: str, laboratory: Laboratory) -> Figure:
    """Findings about good pages, suppressions off."""
    languages = laboratory.project.translations
    found = [len(laboratory.clean(language, page)) for page in laboratory.pages for language in languages]
    return Figure(told, sum(found) / len(found), "", 0.5)
