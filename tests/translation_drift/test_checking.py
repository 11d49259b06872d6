from translation_drift.checking import check_project
from translation_drift.findings import Severity
from translation_drift.project import Project
from translation_drift.selection import Selection

from .conftest import Edit


def check(project: Project) -> dict[tuple[str, str], Severity]:
    report = check_project(project, Selection())
    return {(finding.path, finding.code): finding.severity for finding in report.findings}


def test_an_accepted_tree_has_no_findings(project: Project) -> None:
    assert check(project) == {}


def test_a_change_of_the_source_warns_and_never_fails(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its 12 lines with `len`.\n\nThen it ends.")
    edit("docs/en/guide.md", "- A folder for the results of the job.\n", "")
    edit("docs/en/guide.md", "index.md#the-workspace", "index.md#new")
    edit("samples/jobs/submit.py", "total = len(lines)", "total = len(lines) - 1")
    found = check(project)
    assert {code for _, code in found} == {"stale", "missing", "extra"}
    assert set(found.values()) == {Severity.WARNING}


def test_a_translation_that_was_changed_and_not_accepted_fails(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", "liczy jego wiersze.", "policzy jego wiersze.")
    assert check(project) == {("docs/pl/guide.md", "lock-behind"): Severity.ERROR}


def test_a_new_translation_that_nobody_accepted_fails(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its lines.\n\nThen it prints the number.")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "liczy jego wiersze.\n\nPotem wypisuje tę liczbę.")
    assert check(project)["docs/pl/guide.md", "lock-behind"] is Severity.ERROR


def test_a_translation_that_lost_a_block_fails(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", "Program otwiera plik i liczy jego wiersze.\n\n", "")
    assert check(project) == {("docs/pl/guide.md", "block-lost"): Severity.ERROR}


def test_a_defect_fails_and_is_told_at_its_line(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", "liczy jego wiersze.", "liczy wiersze w trybie serwerless.")
    report = check_project(project, Selection())
    assert [(finding.line, finding.code) for finding in report.findings] == [
        (23, "avoid-term"),
        (23, "lock-behind"),
    ]


def test_missing_locks_fail_and_missing_pages_are_told(project: Project) -> None:
    project.page_path("ja", "index").unlink()
    project.lock_path("pl", "index").unlink()
    project.page_path("ru", "alone").write_text("# Одна\n", encoding="utf-8")
    assert check(project) == {
        ("docs/ja/index.md", "page-missing"): Severity.WARNING,
        ("i18n/state/ja/index.lock", "lock-orphaned"): Severity.ERROR,
        ("i18n/state/pl/index.lock", "lock-missing"): Severity.ERROR,
        ("docs/ru/alone.md", "page-orphaned"): Severity.ERROR,
    }


def test_a_lock_that_was_edited_by_hand_fails_at_its_line(project: Project, edit: Edit) -> None:
    path = project.lock_path("pl", "guide")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[8] = lines[8].replace("translated", "reviewed  ")
    path.write_text("".join(lines), encoding="utf-8")
    (finding,) = check_project(project, Selection()).findings
    assert (finding.path, finding.line, finding.code) == ("i18n/state/pl/guide.lock", 9, "lock-broken")


def test_a_lock_of_another_page_fails(project: Project) -> None:
    source, target = project.lock_path("pl", "index"), project.lock_path("pl", "guide")
    target.write_bytes(source.read_bytes())
    assert ("i18n/state/pl/guide.lock", "lock-broken") in check(project)


def test_a_lock_that_the_tool_would_write_otherwise_fails(project: Project) -> None:
    path = project.lock_path("pl", "index")
    path.write_bytes(path.read_bytes() + b"\n")
    assert ("i18n/state/pl/index.lock", "lock-broken") in check(project)


def test_a_lock_without_the_line_of_a_block_fails(project: Project) -> None:
    path = project.lock_path("pl", "guide")
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:8] + lines[9:]), encoding="utf-8")
    assert ("docs/pl/guide.md", "lock-behind") in check(project)


def test_english_pages_are_linted(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "images/cycle.svg", "images/none.svg")
    assert check(project)["docs/en/guide.md", "image-missing"] is Severity.ERROR
