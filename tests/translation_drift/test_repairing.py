import json
import os
import subprocess
from pathlib import Path

import pytest
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.lock import Entry, read_lock
from translation_drift.project import Project
from translation_drift.repairing import RepairedPage, repair_page
from translation_drift.selection import Selection
from translation_drift.status import project_status

from .commands import CLEAN, FINDINGS, run
from .conftest import Edit
from .git_history import needs_git

PAGE = "docs/pl/guide.md"
SENTENCE = "The program opens the file and counts its lines."
LITERAL = '```bash\n# {0}\naz ml job create --file {1} --name "<{2}>"\naz ml job list\n```\n'


def fix(project: Project, *, write: bool = True) -> RepairedPage:
    return repair_page(project, "pl", "guide", write=write)


def told(repaired: RepairedPage) -> list[tuple[int, str]]:
    return [(repair.line, repair.code) for repair in repaired.repairs]


def states(project: Project) -> dict[str, int]:
    (page,) = project_status(project, Selection(("pl",), ("guide",)))
    return {state.value: count for state, count in page.counts.items() if not state.settled}


def entries(project: Project) -> dict[str, Entry]:
    lock = read_lock(project.lock_path("pl", "guide"))
    assert lock
    return {entry.block: entry for entry in lock.entries}


def commit(project: Project) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    for command in (["init", "-q"], ["add", "docs"], [*identity, "commit", "-q", "-m", "pages"]):
        subprocess.run(["git", *command], cwd=project.root, env=environment, check=True)


@pytest.fixture
def literal(project: Project) -> Project:
    """The project with a literal fence on the page, accepted, its comment and placeholder translated."""
    for language, words in (
        ("en", ("Start it", "job.yml", "your name")),
        ("pl", ("Start", "job.yml", "imię")),
    ):
        with project.page_path(language, "guide").open("a", encoding="utf-8") as file:
            file.write("\n" + LITERAL.format(*words))
    assert not accept(project, "pl", Part("guide"), Signature("Ewa", "2026-11-20")).refusals
    return project


@pytest.mark.parametrize(
    ("good", "bad", "repair"),
    [
        ("index.md#the-workspace", "index.md#przestrzen", (8, "link-differs")),
        ("images/cycle.svg", "../images/cycle.svg", (29, "link-differs")),
        ("{#count}", "{#policz}", (19, "heading-id")),
        ("## Co dalej {#next}", "## Co dalej", (44, "heading-id")),
        ("{#next}", "{.wide}", (44, "heading-id")),
        ('=== "CLI"', '=== "Wiersz polecenia"', (40, "tab-label-differs")),
        ("jobs/submit.py:count", "jobs/submit.py:policz", (26, "code-differs")),
        ("```python", "```py", (25, "code-differs")),
        ("run: jobs/submit.py:_setup", "run: jobs/submit.py:_start", (21, "hidden-run-differs")),
        ("- Terminala", "1. Terminala", (15, "lost-bullet")),
        ("- Terminala", "Terminala", (15, "lost-bullet")),
        ("\n- Folderu", "\nFolderu", (16, "lost-bullet")),
        ("  A[", "  AB[", (50, "code-differs")),
    ],
)
def test_what_is_mechanical_is_put_back_byte_for_byte(
    project: Project, edit: Edit, good: str, bad: str, repair: tuple[int, str]
) -> None:
    before = project.page_path("pl", "guide").read_bytes()
    lock = project.lock_path("pl", "guide").read_bytes()
    edit(PAGE, good, bad)
    repaired = fix(project)
    assert told(repaired) == [repair]
    after = project.page_path("pl", "guide").read_bytes()
    if bad == "{.wide}":
        after = after.replace(b"{#next .wide}", b"{#next}")
    assert after == before
    assert project.lock_path("pl", "guide").read_bytes() == lock
    assert states(project) == {}


def test_line_ends_and_other_bytes_stay(project: Project, edit: Edit) -> None:
    path = project.page_path("pl", "guide")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").rstrip() + b"  \t")
    before = path.read_bytes()
    path.write_bytes(before.replace(b"index.md#the-workspace", b"index.md#x").replace(b":count", b":x"))
    assert [code for _, code in told(fix(project))] == ["link-differs", "code-differs"]
    assert path.read_bytes() == before


def test_an_accepted_tree_needs_no_repair(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in project.root.rglob("*.*") if path.is_file()}
    code, out, _ = run(project, capsys, "fix")
    assert (code, out) == (CLEAN, "0 repairs\n")
    assert {path: path.read_bytes() for path in before} == before


