"""What the site adds to a page leaves its code as it is, and says what it is."""

import pytest
from bs4 import Tag
from site_hooks.texts import texts

from .conftest import LANGUAGES, WORDS, Handbook

INNER = "print(f\"<{name}> & 'co'\\t\", file=sys.stdout)\n"
WHOLE = f"import sys\n\n\ndef greet(name: str) -> None:\n    {INNER}"
OUTPUT = "<you> & 'co'\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_is_shown_byte_for_byte(plain: Handbook, language: str) -> None:
    blocks = plain.html(language, "first-job").select("pre > code")
    assert [block.get_text() for block in blocks] == [WHOLE, OUTPUT, INNER, INNER, "az login\n"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_output_is_labelled_in_the_readers_language(plain: Handbook, language: str) -> None:
    output = plain.html(language, "first-job").select_one(".language-output")
    assert output
    label = output.find_previous_sibling()
    assert isinstance(label, Tag)
    assert label.get_text() == texts(language)["output"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_code_that_nobody_runs_says_why(plain: Handbook, language: str) -> None:
    code = plain.html(language, "first-job").select_one(".no-run")
    assert code
    reason = code.find_next_sibling()
    assert isinstance(reason, Tag)
    assert reason.get_text() == texts(language)["not_run"].format(reason=f"{WORDS[language]} <only>")


def test_comments_about_hidden_runs_are_no_text(plain: Handbook) -> None:
    assert "jobs/greet.py" not in plain.html("en", "first-job").get_text()
