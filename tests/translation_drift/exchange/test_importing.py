"""What comes back changes what it says and nothing else, or is refused with its place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from translation_drift.checking import check_project
from translation_drift.exchange.importing import PageImport
from translation_drift.lock import Review
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.status import project_status

from ..conftest import Edit
from .conftest import FORMS, Desk, export, snapshot, take_back

HandOut = Callable[[str], Desk]
OLD, NEW = "Program otwiera plik i liczy jego wiersze.", "Program otwiera plik i zlicza jego wiersze."

form = pytest.mark.parametrize("form", FORMS)


def figures(outcome: PageImport) -> tuple[int, int, list[str]]:
    return outcome.written, outcome.accepted, [finding.code for finding in outcome.refusals]


def states(desk: Desk) -> list[str]:
    (page,) = project_status(desk.project, Selection(("pl",), ("guide",)))
    return [block.state.value for block in page.unsettled]


@form
def test_an_edit_changes_its_block_and_its_line_of_the_lock(desk: HandOut, form: str) -> None:
    at = desk(form)
    page, entries = at.page(), at.entries()
    before = snapshot(at.project)
    at.change(OLD, NEW)
    assert figures(at.take_back()) == (1, 1, [])
    assert at.page() == page.replace(OLD, NEW)
    (changed,) = [new for old, new in zip(entries, at.entries(), strict=True) if old != new]
    assert (changed.by, changed.date, changed.review) == ("Ewa", "2026-12-01", Review.TRANSLATED)
    after = snapshot(at.project)
    assert [name for name in before if before[name] != after[name]] == [
        "docs/pl/guide.md",
        "i18n/state/pl/guide.lock",
    ]
    assert states(at) == []
    assert check_project(at.project, Selection(("pl",))).findings == []


@form
def test_importing_twice_changes_nothing_more(desk: HandOut, form: str) -> None:
    at = desk(form)
    at.change(OLD, NEW)
    at.take_back()
    before = snapshot(at.project)
    assert figures(at.take_back()) == (0, 0, [])
    assert snapshot(at.project) == before


@form
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Policz wiersze<", "Zlicz wiersze<"),
        ("Skąd są dane", "Skąd pochodzą dane"),
        ("liczenie | wypisuje", "zliczanie | wypisuje"),
        ("Terminala i Pythona", "Konsoli i Pythona"),
        ("Tabela jest częścią", "Ta tabela jest częścią"),
        ("Cykl życia modelu", "Życie modelu"),
        ("policz wiersze&quot;", "zlicz wiersze&quot;"),
    ],
    ids=["heading", "title", "row", "item", "indented", "image", "diagram"],
)
def test_the_marks_around_a_text_stay(desk: HandOut, form: str, old: str, new: str) -> None:
    at = desk(form)
    page = at.page()
    ends = {"<": '"' if form == "po" else "<", "&quot;": '\\"' if form == "po" else '"'}
    plain_old, plain_new = old, new
    for mark, written in ends.items():
        plain_old, plain_new = plain_old.removesuffix(mark), plain_new.removesuffix(mark)
        old, new = old.replace(mark, written), new.replace(mark, written)
    at.change(old, new)
    assert figures(at.take_back()) == (1, 1, [])
    changed = [
        (before, after)
        for before, after in zip(page.split("\n"), at.page().split("\n"), strict=True)
        if before != after
    ]
    (line,) = changed
    assert line[1] == line[0].replace(plain_old, plain_new)


def test_a_page_with_other_line_ends_keeps_them(desk: HandOut) -> None:
    at = desk("po")
    path = at.project.page_path("pl", "guide")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    at.change(OLD, NEW)
    assert figures(at.take_back()) == (1, 1, [])
    assert path.read_bytes() == before.replace(OLD.encode(), NEW.encode())


@form
def test_a_stale_block_is_translated_anew(desk: HandOut, edit: Edit, form: str) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its lines and its columns.")
    at = desk(form)
    new = OLD.replace("wiersze.", "wiersze i kolumny.")
    at.change(OLD, new)
    assert figures(at.take_back()) == (1, 0, [])
    assert states(at) == ["stale"]
    at.path.unlink()
    done = desk(form)
    if form == "po":
        done.change("#, fuzzy\n", "")
    else:
        done.change('state="initial" subState="i18n:stale"', 'state="translated"')
    assert figures(done.take_back()) == (0, 1, [])
    assert states(done) == []


@form
def test_a_stale_block_that_is_confirmed_says_why(desk: HandOut, edit: Edit, form: str) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts the lines.")
    at = desk(form)
    at.change(*(("#, fuzzy\n", "") if form == "po" else ('"initial" subState="i18n:stale"', '"final"')))
    assert figures(at.take_back()) == (0, 1, [])
    (entry,) = [entry for entry in at.entries() if entry.reason]
    assert entry.reason == "confirmed"
    assert entry.review is (Review.TRANSLATED if form == "po" else Review.REVIEWED)


def test_a_review_is_taken_over(desk: HandOut) -> None:
    at = desk("po")
    at.path.write_text(
        at.path.read_text("utf-8").replace("# review: translated", "# review: reviewed"), "utf-8"
    )
    assert figures(at.take_back())[:2] == (0, len(at.entries()) - 1)
    assert {entry.review for entry in at.entries() if entry.kind != "code"} == {Review.REVIEWED}


def test_the_command_line_overrules_the_file(desk: HandOut) -> None:
    at = desk("po")
    at.change(OLD, NEW)
    at.take_back(Review.REVIEWED)
    assert [entry.review for entry in at.entries()].count(Review.REVIEWED) == 1


@form
@pytest.mark.parametrize("side", ["pl", "en"])
def test_a_block_that_changed_at_home_is_not_overwritten(
    desk: HandOut, edit: Edit, form: str, side: str
) -> None:
    at = desk(form)
    at.change(OLD, NEW)
    at.change("Klient wysyła zadanie", "Klient przekazuje zadanie")
    if side == "pl":
        edit("docs/pl/guide.md", OLD, "Program czyta plik i liczy jego wiersze.")
    else:
        edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    page = at.page()
    outcome = at.take_back()
    assert figures(outcome) == (1, 1, ["changed-since-export"])
    assert at.page() == page.replace("Klient wysyła", "Klient przekazuje")
    (finding,) = outcome.refusals
    line = at.path.read_text("utf-8").split("\n")[finding.line - 1 :]
    assert finding.message.startswith("guide#")
    assert finding.path == at.path.name
    assert NEW in "\n".join(line[:30])


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("biblioteki `pandas`", "biblioteki pandas", "inline-lost"),
        ("roboczym](index.md#the-workspace)", "roboczym](index.md)", "inline-lost"),
        ("Klient wysyła zadanie", "- Klient\\n\\nwysyła zadanie", "structure-changed"),
        ("1 309 pasażerów", "1 310 pasażerów", "number-differs"),
        ("Skąd są dane", 'Skąd są \\"dane\\"', "structure-changed"),
    ],
)
def test_what_would_do_harm_is_refused(desk: HandOut, old: str, new: str, code: str) -> None:
    at = desk("po")
    before = at.page()
    at.change(old, new)
    at.change(OLD, NEW)
    written, accepted, codes = figures(at.take_back())
    assert (written, accepted, set(codes)) == (1, 1, {code})
    assert at.page() == before.replace(OLD, NEW)


def test_a_unit_that_nobody_knows_is_refused(desk: HandOut) -> None:
    at = desk("po")
    at.path.write_text(at.path.read_text("utf-8").replace('msgctxt "guide#', 'msgctxt "gone#', 1), "utf-8")
    gone, guide = sorted(take_back(at.project, at.path), key=lambda page: page.unchanged)
    assert figures(gone) == (0, 0, ["unknown-block"])
    assert guide.refusals == []


def test_a_block_that_comes_back_twice_is_taken_once(desk: HandOut) -> None:
    at = desk("po")
    at.change(OLD, NEW)
    other = at.path.with_name("other.po")
    other.write_text(at.path.read_text("utf-8").replace(NEW, "Program otwiera ten plik."), "utf-8")
    (outcome,) = take_back(at.project, at.path, other)
    assert figures(outcome) == (1, 1, ["came-twice"])
    assert NEW in at.page()


def test_a_unit_that_lost_its_hashes_is_refused(desk: HandOut) -> None:
    at = desk("po")
    at.change(OLD, NEW)
    lines = [line for line in at.path.read_text("utf-8").split("\n") if not line.startswith("#. hashes")]
    at.path.write_text("\n".join(lines), "utf-8")
    assert figures(at.take_back()) == (0, 0, ["changed-since-export"])


def test_an_emptied_unit_empties_no_block(desk: HandOut) -> None:
    at = desk("po")
    before = snapshot(at.project)
    at.change(f'msgstr "{OLD}"', 'msgstr ""')
    assert figures(at.take_back()) == (0, 0, [])
    assert snapshot(at.project) == before


def test_a_page_that_nobody_accepted_is_accepted_unit_by_unit(
    unaccepted: Project, edit: Edit, tmp_path: Path
) -> None:
    """Also where blocks say the same: each has a line of its own in the lock."""
    edit("docs/en/guide.md", "- A folder for the results of the job.\n", 3 * "- Yes, there is.\n")
    edit("docs/pl/guide.md", "- Folderu na wyniki zadania.\n", 3 * "- Tak, to jest.\n")
    path = next(path for path in export(unaccepted, tmp_path, "po", "pl") if path.stem == "guide")
    entries = path.read_text("utf-8").replace("#, fuzzy\n", "").split("\n\n")
    entries[2::2] = [f"# review: reviewed\n{entry}" for entry in entries[2::2]]
    path.write_text("\n\n".join(entries), "utf-8")
    at = Desk(unaccepted, path)
    assert figures(at.take_back()) == (0, len(entries) - 1, [])
    found = [entry.review for entry in at.entries()]
    assert found.count(Review.REVIEWED) == len(entries[2::2])
    assert len({entry.block for entry in at.entries()}) == len(entries) - 1
    assert states(at) == ["unaccepted"]
