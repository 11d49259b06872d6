"""Blocks that a translated page lacks go out without a text, and come back to where the source has them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import polib
import pytest
from translation_drift.bitext import PageUnits, load_page
from translation_drift.checking import check_project
from translation_drift.exchange.files import Export, export_language
from translation_drift.exchange.frames import framed
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import BlockState, PageState
from translation_drift.status import project_status
from translation_drift.units import Samples, Unit

from ..conftest import Edit
from .conftest import FORMS, Desk, export, silent, snapshot, take_back

HandOut = Callable[[str], Desk]
NEXT = "## What comes next"
NEXT_PL = "## Co dalej"
SECTION = """## Look at it {#look}

<!-- run: jobs/submit.py:_setup -->

Say it once more:

```python
--8<-- "jobs/submit.py:count"
```

- It counts.
- It says
  how many there are.

!!! tip "More of it"
    Read the page.

| name | sort |
|---|---|
| line | text |

"""
TEXTS = {
    "Look at it": "Obejrzyj to",
    "Say it once more:": "Powiedz to jeszcze raz:",
    "It counts.": "Liczy.",
    "It says\nhow many there are.": "Mówi,\nile ich jest.",
    "More of it": "Więcej",
    "Read the page.": "Przeczytaj stronę.",
    "| name | sort |": "| nazwa | rodzaj |",
    "| line | text |": "| wiersz | tekst |",
}


def page_units(project: Project, language: str) -> PageUnits:
    return load_page(project, language, "guide", Samples(project.samples))


def translate(path: Path, texts: Mapping[str, str]) -> None:
    """Writes translations into a PO file, where it has none."""
    file = polib.pofile(str(path))
    for entry in file:
        if not entry.msgstr:
            entry.msgstr = texts.get(entry.msgid, "")
    file.save()


def missing(project: Project) -> list[str]:
    (page,) = project_status(project, Selection(("pl",), ("guide",)))
    assert page.state is PageState.FRESH or page.unsettled
    return [block.state.value for block in page.unsettled]


def shape(units: tuple[Unit, ...]) -> list[tuple[object, ...]]:
    return [(unit.kind, unit.block.level, unit.block.containers, unit.section) for unit in units]


def translated_section() -> str:
    text = SECTION
    for english, polish in TEXTS.items():
        assert text.count(english.replace("\n", "\n  ")) == 1
        text = text.replace(english.replace("\n", "\n  "), polish.replace("\n", "\n  "))
    return text


@pytest.mark.parametrize("length", [1, 2, 5])
def test_what_was_taken_out_comes_back_byte_by_byte(project: Project, tmp_path: Path, length: int) -> None:
    """Every run of blocks that can be taken out without making others something else."""
    path, lock = project.page_path("pl", "guide"), project.lock_path("pl", "guide")
    text, accepted, units = path.read_text("utf-8"), lock.read_bytes(), page_units(project, "pl").units
    english = page_units(project, "en").units
    texts = {
        source.body: target.body
        for pair in zip(english, units, strict=True)
        if (source := framed(pair[0])) and (target := framed(pair[1]))
    }
    lines, times = text.split("\n"), 0
    for first in range(1, len(units) - length + 1):
        last = first + length
        rest = [*lines[: units[first - 1].block.end_line], *lines[units[last - 1].block.end_line :]]
        path.write_text("\n".join(rest), "utf-8")
        left = (*units[:first], *units[last:])
        if shape(page_units(project, "pl").units) == shape(left) and any(map(framed, units[first:last])):
            times += 1
            (file,) = export_language(project, "pl", ["guide"], Export("po", tmp_path, True), silent)
            translate(file.path, texts)
            (outcome,) = take_back(project, file.path)
            assert (outcome.refusals, path.read_text("utf-8")) == ([], text)
            assert missing(project) == []
            lock.write_bytes(accepted)
    assert times >= 5


@pytest.mark.parametrize("form", FORMS)
def test_an_import_without_edits_changes_nothing(
    desk: HandOut, edit: Edit, form: str, tmp_path: Path
) -> None:
    edit("docs/en/guide.md", NEXT, SECTION + NEXT)
    at = desk(form)
    before = snapshot(at.project)
    outcome = at.take_back()
    assert (outcome.written, outcome.accepted, outcome.refusals) == (0, 0, [])
    assert snapshot(at.project) == before
    pages = Export(form, tmp_path / "todo", only_pending=True)
    (todo,) = export_language(at.project, "pl", at.project.pages("en"), pages, silent)
    assert (todo.units, todo.pending) == (len(TEXTS), len(TEXTS))


def test_a_new_section_comes_with_its_code_and_its_hidden_run(desk: HandOut, edit: Edit) -> None:
    edit("docs/en/guide.md", NEXT, SECTION + NEXT)
    at = desk("po")
    page = at.page()
    translate(at.path, TEXTS)
    outcome = at.take_back()
    assert (outcome.written, outcome.accepted, outcome.refusals) == (len(TEXTS), len(TEXTS), [])
    assert at.page() == page.replace(NEXT_PL, translated_section() + NEXT_PL)
    assert missing(at.project) == []
    assert check_project(at.project, Selection(("pl",))).findings == []
    after = snapshot(at.project)
    assert at.take_back().written == 0
    assert snapshot(at.project) == after


def test_a_text_in_an_xliff_file_is_put_in(desk: HandOut, edit: Edit) -> None:
    edit("docs/en/guide.md", NEXT, f"It ends.\n\n{NEXT}")
    at = desk("xliff")
    page = at.page()
    at.change("<source>It ends.</source>", "<source>It ends.</source><target>To koniec.</target>")
    at.change('state="initial" subState="i18n:missing"', 'state="translated"')
    assert (at.take_back().written, missing(at.project)) == (1, [])
    assert at.page() == page.replace(NEXT_PL, f"To koniec.\n\n{NEXT_PL}")


def test_what_is_not_done_is_put_in_and_not_accepted(desk: HandOut, edit: Edit) -> None:
    edit("docs/en/guide.md", NEXT, f"It ends.\n\n{NEXT}")
    at = desk("po")
    at.change('msgid "It ends."\nmsgstr ""', 'msgid "It ends."\nmsgstr "To koniec."')
    at.change(", missing\n", ", missing\n#, fuzzy\n")
    outcome = at.take_back()
    assert (outcome.written, outcome.accepted, outcome.refusals) == (1, 0, [])
    assert missing(at.project) == [BlockState.UNACCEPTED]


def test_the_blocks_of_a_section_come_back_in_any_order(desk: HandOut, edit: Edit, tmp_path: Path) -> None:
    edit("docs/en/guide.md", NEXT, SECTION + NEXT)
    at = desk("po")
    page = at.page()
    for number, text in enumerate(["Look at it", "| name | sort |", "It says\nhow many there are."]):
        path = export(at.project, tmp_path / str(number), "po", "pl")[0]
        translate(path, {text: TEXTS[text]})
        assert [each.refusals for each in take_back(at.project, path)] == [[]]
    (path, *_) = export(at.project, tmp_path / "rest", "po", "pl")
    translate(path, TEXTS)
    assert [each.refusals for each in take_back(at.project, path)] == [[]]
    assert at.page() == page.replace(NEXT_PL, translated_section() + NEXT_PL)


@pytest.mark.parametrize(
    ("lacking", "refused"), [("| name | sort |", ["| line | text |"]), ("Look at it", [*TEXTS][1:])]
)
def test_a_block_without_a_place_is_refused_by_itself(
    desk: HandOut, edit: Edit, lacking: str, refused: list[str]
) -> None:
    """A row of a table without its head, and what stands under a heading that the page does not have."""
    edit("docs/en/guide.md", NEXT, SECTION + NEXT)
    at = desk("po")
    translate(at.path, {english: polish for english, polish in TEXTS.items() if english != lacking})
    outcome = at.take_back()
    assert outcome.written == len(TEXTS) - 1 - len(refused)
    assert {refusal.code for refusal in outcome.refusals} == {"structure-changed"}
    file = {entry.linenum: entry for entry in polib.pofile(str(at.path))}
    assert [file[refusal.line].msgid for refusal in outcome.refusals] == refused
    for refusal in outcome.refusals:
        assert refusal.message.startswith(f"{file[refusal.line].msgctxt}: has no certain place on the page")
    assert [text for text in TEXTS.values() if text in at.page().replace("\n  ", "\n")] == [
        polish for english, polish in TEXTS.items() if english not in (lacking, *refused)
    ]


def test_a_row_is_refused_with_the_head_that_a_lint_objects_to(desk: HandOut, edit: Edit) -> None:
    edit("docs/en/guide.md", NEXT, SECTION + NEXT)
    at = desk("po")
    translate(at.path, {**TEXTS, "| name | sort |": "| serwerless | rodzaj |"})
    outcome = at.take_back()
    assert [refusal.code for refusal in outcome.refusals] == ["avoid-term", "structure-changed"]
    assert outcome.written == len(TEXTS) - 2


def test_of_two_blocks_that_were_lost_one_comes_back(desk: HandOut, edit: Edit) -> None:
    edit("docs/pl/guide.md", "- Folderu na wyniki zadania.\n- Pliku `titanic.csv` z przykładów.\n", "")
    at = desk("po")
    file = polib.pofile(str(at.path))
    assert [bool(entry.tcomment) for entry in file] == [bool(entry.msgstr) for entry in file]
    translate(at.path, {"A folder for the results of the job.": "Folderu na wyniki zadania."})
    assert at.take_back().refusals == []
    assert "nowszego.\n- Folderu na wyniki zadania.\n\n## Policz" in at.page()
    assert missing(at.project) == [BlockState.MISSING]


def test_remarks_of_the_translation_stay(desk: HandOut, edit: Edit) -> None:
    remark = "<!-- i18n-ignore avoid-term: said so -->"
    edit("docs/pl/guide.md", "Program otwiera", f"{remark}\n\nProgram otwiera")
    edit("docs/en/guide.md", "The program opens", "It ends.\n\nThe program opens")
    at = desk("po")
    page = at.page()
    translate(at.path, {"It ends.": "To koniec."})
    assert (at.take_back().refusals, at.page().count("<!-- run:")) == ([], 1)
    assert at.page().replace("To koniec.\n\n", "") == page
    assert at.page().index("To koniec.") < at.page().index(remark)


def test_line_ends_stay(desk: HandOut, edit: Edit) -> None:
    edit("docs/en/guide.md", NEXT, SECTION + NEXT)
    at = desk("po")
    path = at.project.page_path("pl", "guide")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    translate(at.path, TEXTS)
    assert at.take_back().refusals == []
    section = (translated_section() + NEXT_PL).replace("\n", "\r\n")
    assert path.read_bytes() == before.replace(NEXT_PL.encode(), section.encode())


def test_a_block_that_was_put_in_since_is_not_put_in_twice(desk: HandOut, edit: Edit) -> None:
    edit("docs/en/guide.md", NEXT, f"It ends.\n\n{NEXT}")
    at = desk("po")
    edit("docs/pl/guide.md", NEXT_PL, f"Kończy się.\n\n{NEXT_PL}")
    before = at.page()
    translate(at.path, {"It ends.": "To koniec."})
    assert [refusal.code for refusal in at.take_back().refusals] == ["changed-since-export"]
    assert at.page() == before
