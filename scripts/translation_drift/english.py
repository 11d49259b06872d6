# ruff: noqa: RUF001
"""Recognises English prose in a page of another language; names, code and quotations are left alone."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from translation_drift.function_words import FUNCTION_WORDS, POLISH_WORDS, SMALL_WORDS
from translation_drift.normalisation import CJK, masked_code, without_code_spans

if TYPE_CHECKING:
    from lingua import LanguageDetector

_DROPPED = re.compile(
    r"<!--.*?-->"
    r"|<[^>\n]*>"  # HTML tags and autolinks
    r"|\bhttps?://\S+"
    r"|(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"  # link destinations
    r"|\{[^{}\n]*\}"  # attribute lists
    r"|[“„«「『\"][^“”„«»「」『』\"\n]*[”»」』\"]",  # quotations
    re.DOTALL,
)
_GLOSS = re.compile(rf"(?<=[{CJK}\u0400-\u04ffa-ząćęłńóśźż])\s*[(（](?:[A-Za-z][\w'’-]*\s*){{1,6}}[)）]")
"""The English original in brackets behind a translated term."""
_SENTENCE_END = re.compile(r"(?<=[.!?])[*_)]*\s+(?=[*_(]*\w)|(?<=[。！？])(?!\s*[」』）)])\s*|\n")
_LATIN_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z0-9'’.,:;()/* \t-]*[A-Za-z.)*:]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CJK_CHARACTER = re.compile(f"[{CJK}]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_POLISH_LETTER = re.compile(r"[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
_CERTAIN = 3
"""English function words in one sentence that make a language detector unnecessary."""
_ENOUGH_TO_TELL = 25
"""Characters from which a language detector is trusted."""


@lru_cache(maxsize=8192)
def prose(text: str) -> str:
    """A block without what is rightly English: code, destinations, quotations, originals in brackets."""
    return _GLOSS.sub(" ", _DROPPED.sub(" ", without_code_spans(text)))


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of a block, each with the line of the block (from 0) that it starts on."""
    found: list[tuple[int, str]] = []
    position = 0
    for end in [*_SENTENCE_END.finditer(masked_code(text)), None]:
        stop = len(text) if end is None else end.start()
        part = text[position:stop]
        if part.strip():
            start = position + len(part) - len(part.lstrip())
            found.append((text.count("\n", 0, start), part.strip()))
        position = stop if end is None else end.end()
    return found


def has_prose(text: str) -> bool:
    """Whether an English text is a sentence or a clause rather than names, labels or code."""
    words = _LATIN_WORD.findall(prose(text))
    return len(words) >= 4 and _ordinary_words(words) >= 2 and _function_words(words) >= 1


def says_something(text: str) -> bool:
    """Whether a text that is the same as the English source ought to have been translated."""
    words = _LATIN_WORD.findall(prose(text))
    small = sum(word.casefold() in SMALL_WORDS for word in words)
    return len(words) >= 3 and _ordinary_words(words) >= 2 and small >= 1


def is_english(sentence: str, language: str) -> bool:
    """Whether a whole sentence of a page in another language is English."""
    plain = prose(sentence)
    if not has_prose(sentence) or _own_characters(plain, language):
        return False
    return language != "pl" or _is_english_not_polish(plain)


def has_own_script(language: str) -> bool:
    """Whether a language is written in letters that English does not use."""
    return language.partition("-")[0] in ("ja", "zh", "ko", "ru", "uk")


def english_clause(sentence: str, language: str) -> str | None:
    """The longest English clause inside a sentence of another language, if there is one."""
    plain = prose(sentence)
    runs = (
        _runs_between_polish(plain)
        if language == "pl"
        else [run.group() for run in _LATIN_RUN.finditer(plain)]
    )
    clauses = [run.strip() for run in runs if has_prose(run)]
    if language == "pl":
        clauses = [run for run in clauses if _function_words(_LATIN_WORD.findall(run)) >= 2]
        clauses = [run for run in clauses if _is_english_not_polish(run)]
    return max(clauses, key=len, default=None)


def _own_characters(text: str, language: str) -> bool:
    if language == "pl":
        return _POLISH_LETTER.search(text) is not None
    own = _CYRILLIC if language == "ru" else _CJK_CHARACTER
    return own.search(text) is not None


def _runs_between_polish(text: str) -> list[str]:
    runs: list[list[str]] = [[]]
    for word in _WORD.findall(text):
        if _POLISH_LETTER.search(word) or word.casefold() in POLISH_WORDS:
            runs.append([])
        else:
            runs[-1].append(word)
    return [" ".join(run) for run in runs]


def _is_english_not_polish(text: str) -> bool:
    words = [word.casefold() for word in _WORD.findall(text)]
    english = _function_words(words)
    if sum(word in POLISH_WORDS for word in words) >= english:
        return False
    return english >= _CERTAIN or len(text) < _ENOUGH_TO_TELL or _detected_english(text)


def _detected_english(text: str) -> bool:
    from lingua import Language

    return _detector().detect_language_of(text) == Language.ENGLISH


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language, LanguageDetectorBuilder

    return LanguageDetectorBuilder.from_languages(Language.ENGLISH, Language.POLISH).build()


def _ordinary_words(words: list[str]) -> int:
    return sum(word[0].islower() for word in words)


def _function_words(words: list[str]) -> int:
    return sum(word.casefold() in FUNCTION_WORDS for word in words)
