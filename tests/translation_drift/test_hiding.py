"""What must not make a block look current that is behind."""

import pytest
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import BlockState
from translation_drift.status import project_status

from .conftest import Edit

EWA = Signature("Ewa", "2026-12-01")


def unsettled(project: Project) -> list[tuple[BlockState, int]]:
    (page,) = project_status(project, Selection(("pl",), ("guide",)))
    return [(block.state, block.target.first) for block in page.unsettled if block.target]


def test_a_typo_mended_in_the_translation_leaves_its_block_stale(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts all its lines.")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "policzy jego wiersze.")
    assert unsettled(project) == [(BlockState.STALE, 23)]


def test_a_typo_mended_elsewhere_does_not_stamp_a_stale_block(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts all its lines.")
    edit("docs/pl/guide.md", "czeka na jego koniec.", "poczeka na jego koniec.")
    refusals = accept(project, "pl", Part("guide"), EWA).refusals
    assert [(finding.line, finding.code) for finding in refusals] == [(23, "not-changed")]
    assert not accept(project, "pl", Part("guide", ("L38",)), EWA).refusals
    assert unsettled(project) == [(BlockState.STALE, 23)]


def test_a_typo_does_not_stamp_what_every_language_has(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "takes about 5 minutes", "takes about 15 minutes")
    edit("docs/pl/guide.md", "Zajmuje to około", "Zajmie to około")
    refusals = accept(project, "pl", Part("guide"), EWA).refusals
    assert {finding.code for finding in refusals} == {"number-differs"}
    assert unsettled(project) == [(BlockState.STALE, 7)]


def test_a_rewrapped_translation_does_not_stamp_a_stale_block(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts all its lines.")
    edit("docs/pl/guide.md", "Program otwiera plik i liczy", "Program otwiera\nplik i  liczy")
    refusals = accept(project, "pl", Part("guide"), EWA).refusals
    assert {finding.code for finding in refusals} == {"not-changed"}


def test_a_cosmetic_edit_after_an_edit_of_content_hides_nothing(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts all its lines.")
    edit("docs/en/guide.md", "The program opens the file", "The program\nopens the file")
    assert unsettled(project) == [(BlockState.STALE, 23)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("reads a table of 1,309 passengers. It", "reads a table of\n1,309   passengers. It"),
        ("- The file `titanic.csv`", "* The file `titanic.csv`"),
        ("| count | prints", "|  count   |   prints"),
        ("## What you need {#needs}", "##   What you need ## {#needs}"),
        ("# Count the passengers\n\nThis", "Count the passengers\n====\n\nThis"),
        ("before you start, or", "before&nbsp;you start, or"),
    ],
)
def test_form_alone_opens_nothing(project: Project, edit: Edit, old: str, new: str) -> None:
    edit("docs/en/guide.md", old, new)
    assert unsettled(project) == []


@pytest.mark.parametrize(("old", "new"), [("don't", "don’t"), ('"so"', "“so”"), ("*so*", "_so_")])
def test_quotes_and_emphasis_open_nothing(project: Project, edit: Edit, old: str, new: str) -> None:
    edit("docs/en/guide.md", "counts its lines.", f"counts its lines, {old}.")
    accept(project, "pl", Part("guide"), Signature("Ewa", "2026-12-01", unchanged="for the test"))
    assert unsettled(project) == []
    edit("docs/en/guide.md", old, new)
    assert unsettled(project) == []
