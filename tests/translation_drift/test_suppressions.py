from translation_drift.linting import lint_project
from translation_drift.project import Project
from translation_drift.selection import Selection

from .conftest import Edit

LINE = "liczy jego wiersze."
DEFECT = "liczy je w trybie serwerless."


def codes(project: Project) -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    report = lint_project(project, Selection(("pl",), ("guide",)))
    return (
        [(finding.line, finding.code) for finding in report.findings],
        [(suppressed.finding.line, suppressed.reason) for suppressed in report.suppressed],
    )


def test_a_remark_of_its_own_covers_the_block_behind_it(project: Project, edit: Edit) -> None:
    edit(
        "docs/pl/guide.md",
        f"Program otwiera plik i {LINE}",
        f"<!-- i18n-ignore avoid-term: a quotation -->\n\n{DEFECT}",
    )
    assert codes(project) == ([], [(25, "a quotation")])


def test_a_remark_in_a_line_covers_that_line(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", LINE, f"{DEFECT} <!-- i18n-ignore avoid-term: a quotation -->")
    assert codes(project) == ([], [(23, "a quotation")])


def test_a_remark_for_another_rule_covers_nothing(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", LINE, f"{DEFECT} <!-- i18n-ignore mojibake: a quotation -->")
    assert codes(project) == ([(23, "avoid-term")], [])


def test_a_remark_without_a_reason_is_a_finding_and_covers_nothing(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", LINE, f"{DEFECT} <!-- i18n-ignore avoid-term -->")
    assert codes(project) == ([(23, "avoid-term"), (23, "bad-suppression")], [])


def test_a_remark_for_an_unknown_rule_is_a_finding(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", LINE, f"{LINE} <!-- i18n-ignore nonsense: why -->")
    assert codes(project) == ([(23, "bad-suppression")], [])


def test_a_remark_is_no_change_of_the_translation(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", LINE, f"{LINE} <!-- i18n-ignore avoid-term: why -->")
    assert codes(project) == ([], [])
