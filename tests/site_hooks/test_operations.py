"""The table of operations: in each language, in place of its line, with what the list says."""

import json
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from markdown_pages import languages, read_page
from site_hooks import operations
from site_hooks.errors import SiteError
from site_hooks.page_edits import Edit
from site_hooks.texts import texts

from .conftest import ROOT

LANGUAGES = languages(ROOT / "mkdocs.yml")
JOB, CANCEL = "GET {workspace}/jobs/{job}", "POST {workspace}/jobs/{job}/cancel"
LIST: dict[str, Any] = {
    "azure_ai_ml": "1.2.3",
    "job_kinds": ["Command", "Pipeline"],
    "recorded": {JOB: "2022-08..2023-05"},
    "operations": {
        "jobs.begin_cancel": {"state": "runs", "tests": {"tests/a.py::b": [CANCEL, JOB]}},
        "jobs.validate": {"state": "client", "tests": {"tests/a.py::c": []}},
        "online_endpoints.get": {"state": "refused", "by": CANCEL, "requests": [JOB, CANCEL]},
        "online_endpoints.list": {"state": "sdk_refuses", "error": "Type<Error>", "requests": []},
    },
    "ignored": [
        {
            "id": "x",
            "operation": "jobs.begin_cancel",
            "what": ["force", "wait"],
            "why": {language: f"Why in {language}." for language in LANGUAGES},
        }
    ],
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "docs" / "en").mkdir(parents=True)
    (tmp_path / "docs" / "operations.json").write_text(json.dumps(LIST))
    (tmp_path / "docs" / "en" / "page.md").write_text("# Page\n\n<!-- operations -->\n\nText.\n")
    return tmp_path


def made(root: Path, language: str = "en") -> list[Edit]:
    page = read_page(root / "docs" / "en" / "page.md", root / "docs")
    return list(operations.edits(page, root, language, texts(language)))


def row(root: Path, name: str, language: str = "en") -> Tag:
    html = BeautifulSoup("".join(edit.html for edit in made(root, language)), "html.parser")
    (found,) = (each for each in html.select("tbody tr") if each.select_one("th code").text == name)  # pyright: ignore[reportOptionalMemberAccess]
    return found


def test_each_group_has_a_heading_with_an_anchor_and_a_table(root: Path) -> None:
    edits = made(root)
    headings = [edit.markdown[0] for edit in edits if edit.markdown]
    assert headings == ["### `jobs` {#sdk-jobs}", "### `online_endpoints` {#sdk-online-endpoints}"]
    assert (edits[0].first, edits[0].last) == (3, 3)
    assert [edit.first for edit in edits[1:]] == [4] * 4


def test_the_states_are_counted(root: Path) -> None:
    assert made(root)[0].html == (
        "<p>azure-ai-ml 1.2.3 has 4 operations. Runs: 1. Done by the SDK alone: 1. Refused with 501: 1. "
        "Refused by the SDK: 1. Kinds of jobs that run: Command, Pipeline.</p>"
    )


def test_what_runs_shows_its_tests_and_its_evidence(root: Path) -> None:
    found = row(root, "begin_cancel")
    assert found.select("td")[0].text.startswith("runs")
    assert found.select("summary")[0].text == "2022-08 – 2023-05, requests: 1 of 2"
    items = [each.text for each in found.select("li")]
    assert items == [f"{JOB}: 2022-08 – 2023-05", f"{CANCEL}: none", "tests/a.py::b"]


def test_what_is_ignored_is_said_with_the_operation(root: Path) -> None:
    assert row(root, "begin_cancel").select(".handbook-ignored")[0].text == (
        "Accepted but ignored: force, wait. Why in en."
    )
    assert not row(root, "get").select(".handbook-ignored")


def test_a_refusal_names_what_was_refused_first(root: Path) -> None:
    found = row(root, "get")
    assert found.select("td")[0].text == "501"
    assert [each.text for each in found.select("li")] == [f"{CANCEL}: none", f"{JOB}: 2022-08 – 2023-05"]


def test_without_a_request_there_is_no_evidence_to_show(root: Path) -> None:
    found = row(root, "list")
    assert [each.text for each in found.select("td")] == ["refused by the SDK: Type<Error>", "no request"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_its_words(root: Path, language: str) -> None:
    found = row(root, "begin_cancel", language)
    words = texts(language)["operations"]
    assert found.select("td")[0].text.startswith(words["states"]["runs"])
    assert found.select(".handbook-ignored")[0].text.endswith(f"Why in {language}.")


def test_a_page_that_does_not_ask_gets_nothing(root: Path) -> None:
    (root / "docs" / "operations.json").unlink()
    (root / "docs" / "en" / "page.md").write_text("# Page\n\nText.\n")
    assert made(root) == []


def test_a_missing_list_is_an_error_that_says_what_to_do(root: Path) -> None:
    (root / "docs" / "operations.json").unlink()
    with pytest.raises(SiteError, match=r"docs/operations\.json cannot be read .*--approve"):
        made(root)


def test_the_list_that_is_kept_can_be_shown_in_each_language() -> None:
    document = json.loads((ROOT / operations.FILE).read_text("utf-8"))
    for language in LANGUAGES:
        listing = operations.Listing(document, language, texts(language)["operations"])
        shown = listing.table(list(listing.rows))
        assert shown.count('<th scope="row">') == len(document["operations"])
        assert shown.count("handbook-ignored") == len(document["ignored"])
