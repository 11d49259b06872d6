from collections import Counter

import pytest
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import BlockState, PageState
from translation_drift.status import project_status

from .commands import CLEAN, FINDINGS, USAGE, run
from .conftest import Edit

SENTENCE = "The program opens the file and counts its lines."
PAGE = f"""---
title: Another page
---

# Count it all over again {{#all}}

{SENTENCE}

## What you need {{#kit}}

- A terminal and Python 3.11 or newer.
  - A folder for the results of the job.
- Something that nobody has translated.

=== "SDK"

    The client sends the job to the workspace and waits for it.

    ```python
    --8<-- "jobs/submit.py:count"
    ```

!!! note "Where the data come from"
    > {SENTENCE}

| step | what it does |
|---|---|
| count | prints how many lines there are |
"""


@pytest.fixture
def another(project: Project) -> Project:
    project.page_path("en", "another").write_text(PAGE, encoding="utf-8")
    return project


def states(project: Project, language: str = "pl") -> Counter[BlockState]:
    (page,) = project_status(project, Selection((language,), ("another",)))
    assert page.state is PageState.BEHIND
    return Counter(page.counts)


def test_known_blocks_are_put_in_and_the_structure_stays(
    another: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(another, capsys, "start", "another", "--lang", "pl")
    assert code == CLEAN
    assert "docs/pl/another.md:7: from docs/pl/guide.md:23" in out
    expected = PAGE
    for english, polish in {
        SENTENCE: "Program otwiera plik i liczy jego wiersze.",
        "What you need": "Czego potrzebujesz",
        "A terminal and Python 3.11 or newer.": "Terminala i Pythona 3.11 lub nowszego.",
        "A folder for the results of the job.": "Folderu na wyniki zadania.",
        "The client sends the job to the workspace and waits for it.": (
            "Klient wysyła zadanie do obszaru roboczego i czeka na jego koniec."
        ),
        "Where the data come from": "Skąd są dane",
        "| step | what it does |": "| krok | co robi |",
        "| count | prints how many lines there are |": "| liczenie | wypisuje liczbę wierszy |",
    }.items():
        assert english in expected
        expected = expected.replace(english, polish)
    assert another.page_path("pl", "another").read_text(encoding="utf-8") == expected


def test_nothing_of_a_begun_page_is_fresh_and_english_is_untranslated(another: Project) -> None:
    from translation_drift.memory import Memory
    from translation_drift.scaffold import start_page

    start_page(another, "another", "pl", Memory([]))
    assert another.page_path("pl", "another").read_text(encoding="utf-8") == PAGE
    found = states(another)
    assert set(found) == {BlockState.UNTRANSLATED, BlockState.UNACCEPTED}
    assert found[BlockState.UNTRANSLATED] >= 8


def test_a_begun_page_is_settled_block_by_block(
    another: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    run(another, capsys, "start", "another", "--lang", "pl")
    before = states(another)
    edit("docs/pl/another.md", "Something that nobody has translated.", "Czegoś, czego nikt nie przełożył.")
    assert states(another)[BlockState.UNTRANSLATED] == before[BlockState.UNTRANSLATED] - 1
    signature = Signature("Ewa", "2026-12-01")
    assert accept(another, "pl", Part("another"), signature).refusals
    edit("docs/pl/another.md", "Count it all over again", "Policz wszystko jeszcze raz")
    edit("docs/pl/another.md", "Another page", "Inna strona")
    assert not accept(another, "pl", Part("another"), signature).refusals
    assert run(another, capsys, "status", "--lang", "pl")[0] == CLEAN


def test_the_gate_refuses_a_page_that_was_only_begun(
    another: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    run(another, capsys, "start", "another", "--lang", "pl")
    code, out, _ = run(another, capsys, "check", "--lang", "pl")
    assert code == FINDINGS
    assert "english-left" in out


def test_line_ends_are_those_of_the_source(another: Project, capsys: pytest.CaptureFixture[str]) -> None:
    another.page_path("en", "another").write_bytes(PAGE.replace("\n", "\r\n").encode())
    run(another, capsys, "start", "another", "--lang", "pl")
    written = another.page_path("pl", "another").read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n") == PAGE.count("\n")
    assert b"Czego potrzebujesz" in written


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["guide", "--lang", "pl"], "docs/pl/guide.md: is there already"),
        (["nothing", "--lang", "pl"], "docs/en/nothing.md: no such page"),
        (["guide"], "say into which language"),
        (["guide", "--lang", "en"], "say into which language"),
    ],
)
def test_what_is_there_is_never_overwritten(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    before = project.page_path("pl", "guide").read_bytes()
    code, _, err = run(project, capsys, "start", *arguments)
    assert code == USAGE
    assert message in err
    assert project.page_path("pl", "guide").read_bytes() == before


def test_a_deleted_page_begins_anew_with_what_its_lock_still_knows(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path, lock = project.page_path("pl", "guide"), project.lock_path("pl", "guide")
    before = lock.read_text(encoding="utf-8").splitlines()
    path.unlink()
    assert run(project, capsys, "start", "guide", "--lang", "pl")[0] == CLEAN
    kept = [line for line in lock.read_text(encoding="utf-8").splitlines() if " src:" in line]
    assert any(" code " in line for line in kept)
    assert not any(" paragraph " in line for line in kept)
    assert set(kept) <= set(before)
    (page,) = project_status(project, Selection(("pl",), ("guide",)))
    assert set(page.counts) == {BlockState.FRESH, BlockState.UNTRANSLATED, BlockState.UNACCEPTED}


def test_a_spoiled_lock_of_a_deleted_page_is_told(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    project.page_path("pl", "guide").unlink()
    project.lock_path("pl", "guide").write_text("no lock\n", encoding="utf-8")
    code, _, err = run(project, capsys, "start", "guide", "--lang", "pl")
    assert code == USAGE
    assert "i18n/state/pl/guide.lock" in err
    assert not project.page_path("pl", "guide").exists()