def test_check_says_what_it_would_do_and_does_nothing(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(PAGE, "{#count}", "{#policz}")
    before = project.page_path("pl", "guide").read_bytes()
    code, out, _ = run(project, capsys, "fix", "--check")
    assert code == FINDINGS
    assert out == "docs/pl/guide.md:19: heading-id: id is #count again\n1 repairs to make\n"
    assert project.page_path("pl", "guide").read_bytes() == before
    github = run(project, capsys, "fix", "--check", "--format", "github")[1]
    assert github.startswith("::error file=docs/pl/guide.md,line=19,title=heading-id::")
    assert run(project, capsys, "fix", "guide", "--lang", "pl")[0] == CLEAN
    assert run(project, capsys, "fix", "--check")[0] == CLEAN


def test_translated_comments_and_placeholders_stay(literal: Project, edit: Edit) -> None:
    edit(PAGE, "--file job.yml", "--file zadanie.yml")
    assert [code for _, code in told(fix(literal))] == ["code-differs"]
    text = literal.page_path("pl", "guide").read_text(encoding="utf-8")
    assert '# Start\naz ml job create --file job.yml --name "<imię>"\naz ml job list\n' in text


def test_lines_of_code_that_are_lacking_or_too_many(literal: Project, edit: Edit) -> None:
    before = literal.page_path("pl", "guide").read_bytes()
    edit(PAGE, "az ml job list\n", "")
    assert [code for _, code in told(fix(literal))] == ["code-differs"]
    assert literal.page_path("pl", "guide").read_bytes() == before
    edit(PAGE, "az ml job list\n", "az ml job list\naz ml job delete\n")
    fix(literal)
    assert literal.page_path("pl", "guide").read_bytes() == before


def test_links_whose_right_place_is_not_sure_are_left(project: Project, edit: Edit) -> None:
    edit(PAGE, "https://docs.python.org/3/", "https://docs.python.org/pl/")
    edit(PAGE, "[stronę o obszarze roboczym](index.md#the-workspace)", "stronę o obszarze roboczym")
    edit(PAGE, "liczy jego wiersze.", "liczy jego [wiersze](names.md).")
    assert fix(project).repairs == ()


def test_the_readers_own_language_of_a_site_is_kept(project: Project, edit: Edit) -> None:
    edit(
        "docs/pl/names.md",
        "learn.microsoft.com/pl-pl/azure/machine-learning/how-to",
        "learn.microsoft.com/pl-pl/x/how-to",
    )
    repaired = repair_page(project, "pl", "names", write=True)
    assert told(repaired) == [(8, "link-differs")]
    text = project.page_path("pl", "names").read_text(encoding="utf-8")
    assert "learn.microsoft.com/pl-pl/azure/machine-learning/how-to-train-model" in text


def test_what_the_page_says_is_meant_to_be_so_is_left(project: Project, edit: Edit) -> None:
    edit(
        PAGE,
        "## Policz wiersze {#count}",
        "<!-- i18n-ignore heading-id: an old bookmark -->\n## Policz wiersze {#c}",
    )
    assert fix(project).repairs == ()


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Program otwiera plik i liczy jego wiersze.\n\n", "", 1),
        ("liczy jego wiersze.", "liczy jego wiersze.\n\nTo zdanie nie ma źródła.", 25),
    ],
)
def test_a_page_that_does_not_align_is_left_alone_and_told(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str], old: str, new: str, line: int
) -> None:
    edit(PAGE, old, new)
    edit(PAGE, "{#count}", "{#policz}")
    before = project.page_path("pl", "guide").read_bytes()
    code, out, _ = run(project, capsys, "fix", "guide", "--lang", "pl")
    assert code == FINDINGS
    assert f"docs/pl/guide.md:{line}: structure differs, left alone: the paragraph" in out
    assert project.page_path("pl", "guide").read_bytes() == before


def test_a_defect_that_had_been_accepted_is_repaired_and_stays_accepted(project: Project, edit: Edit) -> None:
    remark = "<!-- i18n-ignore link-differs: for now -->\n"
    edit(PAGE, "Ta strona", f"{remark}Ta strona")
    edit(PAGE, "https://docs.python.org/3/", "https://x.org/")
    assert not accept(project, "pl", Part("guide"), Signature("Ewa", "2026-12-01")).refusals
    edit(PAGE, remark, "")
    before = entries(project)
    repaired = fix(project)
    assert repaired.kept == 1
    assert states(project) == {}
    ((old, new),) = ((before[id_], entry) for id_, entry in entries(project).items() if entry != before[id_])
    assert old.target != new.target
    assert (
        (old.source, old.by, old.date) == (new.source, new.by, new.date) == (old.source, "Ewa", "2026-12-01")
    )


