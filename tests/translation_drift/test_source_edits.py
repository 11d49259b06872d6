"""Translators are told which block of a real page an edit of the source has changed, and of no other."""

import pytest
from benchmarks.drift import Scenario, f1, scenarios
from benchmarks.faults.scoring import Laboratory
from benchmarks.source_edits import FAMILIES
from translation_drift.project import load_project

from .conftest import REPOSITORY


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Scenario]:
    """One edit of each family for each language, of pages with locks."""
    laboratory = Laboratory(load_project(REPOSITORY), tmp_path_factory.mktemp("edits") / "pages")
    return list(scenarios(laboratory, 7, 1))


def test_the_edited_block_is_told_and_no_other(told: list[Scenario]) -> None:
    wrong = [str(each) for each in told if each.hit is not each.changes or each.astray]
    assert f1(told) >= 98, wrong


def test_every_family_was_tried_in_every_language(told: list[Scenario]) -> None:
    tried = {(each.family, each.language) for each in told}
    assert tried == {(family, language) for family in FAMILIES for language in ("ja", "zh-TW", "pl", "ru")}


def test_the_score_falls_with_what_is_missed_and_with_false_alarms() -> None:
    right = Scenario("a", "pl", "page", changes=True, hit=True, astray=0)
    missed = Scenario("a", "pl", "page", changes=True, hit=False, astray=0)
    astray = Scenario("a", "pl", "page", changes=True, hit=True, astray=2)
    nagging = Scenario("b", "pl", "page", changes=False, hit=True, astray=0)
    assert f1([right, right]) == 100
    assert f1([right, missed]) == f1([right, nagging]) == pytest.approx(200 / 3)
    assert f1([right, astray]) == 80
