"""A project with findings of every kind, in the formats that other programs rely on."""

import importlib
import io
import json
import pkgutil
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from translation_drift import reports
from translation_drift.adoption import Outcome
from translation_drift.checking import check_project
from translation_drift.codes import explanations
from translation_drift.cost import NEW
from translation_drift.linting import LintReport
from translation_drift.project import Project, load_project
from translation_drift.registry import rules
from translation_drift.reports import show
from translation_drift.reports.findings import FindingsReport
from translation_drift.sample_comments import comments_path
from translation_drift.selection import Selection
from translation_drift.severity import DriftSeverity
from translation_drift.urgency import Urgency

from .test_formats import SARIF_SCHEMA
from .test_lints import CASES

SCHEMAS = sorted(path.name for path in (files("translation_drift") / "reports" / "schemas").iterdir())
OTHERS = {
    "comment-broken", "comment-extra", "comment-missing", "comment-orphaned", "comment-stale",
    "lock-behind", "lock-broken", "lock-missing", "lock-orphaned", "page-missing", "page-orphaned",
    "stale", "missing", "extra", "moved", "untranslated", "bad-suppression",
}  # fmt: skip


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def spoil_locks_and_blocks(project: Project) -> None:
    english, polish = project.page_path("en", "guide"), project.page_path("pl", "guide")
    replace(english, "counts its lines.", "counts its columns.")
    replace(english, "## What comes next", "One more.\n\n## What comes next")
    replace(english, "    The table is part of a library that you have installed already.\n", "")
    replace(english, "- A folder for the results of the job.\n", "")
    replace(english, "## Count the lines", "- A folder for the results of the job.\n\n## Count the lines")
    replace(polish, "Ta strona wczytuje", "Strona wczytuje <!-- i18n-ignore avoid-term -->")
    names = project.page_path("ja", "index")
    names.write_text(project.page_path("en", "index").read_text("utf-8"), encoding="utf-8")
    lock = project.lock_path("ru", "index")
    lock.write_text(lock.read_text("utf-8").replace("reviewed", "translated") + "?\n", encoding="utf-8")
    project.page_path("ru", "guide").unlink()
    project.page_path("zh-TW", "gone").write_text("# 一\n", encoding="utf-8")


def spoil_comments(project: Project) -> None:
    sample = project.samples / "jobs" / "submit.py"
    replace(sample, "total = len(lines)", "# once more\ntotal = len(lines)  # without the head")
    for language, name, text in (
        ("pl", "jobs/submit.py", "without the heads: bez\nquite another thing: inne\n"),
        ("ja", "jobs/submit.py", "without the head: noqa\n"),
        ("pl", "jobs/gone.py", "a: b\n"),
    ):
        path = comments_path(project, language, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def report(accepted_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> LintReport:
    """What `i18n check` says when everything is wrong at once."""
    root = tmp_path_factory.mktemp("every-kind") / "tree"
    shutil.copytree(accepted_tree, root)
    project = load_project(root)
    for number, case in enumerate(CASES):
        case.write(project, f"case-{number}", case.bad)
    spoil_locks_and_blocks(project)
    spoil_comments(project)
    replace(project.page_path("pl", "names"), "# ", "# serwerless <!-- i18n-ignore avoid-term: said so --> ")
    return check_project(project, Selection())


def written(report: LintReport, form: str) -> Any:
    out = io.StringIO()
    show(FindingsReport(report, ("a note",), "a patch"), form, out)
    return json.loads(out.getvalue())


def test_every_code_is_found(report: LintReport) -> None:
    codes = {finding.code for finding in report.findings}
    assert codes == set(rules()) | OTHERS
    assert codes <= set(explanations())
    assert len(report.suppressed) == 1


def test_json_of_every_kind_is_as_its_schema_says(report: LintReport) -> None:
    content = written(report, "json")
    path = f"{content['schema']['name']}-{content['schema']['version']}.json"
    schema = json.loads((files("translation_drift") / "reports" / "schemas" / path).read_text("utf-8"))
    Draft202012Validator(schema).validate(content)  # pyright: ignore[reportUnknownMemberType]
    assert len(content["findings"]) == len(report.findings)


def test_sarif_of_every_kind_is_as_its_schema_says(report: LintReport) -> None:
    content = written(report, "sarif")
    Draft7Validator(SARIF_SCHEMA).validate(content)  # pyright: ignore[reportUnknownMemberType]
    assert len(content["runs"][0]["results"]) == len(report.findings) + len(report.suppressed)


def versions_of_the_tool() -> dict[str, int]:
    """The version of the JSON form of each report, by its name."""
    found: dict[str, int] = {}
    for info in pkgutil.iter_modules(reports.__path__):
        for thing in vars(importlib.import_module(f"{reports.__name__}.{info.name}")).values():
            if isinstance(thing, type) and {"name", "version"} <= vars(thing).keys():
                found[vars(thing)["name"]] = vars(thing)["version"]
    return found


def test_every_report_has_its_schema() -> None:
    assert {f"{name}-{version}.json" for name, version in versions_of_the_tool().items()} == {*SCHEMAS}


def schema_of(report: str) -> dict[str, Any]:
    path = files("translation_drift") / "reports" / "schemas" / f"{report}.json"
    return json.loads(path.read_text("utf-8"))["properties"]


def test_a_schema_names_all_that_a_field_may_say() -> None:
    urgencies = schema_of("i18n-todo-1")["tasks"]["items"]["properties"]["urgency"]
    assert urgencies == {"enum": list(Urgency)}
    outcomes = schema_of("i18n-adoption-1")["pages"]["items"]["properties"]["outcome"]
    assert outcomes == {"enum": list(Outcome)}
    changes = schema_of("i18n-cost-1")["blocks"]["items"]["properties"]["change"]
    assert changes == {"enum": [NEW, *DriftSeverity]}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_of_the_version_that_the_tool_writes(name: str) -> None:
    schema = json.loads((files("translation_drift") / "reports" / "schemas" / name).read_text("utf-8"))
    said = schema["properties"]["schema"]["properties"]
    report, version = said["name"]["const"], said["version"]["const"]
    assert name == f"{report}-{version}.json"
    assert schema["$id"] == f"urn:i18n:{report}:{version}"
    assert versions_of_the_tool()[report] == version
