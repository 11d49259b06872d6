import pytest
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.errors import ConfigurationError
from translation_drift.lock import Entry, Review, read_lock
from translation_drift.project import Project

from .conftest import Edit

REVIEWED = Review.REVIEWED


def review(project: Project, by: str, *blocks: str) -> list[tuple[int, str]]:
    acceptance = accept(project, "pl", Part("guide", blocks), Signature(by, "2026-12-02", REVIEWED))
    return [(finding.line, finding.code) for finding in acceptance.refusals]


def entries(project: Project) -> list[Entry]:
    lock = read_lock(project.lock_path("pl", "guide"))
    assert lock
    return list(lock.entries)


@pytest.mark.parametrize("name", ["Tester", "tester", " TESTER "])
def test_nobody_reviews_an_own_translation(project: Project, name: str) -> None:
    before = entries(project)
    assert review(project, name, "L23") == [(23, "own-review")]
    assert entries(project) == before


def test_a_review_keeps_who_translated(project: Project) -> None:
    assert review(project, "Jan") == []
    assert {(entry.by, entry.translated_by, entry.reviewed_by) for entry in entries(project)} == {
        ("Jan", "Tester", "Jan")
    }


def test_a_reviewer_may_correct_what_somebody_else_translated(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", "liczy jego wiersze.", "policzy jego wiersze.")
    assert review(project, "Jan", "L23") == []
    assert [(entry.translated_by, entry.reviewed_by) for entry in entries(project) if entry.translator] == [
        ("Tester", "Jan")
    ]


def test_a_translator_does_not_review_after_a_correction_of_the_own_text(
    project: Project, edit: Edit
) -> None:
    edit("docs/pl/guide.md", "liczy jego wiersze.", "policzy jego wiersze.")
    assert review(project, "Tester", "L23") == [(23, "own-review")]


def test_a_new_translation_is_first_accepted_and_then_reviewed(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its lines and its columns.")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "liczy jego wiersze i kolumny.")
    assert review(project, "Jan", "L23") == [(23, "own-review")]
    assert not accept(project, "pl", Part("guide"), Signature("Ewa", "2026-12-01")).refusals
    assert review(project, "Jan", "L23") == []
    assert [(entry.translated_by, entry.reviewed_by) for entry in entries(project) if entry.translator] == [
        ("Ewa", "Jan")
    ]


def test_a_page_that_nobody_has_accepted_cannot_be_reviewed(unaccepted: Project) -> None:
    assert {code for _, code in review(unaccepted, "Jan")} == {"own-review"}


def test_the_translator_is_lost_with_the_next_translation(project: Project, edit: Edit) -> None:
    review(project, "Jan")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "policzy jego wiersze.")
    accept(project, "pl", Part("guide"), Signature("Ewa", "2026-12-03"))
    (entry,) = [entry for entry in entries(project) if entry.review is not REVIEWED]
    assert (entry.translated_by, entry.reviewed_by) == ("Ewa", "")


@pytest.mark.parametrize("level", [Review.DRAFT, Review.TRANSLATED])
def test_to_accept_a_page_again_lowers_no_review_of_what_is_unchanged(
    project: Project, edit: Edit, level: Review
) -> None:
    review(project, "Jan")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "policzy jego wiersze.")
    edit("docs/en/guide.md", "pens the file and counts its", "pens the file\nand counts its")
    before = {entry.block: entry for entry in entries(project)}
    accept(project, "pl", Part("guide"), Signature("Ewa", "2026-12-03", level))
    lowered = [entry for entry in entries(project) if entry.review is not REVIEWED]
    assert [(entry.by, entry.review) for entry in lowered] == [("Ewa", level)]
    assert {entry.by for entry in entries(project) if entry not in lowered} == {"Jan"}
    assert {entry.date for entry in entries(project) if entry not in lowered} == {"2026-12-02"}
    assert [entry.block for entry in entries(project) if entry.raw != before[entry.block].raw]


def test_what_is_a_draft_is_raised(project: Project) -> None:
    project.lock_path("pl", "guide").unlink()
    accept(project, "pl", Part("guide"), Signature("Tool", "2026-12-01", Review.DRAFT))
    accept(project, "pl", Part("guide"), Signature("Ewa", "2026-12-03", Review.TRANSLATED))
    assert {(entry.by, entry.review) for entry in entries(project)} == {("Ewa", Review.TRANSLATED)}


def test_who_reviewed_already_may_confirm_it(project: Project) -> None:
    review(project, "Jan")
    before = entries(project)
    assert review(project, "Tester") == []
    assert entries(project) == before


@pytest.mark.parametrize("name", ["", "  ", "Jan why: so", "Jan tr:Ewa", "Jan\nEwa"])
def test_a_name_that_a_lock_cannot_hold_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError):
        Signature(name, "2026-12-01")
