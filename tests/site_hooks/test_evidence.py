"""A mark of proof stands under what was run, as it was run, and nowhere else."""

import hashlib
import json
from dataclasses import fields
from typing import Any

import pytest
from bs4 import Tag
from site_hooks.texts import texts
from snippets.results import VERSION, Result

from .conftest import LANGUAGES, Handbook
from .test_code import INNER, WHOLE

LINES = {WHOLE: 9, INNER: 21}
"""Lines of the first fences of a page that show these texts."""


def result(language: str = "en", text: str = WHOLE, **changes: Any) -> dict[str, Any]:
    return {
        "page": "first-job",
        "language": language,
        "line": LINES[text],
        "embed": f"jobs/greet.py:{'whole' if text == WHOLE else 'inner'}",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "program": "python 3.11.7",
        "date": "2026-11-21T23:33:12Z",
        "seconds": 3.14,
        "azure_ai_ml": "1.35.2",
        "workspace": "local",
        "outcome": "passed",
    } | changes


def write(handbook: Handbook, *results: dict[str, Any], version: int = VERSION) -> None:
    content = {"version": version, "results": results}
    (handbook.root / "build" / "snippets.json").write_text(json.dumps(content), encoding="utf-8")


def marks(handbook: Handbook, language: str = "en", page: str = "first-job") -> list[Tag]:
    return handbook.html(language, page).select(".handbook-proof")


def test_the_fields_are_those_that_the_tests_write() -> None:
    assert {field.name for field in fields(Result)} == set(result())


def test_without_results_there_is_no_mark(plain: Handbook) -> None:
    for _, html in plain.all_html():
        assert not html.select(".handbook-proof")


def summary(mark: Tag) -> str:
    assert mark.name == "details"
    assert "open" not in mark.attrs
    assert mark.summary
    return mark.summary.get_text()


def facts(mark: Tag) -> dict[str, str]:
    terms, texts = mark.select("dt"), mark.select("dd")
    return {term.get_text(): text.get_text() for term, text in zip(terms, texts, strict=True)}


def test_a_mark_stands_below_its_fence_and_says_what_ran(handbook: Handbook) -> None:
    write(handbook, result())
    assert handbook.build() == []
    [mark] = marks(handbook)
    code = mark.find_previous_sibling()
    assert isinstance(code, Tag)
    assert code.get_text() == WHOLE
    assert summary(mark) == "Run on November 21, 2026 · local workspace, never run on real Azure"
    assert facts(mark) == {
        "Program": "python 3.11.7",
        "azure-ai-ml": "1.35.2",
        "Locally": "November 21, 2026 · 3.1 sec",
        "On real Azure": "never",
        "Whole program": "jobs/greet.py",
    }
    assert not marks(handbook, page="introduction")
    assert not marks(handbook, "pl")


@pytest.mark.parametrize(
    ("language", "date", "seconds"),
    [
        ("ja", "2026 年 11 月 21 日", "3.1 秒"),
        ("zh-TW", "2026 年 11 月 21 日", "3.1 秒"),
        ("pl", "21 listopada 2026\u00a0r.", "3,1 sek."),
        ("ru", "21 ноября 2026\u00a0г.", "3,1 с"),  # noqa: RUF001
    ],
)
def test_a_mark_is_in_the_readers_language(
    handbook: Handbook, language: str, date: str, seconds: str
) -> None:
    write(handbook, *(result(other) for other in LANGUAGES))
    assert handbook.build(language) == []
    [mark] = marks(handbook, language)
    assert mark["lang"] == language
    words = texts(language)["proof"]
    assert date in summary(mark)
    assert words["workspace"]["local"] in summary(mark)
    assert facts(mark)[words["facts"]["local"]] == f"{date} · {seconds}"
    assert facts(mark)[words["facts"]["azure"]] == words["never"]


