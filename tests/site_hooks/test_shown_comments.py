"""A page shows the comments of a sample in its own language, and the program as it ran."""

import hashlib

import pytest
from markdown_pages.comments import same_program
from site_hooks.texts import texts

from .conftest import Handbook
from .test_code import INNER, OUTPUT, WHOLE
from .test_evidence import marks, result, write
from .test_whole_samples import sample_page

COMMENT = "  # says <it> & 'so'"
INNER_WITH = f"{INNER.rstrip()}{COMMENT}\n"
SAID = INNER_WITH.replace("says <it> & 'so'", "mówi <to> & „tak”")


@pytest.fixture
def commented(handbook: Handbook) -> Handbook:
    """A handbook whose sample has a comment that is said in Polish."""
    sample = handbook.root / "samples/jobs/greet.py"
    sample.write_text(sample.read_text().replace("file=sys.stdout)", f"file=sys.stdout){COMMENT}"))
    folder = handbook.root / "i18n/comments/pl/jobs"
    folder.mkdir(parents=True)
    (folder / "greet.py.yml").write_text("says <it> & 'so': mówi <to> & „tak”\n", encoding="utf-8")
    return handbook


def code(handbook: Handbook, language: str, page: str = "first-job") -> list[str]:
    return [block.get_text() for block in handbook.html(language, page).select("pre > code")]


def test_comments_are_shown_in_the_language_of_the_page(commented: Handbook) -> None:
    assert commented.build() == []
    for language, inner in (("en", INNER_WITH), ("ru", INNER_WITH), ("pl", SAID)):
        whole = WHOLE.replace(INNER, inner)
        assert code(commented, language) == [whole, OUTPUT, inner, inner, "az login\n"]
        assert same_program("greet.py", whole, WHOLE)


def test_an_english_page_for_polish_readers_has_english_comments(commented: Handbook) -> None:
    assert commented.build("pl") == []
    assert code(commented, "pl", "setup")[2] == INNER_WITH


def test_a_comment_that_has_changed_since_is_shown_in_english(commented: Handbook) -> None:
    sample = commented.root / "samples/jobs/greet.py"
    sample.write_text(sample.read_text().replace("'so'", "'thus'"))
    assert commented.build("pl") == []
    assert code(commented, "pl")[2] == INNER_WITH.replace("'so'", "'thus'")


def test_the_proof_is_of_the_program_and_says_so(commented: Handbook) -> None:
    digest = hashlib.sha256(INNER_WITH.encode()).hexdigest()
    results = [result(language, text=INNER, sha256=digest) for language in ("en", "pl")]
    write(commented, *results)
    assert commented.build() == []
    [polish], [english] = marks(commented, "pl"), marks(commented)
    assert polish.p
    assert polish.p.get_text() == texts("pl")["proof"]["comments"]
    assert not english.p
    assert "mówi <to>" in sample_page(commented, "pl").get_text()
    assert "says <it>" in sample_page(commented, "en").get_text()


def test_translations_that_cannot_be_read_stop_the_build(commented: Handbook) -> None:
    (commented.root / "i18n/comments/pl/jobs/greet.py.yml").write_text("- a\n")
    problems = commented.build("pl")
    assert any("greet.py.yml" in problem and "comment: translation" in problem for problem in problems)
