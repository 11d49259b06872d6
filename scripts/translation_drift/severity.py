"""Says how much a change of the source matters, from what the lock kept of the older text.

A lock keeps no text. Two short hashes beside the one of what a block says are enough to tell a changed
command, number or address from a change of wording, and a changed address from both, without any history.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum

from translation_drift.invariants import destinations, without_destinations, without_links
from translation_drift.normalisation import code_spans, without_code_spans
from translation_drift.pairing import Pair
from translation_drift.units import Unit

HEAVY = "!"
"""Ends the invariants of a block that warns, or that speaks of security or of something that goes away."""

_WARNINGS = {"attention", "caution", "danger", "deprecated", "deprecation", "error", "security", "warning"}
"""Types of admonitions (Material's aliases among them) in which every change matters."""
_ADMONITION = re.compile(r"\A\s*(?:!!!|\?\?\?\+?)\s*(?P<types>[\w -]*)")
_HEAVY_WORDS = re.compile(
    r"\b(?:access keys?|api keys?|account keys?|authenticat\w*|authoriz\w*|certificates?|credentials?|"
    r"CVE-\d+|deprecat\w*|encrypt\w*|exploit\w*|firewalls?|malicious|no longer supported|passwords?|"
    r"permissions?|phishing|private keys?|retire[ds]?|retirement|retiring|secrets?|secur(?:e|ed|ely|ity)|"
    r"vulnerab\w*)\b",
    re.IGNORECASE,
)
_UNITS = (
    r"[%‰°€$£]|(?:[kKMGT]i?B|bytes?|bits?|m?s|seconds?|minutes?|hours?|days?|weeks?|months?|years?|"
    r"USD|EUR|cents?|dollars?|v?CPUs?|GPUs?|cores?|nodes?|[kMG]?Hz|[km]?m|px)\b"
)
_TOKENS = (
    re.compile(rf"\bv?\d+(?:[.,:/-]\d+)*(?:\s?(?:{_UNITS}))?"),
    re.compile(
        r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|"
        r"nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred|thousand|million|billion|half|twice)\b",
        re.IGNORECASE,
    ),
    re.compile(r"(?<![\w-])--?[A-Za-z][\w-]*"),
    re.compile(r"\b\w[\w-]*\.[a-z][a-z\d]{1,5}\b"),
    re.compile(r"\$?\{\w[\w.]*\}|\$\w+|<[\w-]+>|(?<!\w):[a-z\d_+-]+:(?!\w)"),
)
"""Numbers with their units, and versions; numbers in words; options; names of files; placeholders."""
_NEGATION = re.compile(r"\bnot\b|\bcannot\b|\bnever\b|n[’']t\b", re.IGNORECASE)
"""Any of them turns a sentence round, and each can stand for another."""
_ADDRESS_ATTRIBUTE = re.compile(r"\b(?:href|src)\s*=\s*[\"']([^\"']*)[\"']")
_DIAGRAM_TEXT = re.compile(r"^\s*acc(?:Title|Descr).*$|\"[^\"\n]*\"|\|[^|\n]*\|", re.MULTILINE)


class DriftSeverity(StrEnum):
    """What kind of change made a block stale; the order is the order of urgency."""

    MAJOR = "major"
    """A command, code, a number, a version, an address or a negation changed, or the block warns."""
    UNKNOWN = "unknown"
    """The lock is too old to tell; to be treated as major."""
    MINOR = "minor"
    """Only the wording changed."""
    RELINK = "relink"
    """Only the destinations of links or images changed."""

    @property
    def is_major(self) -> bool:
        """Whether the change has to be treated as one that matters."""
        return self in (DriftSeverity.MAJOR, DriftSeverity.UNKNOWN)


def severity(pair: Pair) -> DriftSeverity | None:
    """How much the source of a pair has changed since it was accepted; None when it has not."""
    source, entry = pair.source, pair.entry
    if source is None or entry is None or entry.source == source.hash:
        return None
    if entry.wording and entry.wording == wording(source):
        return DriftSeverity.RELINK
    if is_heavy(source):
        return DriftSeverity.MAJOR
    if not entry.invariants:
        return DriftSeverity.UNKNOWN
    return DriftSeverity.MINOR if entry.invariants == invariants(source) else DriftSeverity.MAJOR


def invariants(unit: Unit) -> str:
    """Eight hexadecimal digits of what a block has in every language, then HEAVY if it is."""
    tokens = "\n".join(sorted(_tokens(unit).elements()))
    return _short(tokens) + HEAVY * is_heavy(unit)


def has_facts(unit: Unit) -> bool:
    """Whether a block has what is the same in every language, or warns."""
    return is_heavy(unit) or bool(_tokens(unit))


def kept_of(unit: Unit) -> dict[str, str]:
    """What an entry of a lock keeps of its source, by the names of its fields."""
    return {
        "source": unit.hash,
        "raw": unit.raw,
        "sketch": unit.sketch,
        "invariants": invariants(unit),
        "wording": wording(unit),
    }


def wording(unit: Unit) -> str:
    """Eight hexadecimal digits of what a block says but for its addresses; empty for a block without any."""
    if unit.kind == "code":
        return ""
    words, found = without_destinations(unit.normal)
    return _short(f"{unit.kind}\n{words}") if found else ""


def is_heavy(unit: Unit) -> bool:
    """Whether a block warns, or speaks of security or of something that goes away."""
    names = [name.removeprefix("admonition:") for name in unit.block.containers]
    opening = _ADMONITION.match(unit.block.text) if unit.kind == "admonition_title" else None
    types = set(" ".join([*names, opening["types"] if opening else ""]).split())
    return not types.isdisjoint(_WARNINGS) or (
        unit.kind != "code" and _HEAVY_WORDS.search(unit.normal) is not None
    )


def _tokens(unit: Unit) -> Counter[str]:
    if unit.fence is None and unit.kind == "code":
        return Counter([unit.normal])
    if unit.fence is not None and unit.fence.language != "mermaid":
        return Counter(_code(unit))
    if unit.fence is not None:
        return Counter([_DIAGRAM_TEXT.sub("", unit.fence.source), *_prose_tokens(unit.fence.source)])
    return Counter(_prose_tokens(unit.normal))


def _code(unit: Unit) -> Iterator[str]:
    """A fence without its attributes: those are the page's own, such as the reason for not being run."""
    language, _, code = unit.normal.split("\n", 2)
    yield f"{language}\n{code}"


def _prose_tokens(text: str) -> Iterator[str]:
    yield from (f"`{code}" for code in code_spans(text))
    yield from destinations(text)
    yield from _ADDRESS_ATTRIBUTE.findall(text)
    plain = without_code_spans(without_links(text))
    for pattern in _TOKENS:
        yield from (re.sub(r"\s", "", token.casefold()) for token in pattern.findall(plain))
    yield from ("¬" for _ in _NEGATION.finditer(plain))


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]
