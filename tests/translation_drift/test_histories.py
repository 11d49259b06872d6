# ruff: noqa: RUF001
"""What every language is told, step by step, while people edit the source and the translations."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import PageState
from translation_drift.status import project_status

from .conftest import Edit

LANGUAGES = ("ja", "zh-TW", "pl", "ru")
ALL = "all others"
SENTENCE = "The program opens the file and counts its lines."
PL_SENTENCE = "Program otwiera plik i liczy jego wiersze."
JA_SENTENCE = "プログラムはファイルを開き、行数を数えます。"
RU_SENTENCE = "Программа открывает файл и считает его строки."
COUNT_ROW = "| count | prints how many lines there are |"
STALE = ("stale paragraph",)


@dataclass(frozen=True)
class Step:
    """Edits that somebody makes at once, what is accepted then, and what each language is told."""

    edits: tuple[tuple[str, str, str], ...]
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """The unsettled blocks of the guide by language."""
    accepted: tuple[str, ...] = ()
    unchanged: str = ""


def english(old: str, new: str) -> tuple[tuple[str, str, str], ...]:
    return (("docs/en/guide.md", old, new),)


def polish(old: str, new: str) -> tuple[str, str, str]:
    return "docs/pl/guide.md", old, new


HISTORIES = {
    "reword, translate in one language, re-wrap": [
        Step(english("counts its lines.", "counts its lines and columns."), {ALL: STALE}),
        Step(
            (polish("liczy jego wiersze.", "liczy jego wiersze i kolumny."),),
            {ALL: STALE, "pl": ()},
            ("pl",),
        ),
        Step(
            english("The program opens the file and counts", "The program opens\nthe file and\ncounts"),
            {ALL: STALE, "pl": ()},
        ),
        Step(english("lines and columns.", "lines and all columns."), {ALL: STALE}),
    ],
    "a typo in a translation does not hide that it is behind": [
        Step(
            (("docs/ja/guide.md", "行数を数えます。", "行の数を数えます。"),), {"ja": ("edited paragraph",)}
        ),
        Step((), {}, ("ja",)),
        Step(english("counts its lines.", "counts its lines twice."), {ALL: STALE}),
        Step((("docs/ja/guide.md", "行の数を数えます。", "行数を数えます。"),), {ALL: STALE}),
    ],
    "an edit and its revert": [
        Step(english("counts its lines.", "counts its rows."), {ALL: STALE}),
        Step(
            (("docs/ru/guide.md", "считает его строки.", "считает его ряды."),),
            {ALL: STALE, "ru": ()},
            ("ru",),
        ),
        Step(english("counts its rows.", "counts its lines."), {"ru": STALE}),
        Step((("docs/ru/guide.md", "считает его ряды.", "считает его строки."),), {}, ("ru",)),
    ],
    "a block is moved, its translation follows in one language, then it is reworded": [
        Step(
            (
                ("docs/en/guide.md", SENTENCE + "\n\n", ""),
                ("docs/en/guide.md", "{#next}\n", "{#next}\n\n" + SENTENCE + "\n"),
            ),
            {ALL: ("moved paragraph",)},
        ),
        Step(
            (
                polish(PL_SENTENCE + "\n\n", ""),
                polish("{#next}\n", "{#next}\n\n" + PL_SENTENCE + "\n"),
            ),
            {ALL: ("moved paragraph",), "pl": ()},
        ),
        Step(english("counts its lines.", "counts its columns."), {ALL: STALE}),
    ],
    "a paragraph is split": [
        Step(
            english(SENTENCE, "The program opens the file.\n\nIt counts its lines and prints them."),
            {ALL: ("missing paragraph", "stale paragraph")},
        ),
        Step(
            (polish(PL_SENTENCE, "Program otwiera plik.\n\nLiczy jego wiersze i wypisuje je."),),
            {ALL: ("missing paragraph", "stale paragraph"), "pl": ()},
            ("pl",),
        ),
    ],
    "two paragraphs become one": [
        Step(english(SENTENCE, SENTENCE + "\n\nThen it stops."), {ALL: ("missing paragraph",)}),
        Step(
            (
                polish(PL_SENTENCE, PL_SENTENCE + "\n\nPotem się zatrzymuje."),
                ("docs/ru/guide.md", RU_SENTENCE, RU_SENTENCE + "\n\nПотом она останавливается."),
            ),
            {ALL: ("missing paragraph",), "pl": (), "ru": ()},
            ("pl", "ru"),
        ),
        Step(
            english(SENTENCE + "\n\nThen it stops.", SENTENCE + " Then it stops."),
            {
                ALL: STALE,
                "pl": ("extra paragraph", "stale paragraph"),
                "ru": ("extra paragraph", "stale paragraph"),
            },
        ),
    ],
    "the code behind an embed changes and comes back": [
        Step(
            (("samples/jobs/submit.py", "total = len(lines)", "total = len(lines) + 1"),),
            {ALL: ("stale code",)},
        ),
        Step((("samples/jobs/submit.py", "len(lines) + 1", "len(lines)"),), {}),
    ],
    "a link, then a number, then both back": [
        Step(english("index.md#the-workspace", "index.md#start"), {ALL: STALE}),
        Step(english("1,309 passengers", "1,310 passengers"), {ALL: STALE}),
        Step(english("index.md#start", "index.md#the-workspace"), {ALL: STALE}),
        Step(english("1,310 passengers", "1,309 passengers"), {}),
    ],
    "a row is added, translated, and reworded": [
        Step(english(COUNT_ROW, COUNT_ROW + "\n| stop | ends |"), {ALL: ("missing table_row",)}),
        Step(
            (polish("| wypisuje liczbę wierszy |", "| wypisuje liczbę wierszy |\n| koniec | kończy się |"),),
            {ALL: ("missing table_row",), "pl": ("unaccepted table_row",)},
        ),
        Step((), {ALL: ("missing table_row",), "pl": ()}, ("pl",)),
        Step(
            english("| stop | ends |", "| stop | ends well |"),
            {ALL: ("missing table_row",), "pl": ("stale table_row",)},
        ),
    ],
    "a heading is renamed, its id stays": [
        Step(english("## Count the lines {#count}", "## Count the rows {#count}"), {ALL: ("stale heading",)}),
        Step((), {ALL: ("stale heading",), "ja": ()}, ("ja",), "the Japanese word is the same"),
    ],
    "a tab and a note are retitled": [
        Step(
            english('"Where the data come from"', '"Where the data come from now"'),
            {ALL: ("stale admonition_title",)},
        ),
        Step(english('=== "SDK"', '=== "Python"'), {ALL: ("stale admonition_title", "stale tab_label")}),
    ],
    "a block is deleted and comes back": [
        Step(english(SENTENCE + "\n\n", ""), {ALL: ("extra paragraph",)}),
        Step(english("```python", SENTENCE + "\n\n```python"), {}),
    ],
    "a translation is deleted and comes back": [
        Step((("docs/ja/guide.md", JA_SENTENCE + "\n\n", ""),), {"ja": ("missing paragraph",)}),
        Step((("docs/ja/guide.md", "```python", JA_SENTENCE + "\n\n```python"),), {}),
    ],
    "markers, comments and padding only": [
        Step(english("- A terminal", "* A terminal"), {}),
        Step(english(COUNT_ROW, "| count    | prints how many lines there are    |"), {}),
        Step(english(SENTENCE, SENTENCE + " <!-- seen -->"), {}),
    ],
    "code inside a sentence": [
        Step(english("`pandas` 2.3", "`polars` 2.3"), {ALL: STALE}),
        Step(english("`polars` 2.3", "pandas 2.3"), {ALL: STALE}),
    ],
}


def told(project: Project) -> dict[str, tuple[str, ...]]:
    statuses = project_status(project, Selection(LANGUAGES, ("guide",)))
    return {
        status.language: tuple(sorted(f"{block.state} {block.kind}" for block in status.unsettled))
        for status in statuses
    }


@pytest.mark.parametrize("history", HISTORIES)
def test_each_step_tells_each_language_what_is_true(project: Project, edit: Edit, history: str) -> None:
    for number, step in enumerate(HISTORIES[history], start=1):
        for path, old, new in step.edits:
            edit(path, old, new)
        for language in step.accepted:
            signature = Signature("Tester", "2026-12-01", unchanged=step.unchanged)
            assert accept(project, language, Part("guide"), signature).refusals == []
        expected = {language: step.told.get(language, step.told.get(ALL, ())) for language in LANGUAGES}
        assert told(project) == expected, f"step {number}"
        shutil.rmtree(project.cache)
        assert told(project) == expected, f"step {number}, without the cache"


def test_a_renamed_page_is_missing_and_orphaned_until_the_translations_follow(project: Project) -> None:
    project.page_path("en", "guide").rename(project.page_path("en", "tutorial"))
    states = {(status.language, status.page): status.state for status in project_status(project, Selection())}
    for language in LANGUAGES:
        assert states[language, "guide"] is PageState.ORPHANED
        assert states[language, "tutorial"] is PageState.MISSING
