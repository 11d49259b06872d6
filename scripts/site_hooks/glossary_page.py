"""Shows the translators' glossary to readers: each term with its context, its source, and what to avoid."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translation_drift.glossary import UNVERIFIED, Term, read_glossary

from site_hooks.page_links import PageLinks
from site_hooks.rendering import render
from site_hooks.texts import texts
from site_hooks.translation_record import TranslationRecords
from site_hooks.wording import day

_OPEN_END = re.compile(r"\\w[*+]")
_END = re.compile(r"(?:\(\?![^()]*\)|\\b)\Z")
_CHOICE = re.compile(r"\(\?:(?P<group>[^()]*)\)\??|(?P<letter>[^\W_]| )\?")
_FEW = 6
_PATTERN = re.compile(r"[\\()[\]{}?*+^$.]")


@dataclass(frozen=True)
class Entry:
    """A term in the reader's language."""

    anchor: str
    term: Term
    checked: str

    @property
    def source(self) -> str:
        """Address of the page that the term comes from; empty for a proposal of our own."""
        return "" if self.term.source == UNVERIFIED else self.term.source

    @property
    def avoided(self) -> list[tuple[Sequence[str], str, str]]:
        """What not to write, in words if it can be said so, as a pattern, and why."""
        return [(wordings(avoid.form), avoid.form, avoid.why) for avoid in self.term.avoid]


@dataclass(frozen=True)
class SourceEntry:
    """An English term and how each translation says it."""

    anchor: str
    term: str
    context: str
    targets: Sequence[tuple[str, str, str, str | None]]
    """Language, its name, the term, and the address of the term in that language's glossary."""


def parts(records: TranslationRecords, reader: str, links: PageLinks) -> Iterator[tuple[str, str]]:
    """Return the glossary of the reader's language; for the source, the terms of all of them."""
    words, project = texts(reader)["glossary"], records.project
    yield "", render("introduction.html", text=words["intro"])
    glossaries = {it: read_glossary(project.glossary_path(it)) for it in project.translations}
    if not any(glossaries.values()) or not glossaries.get(reader, True):
        yield "", render("introduction.html", text=words["empty"])
    elif reader == project.source:
        entries = [*_source_entries(glossaries, links)]
        yield "", render("source_glossary.html", entries=entries)
    else:
        terms = sorted(glossaries[reader], key=lambda term: term.term.casefold())
        entries = [Entry(anchor(it.term), it, _checked(it, reader)) for it in terms]
        yield "", render("glossary.html", entries=entries, words=words, between=texts(reader)["between"])


def _checked(term: Term, reader: str) -> str:
    return texts(reader)["glossary"]["checked"].format(date=day(term.checked, reader))


def _source_entries(glossaries: dict[str, tuple[Term, ...]], links: PageLinks) -> Iterator[SourceEntry]:
    by_term: dict[str, dict[str, Term]] = {}
    for language, terms in glossaries.items():
        for term in terms:
            by_term.setdefault(term.term, {})[language] = term
    for name in sorted(by_term, key=str.casefold):
        found = by_term[name]
        context = next((term.context for term in found.values() if term.context), "")
        targets = [
            (language, links.language_name(language), term.target, _to_term(name, language, links))
            for language, term in found.items()
        ]
        yield SourceEntry(anchor(name), name, context, targets)


def _to_term(name: str, language: str, links: PageLinks) -> str | None:
    address = links.to_page("glossary", language)
    return f"{address}#{anchor(name)}" if address else None


def anchor(term: str) -> str:
    """Return the id of an English term, the same on the glossary page of every language."""
    return "term-" + re.sub(r"\W+", "-", term.casefold()).strip("-")


def wordings(form: str) -> list[str]:
    """Return the words that a pattern stands for, an open end as …; none if they are not a few."""
    found = [_OPEN_END.sub("…", _END.sub("", form))]
    while any(map(_CHOICE.search, found)) and len(found) <= _FEW:
        found = [variant for words in found for variant in _variants(words)]
    plain = list(dict.fromkeys(word for words in found for word in words.split("|")))
    return [] if len(plain) > _FEW or any(map(_PATTERN.search, plain)) else plain


def _variants(words: str) -> list[str]:
    """Return words with their first choice made in each way: `a(?:b|c)` is ab or ac, `ab?` is ab or a."""
    choice = _CHOICE.search(words)
    if choice is None:
        return [words]
    parts = (choice["group"] or choice["letter"]).split("|")
    optional = [""] if words[: choice.end()].endswith("?") else []
    return [words[: choice.start()] + part + words[choice.end() :] for part in (*parts, *optional)]
