import pytest
from translation_drift.acceptance import Acceptance, Part, Signature, accept
from translation_drift.errors import ConfigurationError
from translation_drift.lock import Lock, Review, read_lock
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import BlockState
from translation_drift.status import project_status

from .conftest import Edit

EWA = Signature("Ewa", "2026-12-01")


def lock(project: Project, language: str = "pl", page: str = "guide") -> Lock:
    found = read_lock(project.lock_path(language, page))
    assert found
    return found


def codes(acceptance: Acceptance) -> list[tuple[int, str]]:
    return [(finding.line, finding.code) for finding in acceptance.refusals]


def unsettled(project: Project) -> list[BlockState]:
    (page,) = project_status(project, Selection(("pl",), ("guide",)))
    return [block.state for block in page.unsettled]


def stale_two(edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its lines and its columns.")
    edit("docs/en/guide.md", "waits for it.", "waits until it has ended.")


def test_a_lint_refuses_and_nothing_is_written(project: Project, edit: Edit) -> None:
    before = project.lock_path("pl", "guide").read_bytes()
    edit("docs/pl/guide.md", "`titanic.csv`", "`titanik.csv`")
    acceptance = accept(project, "pl", Part("guide"), EWA)
    assert {code for _, code in codes(acceptance)} == {"inline-code-differs"}
    assert project.lock_path("pl", "guide").read_bytes() == before


def test_a_translation_that_does_not_say_the_new_source_is_refused(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "1,309 passengers", "1,310 passengers")
    edit("docs/pl/guide.md", "Ta strona wczytuje", "Strona wczytuje")
    assert {code for _, code in codes(accept(project, "pl", Part("guide"), EWA))} == {"number-differs"}


def test_stamping_without_a_change_needs_a_reason(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts the lines.")
    assert codes(accept(project, "pl", Part("guide"), EWA)) == [(23, "not-changed")]
    reasoned = Signature("Ewa", "2026-12-01", unchanged="says the same in Polish")
    assert accept(project, "pl", Part("guide"), reasoned).written == 1
    assert [entry.reason for entry in lock(project).entries if entry.reason] == ["says the same in Polish"]
    assert unsettled(project) == []


def test_a_changed_sample_needs_no_change_of_the_translation(project: Project, edit: Edit) -> None:
    edit("samples/jobs/submit.py", "total = len(lines)", "total = len(lines) - 1")
    assert accept(project, "pl", Part("guide"), EWA).written == 1
    assert unsettled(project) == []


def test_accepting_twice_changes_nothing(project: Project) -> None:
    before = project.lock_path("pl", "guide").read_bytes()
    later = Signature("Somebody", "2030-01-01")
    assert accept(project, "pl", Part("guide"), later).written == 0
    assert project.lock_path("pl", "guide").read_bytes() == before


def test_a_block_keeps_its_id_and_its_line_through_an_edit(project: Project, edit: Edit) -> None:
    before = lock(project)
    edit("docs/en/guide.md", "counts its lines.", "counts its lines and its columns.")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "liczy jego wiersze i kolumny.")
    accept(project, "pl", Part("guide"), EWA)
    after = lock(project)
    assert [entry.block for entry in after.entries] == [entry.block for entry in before.entries]
    changed = [new for old, new in zip(before.entries, after.entries, strict=True) if old != new]
    assert [(entry.by, entry.date) for entry in changed] == [("Ewa", "2026-12-01")]


def named(project: Project, state: BlockState) -> str:
    (page,) = project_status(project, Selection(("pl",), ("guide",)))
    return next(block.block for block in page.unsettled if block.state is state)


@pytest.mark.parametrize("how", ["id", "section", "line"])
def test_a_part_of_a_page_is_accepted(project: Project, edit: Edit, how: str) -> None:
    edit(
        "docs/en/guide.md",
        "so that a job can use version 1 of it.",
        "so that each job can use version 1 of it.",
    )
    edit("docs/en/guide.md", "needs `pandas` 2.3", "requires `pandas` 2.3")
    edit("docs/pl/guide.md", "aby zadanie mogło", "aby każde zadanie mogło")
    blocks = {"id": lock(project).entries[-2].block, "section": "next", "line": "L46"}
    acceptance = accept(project, "pl", Part("guide", (blocks[how],)), EWA)
    assert (acceptance.written, acceptance.remaining) == (1, 1)
    assert unsettled(project) == [BlockState.STALE]


def test_the_old_source_of_what_is_still_stale_stays_known(project: Project, edit: Edit) -> None:
    old = lock(project).source_blob
    stale_two(edit)
    edit("docs/pl/guide.md", "liczy jego wiersze.", "liczy jego wiersze i kolumny.")
    accept(project, "pl", Part("guide", ("L23",)), EWA)
    assert lock(project).source_blob != old
    assert lock(project).older_blobs == (old,)
    edit("docs/pl/guide.md", "czeka na jego koniec.", "czeka, aż się skończy.")
    accept(project, "pl", Part("guide"), EWA)
    assert lock(project).older_blobs == ()


def test_an_unknown_block_is_refused(project: Project) -> None:
    with pytest.raises(ConfigurationError, match="no block #nonsense"):
        accept(project, "pl", Part("guide", ("nonsense",)), EWA)


def test_a_review_is_written_down_and_lost_with_the_next_edit(project: Project, edit: Edit) -> None:
    accept(project, "pl", Part("guide"), Signature("Jan", "2026-12-02", Review.REVIEWED))
    assert {(entry.review, entry.by) for entry in lock(project).entries} == {(Review.REVIEWED, "Jan")}
    edit("docs/pl/guide.md", "Program otwiera plik i liczy", "Program otwiera plik, a potem liczy")
    accept(project, "pl", Part("guide"), EWA)
    by = {entry.review: entry.by for entry in lock(project).entries}
    assert by == {Review.REVIEWED: "Jan", Review.TRANSLATED: "Ewa"}


def test_a_cosmetic_change_is_refreshed_without_touching_who_and_when(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "The program opens the file", "The program opens\nthe file")
    assert accept(project, "pl", Part("guide"), EWA).written == 1
    assert {entry.by for entry in lock(project).entries} == {"Tester"}


def test_a_new_block_that_is_not_translated_remains(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its lines.\n\nIt tells you how many there are.")
    acceptance = accept(project, "pl", Part("guide"), EWA)
    assert (acceptance.refusals, acceptance.written, acceptance.remaining) == ([], 0, 1)


def test_what_is_gone_from_both_pages_leaves_the_lock(project: Project, edit: Edit) -> None:
    before = len(lock(project).entries)
    edit("docs/en/guide.md", "The program opens the file and counts its lines.\n\n", "")
    edit("docs/pl/guide.md", "Program otwiera plik i liczy jego wiersze.\n\n", "")
    accept(project, "pl", Part("guide"), EWA)
    assert len(lock(project).entries) == before - 1


def test_a_page_that_is_not_translated_is_refused(project: Project) -> None:
    project.page_path("pl", "guide").unlink()
    assert codes(accept(project, "pl", Part("guide"), EWA)) == [(1, "no-translation")]
