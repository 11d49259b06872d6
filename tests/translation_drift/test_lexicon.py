"""Words that stand in the same blocks answer each other; the seldom, or the page's own, teach nothing."""

import pytest
from translation_drift.content_words import content_words
from translation_drift.lexicon import Example, Lexicon, association


def _example(page: str, source: str, target: str) -> Example:
    return Example(page, frozenset(source.split()), frozenset(target.split()))


EXAMPLES = [
    *[_example("house", "door open", "drzwi otwarte")] * 4,
    *[_example("house", "door shut", "drzwi zamknięte")] * 4,
    *[_example("garden", "tree open", "drzewo otwarte")] * 6,
    *[_example("garden", "tree tall", "drzewo wysokie")] * 6,
]


def test_a_word_speaks_for_a_text_with_its_answer_and_against_one_without() -> None:
    there, back = Lexicon(EXAMPLES).elsewhere("another page")
    assert there.weight(frozenset({"door"}), frozenset({"drzwi"})) > 1
    assert there.weight(frozenset({"door"}), frozenset({"drzewo"})) < -1
    assert back.weight(frozenset({"drzwi"}), frozenset({"door"})) > 1
    assert back.weight(frozenset({"drzwi"}), frozenset({"tree"})) < -1


def test_a_page_teaches_nothing_about_itself() -> None:
    there, _ = Lexicon(EXAMPLES).elsewhere("house")
    assert there.weight(frozenset({"door"}), frozenset({"drzewo"})) == 0
    assert there.weight(frozenset({"tree"}), frozenset({"drzwi"})) == 0, "all that is left are trees"


def test_three_blocks_teach_nothing() -> None:
    more = [*EXAMPLES, *[_example("roof", "tile", "dachówka")] * 3]
    there, _ = Lexicon(more).elsewhere("another page")
    assert there.weight(frozenset({"tile"}), frozenset({"drzwi"})) == 0
    there, _ = Lexicon([*more, more[-1]]).elsewhere("another page")
    assert there.weight(frozenset({"tile"}), frozenset({"drzwi"})) < 0


def test_an_answer_that_stands_around_is_no_evidence() -> None:
    there, _ = Lexicon(EXAMPLES).elsewhere("another page")
    assert there.weight(frozenset({"door"}), frozenset({"ono"}), frozenset({"drzwi"})) == 0


def test_a_word_that_both_have_speaks_for_them() -> None:
    there, _ = Lexicon(EXAMPLES).elsewhere("another page")
    assert there.weight(frozenset({"mlflo"}), frozenset({"mlflo"})) > 0


def test_words_that_are_together_by_chance_are_no_answers() -> None:
    assert association(5, 50, 50, 500) == 0, "as often as by chance"
    assert association(1, 1, 1, 500) == 0, "once"
    assert association(10, 10, 10, 500) > association(10, 10, 100, 500) > 8


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The `door` of the [houses](house.md) opened.", {"house", "opene"}),
        ("Zamknij obszar roboczy.", {"zamkn", "obsza", "roboc"}),
        ("рабочая область", {"рабоч", "облас"}),
        ("ワークスペースを作成します", {"ワークスペー", "作成"}),
        ("工作區的庭", {"工作", "作區", "區的", "的庭"}),
    ],
)
def test_words_are_cut_so_that_inflections_are_alike(text: str, words: set[str]) -> None:
    assert content_words(text) == words