def test_words_that_somebody_edited_stay_edited(project: Project, edit: Edit) -> None:
    edit(PAGE, "wymaga biblioteki", "potrzebuje biblioteki")
    edit(PAGE, "index.md#the-workspace", "index.md#x")
    lock = project.lock_path("pl", "guide").read_bytes()
    assert told(fix(project)) == [(8, "link-differs")]
    assert states(project) == {"edited": 1}
    assert project.lock_path("pl", "guide").read_bytes() == lock


@needs_git
def test_a_repair_does_not_hide_that_the_words_of_the_source_changed(literal: Project, edit: Edit) -> None:
    commit(literal)
    edit(
        "docs/en/guide.md",
        "# Start it\naz ml job create --file job.yml",
        "# Start it now\naz ml job create --file new.yml",
    )
    assert [code for _, code in told(fix(literal))] == ["code-differs"]
    assert "--file new.yml" in literal.page_path("pl", "guide").read_text(encoding="utf-8")
    assert states(literal) == {"stale": 1}
    refused = accept(literal, "pl", Part("guide"), Signature("Ewa", "2026-12-01")).refusals
    assert [finding.code for finding in refused] == ["not-changed"]


@needs_git
def test_a_change_of_code_alone_is_followed_and_settles_the_block(literal: Project, edit: Edit) -> None:
    commit(literal)
    before = entries(literal)
    edit("docs/en/guide.md", "--file job.yml", "--file new.yml")
    assert states(literal) == {"stale": 1}
    assert fix(literal).kept == 1
    assert states(literal) == {}
    changed = [(before[id_], entry) for id_, entry in entries(literal).items() if entry != before[id_]]
    assert [(new.by, new.date) for _, new in changed] == [(old.by, old.date) for old, _ in changed]
    assert 'new.yml --name "<' in literal.page_path("pl", "guide").read_text(encoding="utf-8")


@needs_git
def test_a_link_that_moved_is_followed_and_settles_the_block(project: Project, edit: Edit) -> None:
    commit(project)
    edit("docs/en/guide.md", "index.md#the-workspace", "names.md#the-workspace")
    assert states(project) == {"stale": 1}
    assert told(fix(project)) == [(8, "link-differs")]
    assert states(project) == {}
    edit("docs/en/guide.md", "1,309 passengers", "1,310 passengers")
    assert states(project) == {"stale": 1}


def test_without_the_old_source_a_stale_paragraph_is_left(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "index.md#the-workspace", "names.md#the-workspace")
    assert fix(project).repairs == ()
    assert states(project) == {"stale": 1}


@needs_git
def test_a_link_that_moved_with_its_words_is_left_to_people(project: Project, edit: Edit) -> None:
    commit(project)
    edit("docs/en/guide.md", "[workspace page](index.md#the-workspace)", "[page of names](names.md)")
    assert fix(project).repairs == ()
    assert states(project) == {"stale": 1}


def test_a_page_without_a_lock_is_repaired(unaccepted: Project, edit: Edit) -> None:
    edit(PAGE, "{#count}", "{#policz}")
    assert told(repair_page(unaccepted, "pl", "guide", write=True)) == [(19, "heading-id")]
    assert not unaccepted.lock_path("pl", "guide").exists()


def test_a_lost_bullet_of_the_seed_pages_comes_back(project: Project, edit: Edit) -> None:
    text = project.page_path("ja", "guide").read_text(encoding="utf-8")
    items = [line for line in text.split("\n") if line.startswith("- ")]
    project.page_path("ja", "guide").write_text(text.replace(items[1], items[1][2:]), encoding="utf-8")
    repaired = repair_page(project, "ja", "guide", write=True)
    assert [repair.code for repair in repaired.repairs] == ["lost-bullet"]
    assert project.page_path("ja", "guide").read_text(encoding="utf-8") == text


def test_json_tells_each_repair(project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    edit(PAGE, "{#count}", "{#policz}")
    report = json.loads(run(project, capsys, "fix", "--check", "--format", "json")[1])
    assert report["written"] is False
    assert report["pages"] == [
        {
            "path": PAGE,
            "refusal": None,
            "lock_lines": 0,
            "repairs": [{"line": 19, "code": "heading-id", "message": "id is #count again"}],
        }
    ]


def test_the_pages_of_this_project_need_no_repair() -> None:
    from translation_drift.project import load_project

    handbook = load_project(Path(__file__).parents[2])
    for language in handbook.translations:
        for page in set(handbook.pages(language)) & set(handbook.pages("en")):
            assert repair_page(handbook, language, page, write=False).refusal == ""
