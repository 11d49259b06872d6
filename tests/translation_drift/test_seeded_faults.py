"""The lints find defects that are put into the real pages, at their line."""

import pytest
from benchmarks.faults.fault import all_kinds
from benchmarks.faults.scoring import Laboratory, Trial, share_caught
from translation_drift.project import load_project

from .conftest import REPOSITORY

SEED = 7
KINDS_NEVER_FOUND = {"homophone of any word"}
"""Words that are in no glossary: only a dictionary of the language would know them."""


@pytest.fixture(scope="module")
def laboratory(tmp_path_factory: pytest.TempPathFactory) -> Laboratory:
    return Laboratory(load_project(REPOSITORY), tmp_path_factory.mktemp("laboratory") / "pages")


@pytest.fixture(scope="module")
def trials(laboratory: Laboratory) -> list[Trial]:
    return list(laboratory.trials(SEED, 1))


def test_at_least_95_of_100_defects_are_found_at_their_line(trials: list[Trial]) -> None:
    missed = [
        f"{trial.kind}: {trial.language}/{trial.page}:{trial.fault.line}"
        for trial in trials
        if not trial.caught
    ]
    assert share_caught(trials) >= 96, missed


def test_every_kind_was_tried_in_each_of_its_languages(trials: list[Trial]) -> None:
    tried = {(trial.kind, trial.language) for trial in trials}
    assert tried == {
        (kind.name, language)
        for kind in all_kinds().values()
        for language in kind.languages or ("ja", "zh-TW", "pl", "ru")
    }


def test_every_kind_is_found_somewhere(laboratory: Laboratory, trials: list[Trial]) -> None:
    missed = set(all_kinds()) - {trial.kind for trial in trials if trial.caught} - KINDS_NEVER_FOUND
    more = laboratory.trials(SEED, 4, sorted(missed)) if missed else ()
    assert missed == {trial.kind for trial in more if trial.caught}


def test_the_same_seed_gives_the_same_faults(laboratory: Laboratory, trials: list[Trial]) -> None:
    again = laboratory.trials(SEED, 1)
    assert [next(again).fault for _ in range(20)] == [trial.fault for trial in trials[:20]]


def test_good_pages_have_no_findings_without_their_suppressions(laboratory: Laboratory) -> None:
    found = [
        str(finding)
        for language in laboratory.project.translations
        for page in laboratory.pages
        for finding in laboratory.clean(language, page)
    ]
    assert len(found) <= 0.5 * 4 * len(laboratory.pages), found
