# ruff: noqa: RUF001
"""English that was left, or kept beside its translation."""

import re
from random import Random

from translation_drift.units import Unit

from benchmarks.faults.fault import Fault, TranslatedPage, fault, shuffled

_ENGLISH_WORD = re.compile(r"(?<![\w`/.-])[a-z]{2,}(?![\w`/-])")
_CODE = re.compile(r"`[^`]*`|\]\([^)]*\)")
_PROSE = ("paragraph", "list_item")


def _is_prose(unit: Unit, words: int = 8) -> bool:
    return len(_ENGLISH_WORD.findall(_CODE.sub("", unit.block.text))) >= words


@fault("english paragraph left")
def paragraph_left(page: TranslatedPage, random: Random) -> Fault | None:
    """A block is still the one of the source."""
    for source, target in shuffled(page.of_kind(*_PROSE), random):
        if _is_prose(source):
            return page.edited(target, source.block.text, "english-left")
    return None


@fault("english table row left")
def row_left(page: TranslatedPage, random: Random) -> Fault | None:
    """A row of a table is still the one of the source."""
    for source, target in shuffled(page.of_kind("table_row"), random):
        if _is_prose(source, 5):
            return page.edited(target, source.block.text, "english-left")
    return None


@fault("english heading left")
def heading_left(page: TranslatedPage, random: Random) -> Fault | None:
    """A heading is still the one of the source."""
    for source, target in shuffled(page.of_kind("heading"), random):
        if _is_prose(source, 2) and source.normal != target.normal:
            return page.edited(target, source.block.text, "english-left")
    return None


@fault("english sentence left")
def sentence_left(page: TranslatedPage, random: Random) -> Fault | None:
    """The last sentence of a paragraph was not translated."""
    for source, target in shuffled(page.of_kind("paragraph"), random):
        english = re.split(r"(?<=[.?!])\s+(?=[A-Z])", source.block.text)
        own = re.split(r"(?<=[.?!])\s+(?=\w)|(?<=[。？！])\s*(?=\w)", target.block.text)
        if len(english) > 1 and len(own) == len(english) and len(_ENGLISH_WORD.findall(english[-1])) >= 6:
            text = target.block.text[: target.block.text.rindex(own[-1])] + " " + english[-1].strip()
            return page.edited(target, text, "english-left")
    return None


@fault("bilingual duplicate")
def both_languages(page: TranslatedPage, random: Random) -> Fault | None:
    """The English paragraph stands before its translation."""
    for source, target in shuffled(page.of_kind("paragraph"), random):
        if _is_prose(source):
            new = [*source.block.text.split("\n"), "", *target.block.text.split("\n")]
            return page.spoiled(target.line, target.block.end_line + 1, new, "bilingual-duplicate")
    return None


@fault("bilingual duplicate behind")
def both_languages_behind(page: TranslatedPage, random: Random) -> Fault | None:
    """The English paragraph stands behind its translation, in the same block."""
    for source, target in shuffled(page.of_kind("paragraph"), random):
        if _is_prose(source):
            new = [*target.block.text.split("\n"), *source.block.text.split("\n")]
            line = target.block.end_line + 1
            return page.spoiled(target.line, line, new, "bilingual-duplicate", line)
    return None


@fault("label of a diagram left")
def diagram_label_left(page: TranslatedPage, random: Random) -> Fault | None:
    """A label of a diagram is still the one of the source."""
    for source, target in shuffled(page.of_kind("code"), random):
        if source.fence is None or target.fence is None or source.fence.language != "mermaid":
            continue
        labels = list(zip(_labels(source), _labels(target), strict=False))
        for (_, english), (line, own) in shuffled(labels, random):
            if english != own and len(_ENGLISH_WORD.findall(english)) >= 3:
                place = target.line + 1 + line
                text = page.lines[place - 1].replace(own, english, 1)
                return page.spoiled(place, place + 1, [text], "diagram-label")
    return None


def _labels(unit: Unit) -> list[tuple[int, str]]:
    assert unit.fence is not None
    return [
        (number, label)
        for number, line in enumerate(unit.fence.source.splitlines())
        for label in re.findall(r"[\[|]([^\[\]|]{3,})[\]|]", line)
    ]
