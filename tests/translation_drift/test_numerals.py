# ruff: noqa: RUF001
from collections import Counter

import pytest
from translation_drift.numerals import differing_numbers, has_number_word, numbers, numbers_in_words

NOTHING: tuple[list[str], list[str]] = ([], [])


@pytest.mark.parametrize(
    ("english", "other"),
    [
        ("1,309 rows", "1 309 wierszy"),
        ("1,309 rows", "1\u00a0309 строк"),
        ("1,309,000 rows", "1 309 000 строк"),
        ("0.82 of them", "0,82 z nich"),
        ("a rate of 0.005", "скорость 0,005"),
        ("10,000 rows", "1 万行"),
        ("135 million weights", "1 億 3,500 万個の重み"),
        ("135 million weights", "1.35 億個權重"),
        ("135 million weights", "135 mln wag"),
        ("135 million weights", "135 миллионов весов"),
        ("1.5 billion rows", "15 億行"),
        ("1.5 billion rows", "1,5 miliarda wierszy"),
        ("1.5-billion rows", "1,5 млрд строк"),
        ("10-12 million rows", "10–12 milionów wierszy"),
        ("2 trillion tokens", "2 兆個の語"),
        ("2 trillion tokens", "2 biliony słów"),
        ("12,309 rows", "1 万 2309 行"),
        ("12 thousand rows", "12 tysięcy wierszy"),
        ("12k rows", "1.2 萬列"),
        ("12 thousand rows", "12 тыс. строк"),
        ("30 million rows", "3 千万行"),
        ("3,000 rows", "3 千列"),
        ("a model of 7B", "7 миллиардов"),
        ("three, up to 20,000 rows", "切成三份，20,000 列以下"),
        ("April 20, 2027", "2027 年 4 月 20 日"),
        ("2027-04-20", "20 kwietnia 2027 r."),
        ("2027-04-20", "20 апреля 2027 г."),
        ("Python 3.11", "Ｐｙｔｈｏｎ ３．１１"),
        ("`v1.2` and 5 files", "5 файлов, `v1.2`"),
        ("[a](b.md#c-12) 7", "7"),
        ("## Two ways {#two-2}", "## 方法 {#two-2}"),
    ],
)
def test_the_same_number_is_the_same_in_every_language(english: str, other: str) -> None:
    assert differing_numbers(numbers(english), numbers(other)) == ([], [])


def test_versions_stay_whole() -> None:
    assert numbers("from 3.11.5 to 2.3") == Counter({"3.11.5": 1, "2.3": 1})


@pytest.mark.parametrize(
    ("english", "other", "expected"),
    [
        ("250 MB", "260 MB", (["250"], ["260"])),
        ("5 minutes", "6 minut", (["5"], ["6"])),
        ("135 million", "1.35 万", (["135000000"], ["13500"])),
        ("135 million", "135 mld", (["135000000"], ["135000000000"])),
        ("2 million", "2 тысячи", (["2000000"], ["2000"])),
        ("250 MB", "250 MB", NOTHING),
        ("two ways", "2 つの方法", NOTHING),
        ("3 steps", "trzy kroki", NOTHING),
        ("1,309 rows", "tabela", (["1309"], NOTHING[1])),
    ],
)
def test_differing_numbers(english: str, other: str, expected: tuple[list[str], list[str]]) -> None:
    assert differing_numbers(numbers(english), numbers(other)) == expected


def test_fractions_in_words_may_become_numbers() -> None:
    assert has_number_word("a few thousandths of AUC")
    assert has_number_word("thousands of rows")
    assert not has_number_word("a few of them")


@pytest.mark.parametrize("text", ["12 thousand rows", "two million rows", "twenty-five hundred rows"])
def test_a_number_in_words_that_is_exact_is_not_vague(text: str) -> None:
    assert not has_number_word(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [("two thousand tokens", "2000"), ("twenty-five million", "25000000"), ("thirteen rows", "13")],
)
def test_a_number_in_words_may_be_written_in_digits(text: str, number: str) -> None:
    assert numbers_in_words(text) == {number}
