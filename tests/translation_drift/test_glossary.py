from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import pytest
import yaml
from markdown_pages.safe_yaml import FAST, SLOW, node_and_content
from translation_drift.checking import check_project
from translation_drift.errors import ConfigurationError
from translation_drift.glossary import UNVERIFIED, read_glossary
from translation_drift.project import Project
from translation_drift.selection import Selection

GLOSSARIES = sorted((Path(__file__).parents[2] / "i18n" / "glossary").glob("*.yml"))
HEAD = "language: pl\nsources:\n  rbac: https://learn.microsoft.com/pl-pl/\n"
TERM = "terms:\n  - term: tag\n    target: tag\n    source: rbac\n    checked: 2026-11-21\n"


def test_each_translation_has_a_glossary() -> None:
    assert [path.stem for path in GLOSSARIES] == ["ja", "pl", "ru", "zh-TW"]


@pytest.mark.parametrize("path", GLOSSARIES, ids=lambda path: path.stem)
def test_a_glossary_has_the_terms_of_azure_machine_learning(path: Path) -> None:
    terms = {term.term for term in read_glossary(path)}
    assert len(terms) >= 40
    assert {
        "workspace",
        "compute cluster",
        "serverless compute",
        "job",
        "data asset",
        "managed identity",
    } <= terms


@pytest.mark.parametrize("path", GLOSSARIES, ids=lambda path: path.stem)
def test_terms_come_from_microsoft_or_say_that_they_do_not(path: Path) -> None:
    for term in read_glossary(path):
        assert term.source == UNVERIFIED or term.source.startswith("https://learn.microsoft.com/"), term.term


@pytest.mark.parametrize(
    "form", ["serwerless", "Serwerlessowy", "serwerlessowych", "serwerlessem", "serwerles", "serverlessowa"]
)
def test_all_forms_of_the_loan_word_are_avoided(form: str) -> None:
    terms = read_glossary(next(path for path in GLOSSARIES if path.stem == "pl"))
    assert any(avoid.pattern.search(form) for term in terms for avoid in term.avoid)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("terms: nothing\n", "expected `terms:`"),
        ("a: [\n", "not readable as YAML"),
        (HEAD + TERM.replace("target", "translation"), "term 1 lacks target"),
        (HEAD + TERM + "    form: tag\n", "term 1 has unknown keys: form"),
        (HEAD + TERM.replace("rbac", "somewhere"), "'somewhere' is not under `sources:`"),
        (HEAD + TERM + TERM.removeprefix("terms:\n"), "term 'tag' stands here twice"),
        (HEAD + TERM + '    forms: ["tag("]\n', "no valid pattern"),
        (
            HEAD + TERM + "    forms: [etykiet]\n",
            "pl.yml:5: none of the `forms` of 'tag' matches its `target`",
        ),
        (
            HEAD + TERM + "    avoid: [{form: tag, why: loan}]\n",
            "pl.yml:5: 'tag' is to be said as 'tag', and",
        ),
    ],
)
def test_a_wrong_glossary_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "pl.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=r"pl\.yml(:\d+)?: ") as refusal:
        read_glossary(path)
    assert message in str(refusal.value)


def test_a_form_matches_from_the_start_of_a_word(tmp_path: Path) -> None:
    path = tmp_path / "pl.yml"
    path.write_text(HEAD + TERM + '    forms: ["tag\\\\w*"]\n', encoding="utf-8")
    (form,) = read_glossary(path)[0].forms
    assert form.search("kilka tagów")
    assert not form.search("metatag")


@pytest.mark.parametrize(
    ("code", "avoid"),
    [
        ("term-missing", "[]"),
        ("avoid-term", '[{form: "zada\\\\w+", why: no longer said}]'),
    ],
)
def test_a_changed_term_reopens_every_page_that_uses_the_old_one(
    project: Project, code: str, avoid: str
) -> None:
    term = f"    forms: [robot]\n    avoid: {avoid}\n"
    glossary = HEAD + TERM.replace("target: tag", "target: robota").replace("term: tag", "term: job") + term
    project.glossary_path("pl").write_text(glossary, encoding="utf-8")
    found = [it for it in check_project(project, Selection(("pl",))).findings if it.code == code]
    assert {it.path for it in found} == {"docs/pl/guide.md", "docs/pl/index.md", "docs/pl/names.md"}
    assert all("'job'" in it.message and "i18n/glossary/pl.yml:5)" in it.message for it in found)


@pytest.mark.parametrize("path", GLOSSARIES, ids=lambda path: path.stem)
def test_the_fast_reading_of_a_glossary_is_the_slow_one(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    (fast, content), (slow, expected) = (node_and_content(text, loader) for loader in (FAST, SLOW))
    assert content == expected
    assert [*_lines(fast)] == [*_lines(slow)]


def _lines(node: object) -> Iterator[tuple[int, str]]:
    """Every node with its line, from the top."""
    if isinstance(node, yaml.Node):
        yield node.start_mark.line, node.tag
        yield from _lines(cast("object", node.value))
    elif isinstance(node, list | tuple):
        for each in cast("Sequence[object]", node):
            yield from _lines(each)
