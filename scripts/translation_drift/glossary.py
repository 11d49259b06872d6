"""Reads the glossary of a language: its terms, their forms, and what must not be written instead."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, cast

import yaml
from markdown_pages.safe_yaml import fastest, node_and_content

from translation_drift.errors import ConfigurationError

UNVERIFIED = "unverified"
_NEEDED = {"term", "target", "source", "checked"}
_GLOSSARIES_KEPT = 32
_KEYS = _NEEDED | {"forms", "avoid", "context"}


@dataclass(frozen=True)
class Avoid:
    """A wrong variant of a term."""

    pattern: re.Pattern[str]
    why: str
    form: str
    """The pattern as the glossary has it."""


@dataclass(frozen=True)
class Term:
    """One term of the source language and how it is said."""

    term: str
    target: str
    forms: tuple[re.Pattern[str], ...]
    """Stems or patterns that inflected forms of the target match."""
    avoid: tuple[Avoid, ...]
    context: str
    source: str
    """Address of the page that has the translation; `unverified` when nobody has confirmed it."""
    checked: str
    line: int
    """Of the glossary."""


def read_glossary(path: Path) -> tuple[Term, ...]:
    """All terms of a glossary; none when the language has no glossary yet."""
    return _read_version(path, path.stat().st_mtime_ns) if path.is_file() else ()


@lru_cache
def _read_version(path: Path, _changed: int) -> tuple[Term, ...]:
    try:
        return _terms_of(path.read_text(encoding="utf-8"))
    except ConfigurationError as error:
        raise ConfigurationError(error.message, path, error.line) from error


@lru_cache(_GLOSSARIES_KEPT)
def _terms_of(text: str) -> tuple[Term, ...]:
    """The terms of a glossary's text; errors do not know the file, which copies of it need not share."""
    content, lines = _read(text)
    records: Any = content.get("terms")
    if not isinstance(records, list):
        raise ConfigurationError("expected `terms:` with a list of terms; see i18n/README.md")
    terms = tuple(_terms(cast("list[Any]", records), lines, content.get("sources") or {}))
    for term in terms:
        _check_target(term, terms)
    return terms


def _read(text: str) -> tuple[dict[str, Any], list[int]]:
    """The content of a glossary, and the line of each of its terms."""
    try:
        node, content = fastest(partial(node_and_content, text))
    except yaml.YAMLError as error:
        raise ConfigurationError(f"not readable as YAML: {error}") from error
    if not isinstance(node, yaml.MappingNode):
        return {}, []
    lists = [value.value for key, value in node.value if key.value == "terms"]
    lines = [term.start_mark.line + 1 for terms in lists for term in terms if isinstance(term, yaml.Node)]
    return cast("dict[str, Any]", content), lines


def _terms(records: list[Any], lines: list[int], sources: dict[str, str]) -> Iterator[Term]:
    seen: set[str] = set()
    for number, (record, line) in enumerate(zip(records, lines, strict=True), start=1):
        _check(record, number)
        if record["source"] != UNVERIFIED and record["source"] not in sources:
            raise ConfigurationError(f"term {record['term']!r}: {record['source']!r} is not under `sources:`")
        if record["term"] in seen:
            raise ConfigurationError(f"term {record['term']!r} stands here twice")
        seen.add(record["term"])
        yield _term(record, line, sources)


def _check(record: Any, number: int) -> None:
    if not isinstance(record, dict):
        raise ConfigurationError(f"term {number} is no mapping")
    keys = set(cast("dict[str, Any]", record))
    if _NEEDED - keys:
        raise ConfigurationError(f"term {number} lacks {', '.join(sorted(_NEEDED - keys))}")
    if keys - _KEYS:
        raise ConfigurationError(f"term {number} has unknown keys: {', '.join(sorted(keys - _KEYS))}")


def _term(record: dict[str, Any], line: int, sources: dict[str, str]) -> Term:
    return Term(
        term=record["term"],
        target=record["target"],
        forms=tuple(_pattern(form) for form in record.get("forms", ())),
        avoid=tuple(_avoid(wrong) for wrong in record.get("avoid", ())),
        context=record.get("context", ""),
        source=sources.get(record["source"], UNVERIFIED),
        checked=str(record["checked"]),
        line=line,
    )


def _check_target(term: Term, terms: Sequence[Term]) -> None:
    """A new translation with the forms of the old one would let all pages keep the old one unseen."""
    if term.forms and not any(form.search(term.target) for form in term.forms):
        message = (
            f"none of the `forms` of {term.term!r} matches its `target` {term.target!r}; change them, too"
        )
        raise ConfigurationError(message, line=term.line)
    for avoid in (avoid for other in terms for avoid in other.avoid):
        if avoid.pattern.search(term.target):
            message = (
                f"{term.term!r} is to be said as {term.target!r}, and that is to be avoided: {avoid.why}"
            )
            raise ConfigurationError(f"{message}; change `target` or {avoid.form!r}", line=term.line)


def _avoid(wrong: dict[str, str]) -> Avoid:
    return Avoid(_pattern(wrong["form"]), wrong["why"], wrong["form"])


def _pattern(form: str) -> re.Pattern[str]:
    """A form matches from the start of a word; in scripts without blanks it matches anywhere."""
    boundary = r"(?<!\w)" if re.match(r"[A-Za-z\u00c0-\u024f\u0400-\u04ff]", form) else ""
    try:
        return re.compile(f"{boundary}(?:{form})", re.IGNORECASE)
    except re.error as error:
        raise ConfigurationError(f"form {form!r} is no valid pattern: {error}") from error
