"""Finds terms that the source says and whose translation, as the glossary has it, is not there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from translation_drift.bitext import Bitext
from translation_drift.english import prose
from translation_drift.glossary import Term, read_glossary
from translation_drift.units import Unit, readable

_SKIPPED_KINDS = {"code", "html", "tab_label", "definition"}
_SEVERAL_MEANINGS = frozenset(
    [
        "code", "compute", "computer", "cost", "data", "document", "log", "model", "output", "run", "sample",
        "store", "sweep", "user", "version",
    ]
)  # fmt: skip
"""Terms that are everyday words as well: a program runs, and no run is meant."""
_TITLE_OF_OTHERS = re.compile(r"\[[^\[\]]*\](?=\(\s*<?https?://)")
"""The text of an external link: the title of a page that may exist in English only."""
_SENTENCE_START = r"(?:\A|(?<=[.!?:|]))[\s#>*_+|\d.-]*"


@dataclass(frozen=True)
class MissingTerm:
    """A term of a block of the source that the block's translation does not say."""

    source: Unit
    target: Unit
    term: Term


def missing_terms(bitext: Bitext) -> Iterator[MissingTerm]:
    """All terms that translations leave out or say in another way."""
    terms = _longest_first(read_glossary(bitext.project.glossary_path(bitext.language)))
    for source, target in bitext.comparable:
        if source.kind in _SKIPPED_KINDS:
            continue
        text = target.block.text
        wanted = list(_terms_in(prose(_TITLE_OF_OTHERS.sub(" ", readable(source.block))), terms))
        for term in wanted:
            if term.term in _SEVERAL_MEANINGS or _is_said(term, text):
                continue
            shorter = (other for other in terms if _abbreviates(other, term) and other not in wanted)
            if not any(_is_said(other, text) for other in shorter):
                yield MissingTerm(source, target, term)


def _terms_in(english: str, terms: Sequence[Term]) -> Iterator[Term]:
    """The terms of a text; those inside a longer term do not count again."""
    for term in terms:
        if term.term.casefold() not in english.casefold():
            continue
        left, count = _pattern(term.term).subn(" ", english)
        if count:
            yield term
            english = left


def _abbreviates(short: Term, long: Term) -> bool:
    """Whether one term is a word of another, which is enough at a second mention."""
    return short.term in long.term.split()


def _is_said(term: Term, text: str) -> bool:
    forms = term.forms or (re.compile(re.escape(term.target), re.IGNORECASE),)
    return any(form.search(text) for form in forms)


@lru_cache
def _longest_first(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: -len(term.term)))


@lru_cache(maxsize=1024)
def _pattern(term: str) -> re.Pattern[str]:
    """The term as a word of its own, in the plural, too; in capitals only where a sentence begins.

    What begins the name of a file (`register.py`) is no word.
    """
    word = re.escape(term)
    first = rf"{word}|{_SENTENCE_START}{re.escape(term[0].upper() + term[1:])}"
    return re.compile(rf"(?<![\w-])(?:{first})(?:e?s)?(?![\w-]|\.\w)")
