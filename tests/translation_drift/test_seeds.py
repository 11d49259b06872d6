from pathlib import Path
from typing import Any

import pytest
import yaml
from translation_drift.linting import lint_project
from translation_drift.project import Project
from translation_drift.selection import Selection

CASES = sorted((Path(__file__).parent / "seeds").glob("*.yml"))


def findings(project: Project, case: dict[str, Any], text: str) -> list[tuple[int, str]]:
    project.page_path("en", "seed").write_text(case["english"], encoding="utf-8")
    project.page_path(case["language"], "seed").write_text(text, encoding="utf-8")
    report = lint_project(project, Selection((case["language"],), ("seed",)))
    assert report.pages == 1
    assert report.suppressed == []
    return sorted({(finding.line, finding.code) for finding in report.findings})


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_defect_of_the_seeds_is_found_at_its_line(unaccepted: Project, path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    expected = {(place["line"], place["code"]) for place in case["found"]}
    assert expected <= set(findings(unaccepted, case, case["excerpt"]))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_the_mended_text_has_no_findings(unaccepted: Project, path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert findings(unaccepted, case, case["mended"]) == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_an_excerpt_is_short(path: Path) -> None:
    case = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert 1 <= len(case["excerpt"].splitlines()) <= 3