def test_an_untranslated_page_shows_the_proof_of_the_english_one(handbook: Handbook) -> None:
    write(handbook, result(page="setup"))
    assert handbook.build("pl") == []
    [mark] = marks(handbook, "pl", "setup")
    assert mark["lang"] == "pl"
    assert "21 listopada 2026" in mark.get_text()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"program": "bash, az (stand-in)"}, {"Program": "bash, a stand-in for az"}),
        ({"program": "bash, az"}, {"Program": "bash, az"}),
        ({"workspace": "real"}, {"Locally": "never", "On real Azure": "November 21, 2026 · 3.1 sec"}),
        ({"azure_ai_ml": None}, {"azure-ai-ml": None}),
        ({"seconds": 0.0}, {"Locally": "November 21, 2026"}),
        ({"program": "azure-ai-ml"}, {"Program": "loaded by the SDK"}),
    ],
)
def test_a_mark_names_what_ran_it(
    handbook: Handbook, changes: dict[str, Any], said: dict[str, str | None]
) -> None:
    write(handbook, result(**changes))
    assert handbook.build("en") == []
    [mark] = marks(handbook)
    assert {term: facts(mark).get(term) for term in said} == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"workspace": "real"}, "Run on November 21, 2026 · workspace on real Azure"),
        (
            {"workspace": "none"},
            "Run on November 21, 2026 · without a workspace, never run on real Azure",
        ),
        (
            {"program": "json"},
            "Checked on November 21, 2026 · local workspace, never run on real Azure",
        ),
    ],
)
def test_a_mark_says_in_one_line_when_and_where(
    handbook: Handbook, changes: dict[str, Any], said: str
) -> None:
    write(handbook, result(**changes))
    assert handbook.build("en") == []
    [mark] = marks(handbook)
    assert summary(mark) == said


def test_what_ran_locally_and_on_azure_says_both(handbook: Handbook) -> None:
    azure = result(workspace="real", date="2026-11-20T01:00:00Z", seconds=61.0, azure_ai_ml="1.34.0")
    write(handbook, result(), azure)
    assert handbook.build("en") == []
    [mark] = marks(handbook)
    assert summary(mark) == "Run on November 20, 2026 · workspace on real Azure"
    assert facts(mark)["azure-ai-ml"] == "1.34.0"
    assert facts(mark)["Locally"] == "November 21, 2026 · 3.1 sec"
    assert facts(mark)["On real Azure"] == "November 20, 2026 · 61 sec"


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": "failed"},
        {"sha256": hashlib.sha256(INNER.encode()).hexdigest()},
        {"embed": "jobs/greet.py"},
        {"line": 10},
        {"page": "index", "line": 999},
    ],
)
def test_what_is_no_proof_of_the_shown_text_makes_no_mark(
    handbook: Handbook, changes: dict[str, Any]
) -> None:
    write(handbook, result(**changes))
    assert handbook.build("en") == []
    assert not marks(handbook)


def test_an_edited_sample_loses_its_mark(handbook: Handbook) -> None:
    write(handbook, result(), result(text=INNER))
    sample = handbook.root / "samples/jobs/greet.py"
    sample.write_text(sample.read_text().replace("import sys", "import sys  # new"))
    assert handbook.build("en") == []
    assert len(marks(handbook)) == 1


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 1}', '{"version": 1, "results": [1]}'])
def test_a_file_that_is_no_result_makes_no_mark(handbook: Handbook, content: str) -> None:
    (handbook.root / "build" / "snippets.json").write_text(content)
    assert handbook.build("en") == []
    assert not marks(handbook)


def test_another_version_of_the_file_makes_no_mark(handbook: Handbook) -> None:
    write(handbook, result(), version=VERSION + 1)
    assert handbook.build("en") == []
    assert not marks(handbook)


def test_a_mark_in_a_list_stays_in_the_list(handbook: Handbook) -> None:
    write(handbook, result(text=INNER))
    assert handbook.build("en") == []
    assert handbook.html("en", "first-job").select_one("li > .handbook-proof")
