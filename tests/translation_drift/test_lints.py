"""Every rule: a page that it is right about, at the right line, and the mended page."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.linting import lint_project
from translation_drift.project import Project
from translation_drift.registry import rules
from translation_drift.selection import Selection


@dataclass(frozen=True)
class Case:
    code: str
    language: str
    english: str
    bad: str
    line: int
    good: str
    elsewhere: Mapping[str, str] | None = None
    """A page in `english` and its `translation` from which it can be learnt which words go together."""

    def write(self, project: Project, page: str, text: str) -> None:
        """Writes the page in English, a text as its translation, and the page to learn from."""
        project.page_path("en", page).write_text(self.english, encoding="utf-8")
        project.page_path(self.language, page).write_text(text, encoding="utf-8")
        if self.elsewhere:
            english, learnt = (project.page_path(each, f"beside-{page}") for each in ("en", self.language))
            english.write_text(self.elsewhere["english"], encoding="utf-8")
            learnt.write_text(self.elsewhere["translation"], encoding="utf-8")


CASES = [
    Case(path.stem, **case)
    for path in sorted((Path(__file__).parent / "lints").glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]


def lint(project: Project, case: Case, text: str) -> list[tuple[int, str]]:
    case.write(project, "page", text)
    report = lint_project(project, Selection((case.language,), ("page",)))
    return [(finding.line, finding.code) for finding in report.findings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.language}")
def test_the_defect_is_found_at_its_line(unaccepted: Project, case: Case) -> None:
    assert (case.line, case.code) in lint(unaccepted, case, case.bad)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{case.language}")
def test_the_mended_page_has_no_findings(unaccepted: Project, case: Case) -> None:
    assert lint(unaccepted, case, case.good) == []


def test_every_rule_has_a_case() -> None:
    assert {case.code for case in CASES} == set(rules())


@pytest.mark.parametrize("code", rules())
def test_every_rule_is_documented(code: str) -> None:
    assert rules()[code].summary.endswith(".")
    assert len(rules()[code].explanation.splitlines()) >= 3


def test_the_clean_pages_have_no_findings(project: Project) -> None:
    report = lint_project(project, Selection())
    assert report.pages == 15
    assert report.findings == []


def test_a_word_that_the_glossary_avoids_is_reported_once(unaccepted: Project) -> None:
    case = Case("avoid-term", "zh-TW", "The data is small.\n", "這份數據很小。\n", 1, "這份資料很小。\n")
    assert lint(unaccepted, case, case.bad) == [(1, "avoid-term")]
    assert lint(unaccepted, case, "這份視頻很小。\n") == [(1, "simplified-chinese")]


@pytest.mark.parametrize("case", [case for case in CASES if case.elsewhere], ids=lambda case: case.language)
def test_what_somebody_accepted_is_not_suspected(unaccepted: Project, case: Case) -> None:
    assert (case.line, case.code) in lint(unaccepted, case, case.bad)
    acceptance = accept(unaccepted, case.language, Part("page"), Signature("Tester", "2026-11-22"))
    assert acceptance.refusals == []
    assert lint(unaccepted, case, case.bad) == []
    edited = case.bad.replace(".", "!").replace("。", "!").replace(" {#", "! {#")
    assert (case.line, case.code) in lint(unaccepted, case, edited)
