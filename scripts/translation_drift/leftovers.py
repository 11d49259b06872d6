"""Finds English that was left in a translation, and whether it was translated as well."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translation_drift.bitext import Bitext
from translation_drift.english import (
    english_clause,
    has_own_script,
    is_english,
    prose,
    says_something,
    sentences,
)
from translation_drift.glossary import read_glossary
from translation_drift.pairing import Pair
from translation_drift.units import Unit, readable

_SKIPPED_KINDS = {"code", "tab_label", "html"}
_LABEL = re.compile(r"\A[\s>*_+\-|]*(?P<label>[A-Z][A-Za-z-]*(?: [A-Za-z-]+){0,4})(?:[*_]*:[*_]*)(?=\s|\Z)")
_EXTERNAL_LINK_TEXT = re.compile(r"\[(?:[^\[\]]|\[[^\[\]]*\])*\](?=\(\s*<?https?://)")


@dataclass(frozen=True)
class Leftover:
    """English in a translated page."""

    line: int
    text: str
    repeated: bool
    """The same is there in the language of the page, too."""


def leftovers(bitext: Bitext) -> Iterator[Leftover]:
    """All English that a translated page has kept."""
    ordinary = ordinary_words(bitext)
    for place, pair in enumerate(bitext.pairs):
        if pair.target and pair.target.kind not in _SKIPPED_KINDS:
            yield from _in_unit(bitext, pair, pair.target, place, ordinary)


def _in_unit(
    bitext: Bitext, pair: Pair, unit: Unit, place: int, ordinary: frozenset[str]
) -> Iterator[Leftover]:
    text = _EXTERNAL_LINK_TEXT.sub(lambda link: " " * len(link[0]), readable(unit.block))
    found = [
        (offset, sentence, left)
        for offset, sentence in sentences(text)
        if (left := _english_part(sentence, bitext, ordinary)) is not None
    ]
    if not found and _is_untouched(bitext, pair, unit, text, ordinary):
        found = [(0, text, text)]
    if not found:
        return
    repeated = _is_repeated(bitext, pair, unit, text) or _neighbour_translates(bitext, pair, place)
    for offset, sentence, left in found:
        yield Leftover(unit.line + offset, left, repeated and left == sentence)


def _is_untouched(bitext: Bitext, pair: Pair, unit: Unit, text: str, ordinary: frozenset[str]) -> bool:
    """Whether a short text, such as a heading, is the source's although it has a translation."""
    if pair.source is None or unit.normal != pair.source.normal:
        return False
    if says_something(text):
        return True
    first, *others = re.findall(r"[A-Za-z-]+", prose(text)) or [""]
    words = [first.casefold(), *(word for word in others if word.islower())]
    return has_own_script(bitext.language) and not ordinary.isdisjoint(words) and not _is_kept(bitext, text)


def _is_kept(bitext: Bitext, text: str) -> bool:
    """Whether the glossary itself writes a term in this way."""
    terms = read_glossary(bitext.project.glossary_path(bitext.language))
    return any(form.search(text) for term in terms for form in term.forms if form.pattern.isascii())


def _english_part(sentence: str, bitext: Bitext, ordinary: frozenset[str]) -> str | None:
    if is_english(sentence, bitext.language):
        return sentence
    clause = english_clause(sentence, bitext.language)
    if clause is not None:
        return clause
    label = _LABEL.match(sentence)
    if label and _is_untranslated_label(label["label"], sentence[label.end() :], bitext, ordinary):
        return label["label"]
    return None


def _is_untranslated_label(label: str, rest: str, bitext: Bitext, ordinary: frozenset[str]) -> bool:
    """A label such as `Evaluation:`, made of ordinary words of the source, before a translated text."""
    if not rest.strip() or is_english(rest, bitext.language):
        return False
    words = label.casefold().split()
    return {words[0], words[-1]} <= ordinary and not _is_kept(bitext, label)


def ordinary_words(bitext: Bitext) -> frozenset[str]:
    """Words that the source page writes in lower case: no names."""
    text = " ".join(prose(block.text) for block in bitext.source.blocks if block.kind not in _SKIPPED_KINDS)
    return frozenset(re.findall(r"(?<![\w.-])[a-z][a-z-]{2,}(?!\w|\.\w)", text))


def _is_repeated(bitext: Bitext, pair: Pair, unit: Unit, text: str) -> bool:
    """Whether each sentence of the source is there translated, so that the English is too much."""
    if pair.source is None or pair.source.normal == unit.normal:
        return False
    own = sum(not is_english(sentence, bitext.language) for _, sentence in sentences(text))
    return own >= len(sentences(pair.source.block.text))


def _neighbour_translates(bitext: Bitext, pair: Pair, place: int) -> bool:
    """Whether a block beside an English one has no source: the translation was added, not put in."""
    around = [bitext.pairs[i] for i in (place - 1, place + 1) if 0 <= i < len(bitext.pairs)]
    if pair.source is None:
        return any(other.source and other.target and _says(other.source, pair) for other in around)
    return any(other.source is None and other.entry is None for other in around)


def _says(source: Unit, pair: Pair) -> bool:
    return pair.target is not None and source.normal == pair.target.normal
