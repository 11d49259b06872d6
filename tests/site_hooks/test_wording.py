"""Numbers, dates and shares are written as each language writes them."""

# ruff: noqa: RUF001
import pytest
from site_hooks.texts import texts
from site_hooks.wording import counted, day, listed, number, percent

PLACES = {
    "en": {1: "1 place is", 2: "2 places are", 1309: "1,309 places are"},
    "ja": {1: "1 か所", 5: "5 か所"},
    "zh-TW": {1: "1 處", 5: "5 處"},
    "pl": {
        1: "1 nieaktualne miejsce.",
        3: "3 nieaktualne miejsca.",
        5: "5 nieaktualnych miejsc.",
        12: "12 nieaktualnych miejsc.",
        21: "21 nieaktualnych miejsc.",
        22: "22 nieaktualne miejsca.",
        1309: "1\u00a0309 nieaktualnych miejsc.",
    },
    "ru": {
        1: "1 устаревшее место.",
        3: "3 устаревших места.",
        5: "5 устаревших мест.",
        11: "11 устаревших мест.",
        21: "21 устаревшее место.",
        22: "22 устаревших места.",
        1309: "1\u00a0309 устаревших мест.",
    },
}


@pytest.mark.parametrize(
    ("language", "count", "text"),
    [(language, count, text) for language, texts in PLACES.items() for count, text in texts.items()],
)
def test_a_count_takes_the_form_of_its_number(language: str, count: int, text: str) -> None:
    assert text in counted(texts(language)["behind"]["page"], count, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "November 1, 2026"),
        ("ja", "2026 年 11 月 1 日"),
        ("zh-TW", "2026 年 11 月 1 日"),
        ("pl", "1 listopada 2026\u00a0r."),
        ("ru", "1 ноября 2026\u00a0г."),
    ],
)
def test_a_day_is_written_as_the_style_guide_says(language: str, text: str) -> None:
    assert day("2026-11-01", language) == text


def test_nearly_all_is_not_all() -> None:
    assert percent(0.9999, "en") == "99%"
    assert percent(1.0, "en") == "100%"
    assert percent(0.999, "ru") == "99\u00a0%"


def test_thousands_and_lists() -> None:
    assert number(13090, "pl") == "13\u00a0090"
    assert listed(["A", "B"], "en") == "A, B"
    assert listed(["A", "B"], "ja") == "A、B"
