"""PO files: one a page and language, as GNU gettext describes them.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html (checked 2026-11-21): `#.` comments are
the program's and tools keep them, `#` comments are the translator's, `#|` is the source that a fuzzy
translation was made of. Weblate wraps lines anew and maintains the header
(https://docs.weblate.org/en/latest/formats/gettext.html); nothing here depends on either.
"""

import re
from collections.abc import Iterator

import polib

from translation_drift.errors import DriftError
from translation_drift.exchange.exchange_unit import ExchangePage, ExchangeUnit, ReturnedUnit
from translation_drift.lock import Review

_HASHES = re.compile(r"^hashes:\s+([0-9a-f/]+)$", re.MULTILINE)
_REVIEW = re.compile(r"^\s*review:\s+(\w+)", re.MULTILINE)
_WHERE = re.compile(r"\(line (\d+)\)")
_FUZZY = "fuzzy"
_OUR_LANGUAGE = "X-I18n-Language"
"""Kept apart: some tools write their own name of the language into `Language`."""


def write_po(page: ExchangePage) -> bytes:
    """The PO file of a page; the same page gives the same bytes."""
    file = polib.POFile(wrapwidth=78)
    file.metadata = {
        "Project-Id-Version": page.source_path,
        "POT-Creation-Date": f"{page.date} 00:00+0000",
        "PO-Revision-Date": f"{page.date} 00:00+0000",
        "Last-Translator": "",
        "Language-Team": page.language,
        "Language": page.language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        _OUR_LANGUAGE: page.language,
    }
    file.extend(_entry(page, unit) for unit in page.units)
    return f"{str(file).rstrip()}\n".encode()


def read_po(content: bytes, path: str) -> list[ReturnedUnit]:
    """The units of a PO file, however a tool has wrapped its lines; raises DriftError with the line."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
        file = polib.pofile(text + "\n")
    except UnicodeDecodeError as error:
        raise DriftError("is not UTF-8; save it as UTF-8", path) from error
    except OSError as error:
        where = _WHERE.search(str(error))
        message = "is not a PO file; check it with `msgfmt -c`"
        raise DriftError(message, path, int(where[1]) if where else None) from error
    language = file.metadata.get(_OUR_LANGUAGE) or file.metadata.get("Language", "").replace("_", "-")
    if not language:
        raise DriftError("its header names no Language", path, 1)
    return list(_returned(file, path, language))


def _entry(page: ExchangePage, unit: ExchangeUnit) -> polib.POEntry:
    place, _, line = unit.source_place.rpartition(":")
    return polib.POEntry(
        msgctxt=f"{page.page}#{unit.block}",
        msgid=unit.source,
        msgstr=unit.target,
        previous_msgid=unit.previous,
        occurrences=[(place, line)],
        comment=f"{unit.kind}, {unit.state}\nhashes: {unit.hashes}",
        tcomment=f"review: {unit.review}" if unit.review else "",
        flags=[_FUZZY] if unit.pending and unit.target else [],
    )


def _returned(file: polib.POFile, path: str, language: str) -> Iterator[ReturnedUnit]:
    for entry in file:
        if entry.obsolete or not entry.msgctxt:
            continue
        page, _, block = entry.msgctxt.rpartition("#")
        hashes = _HASHES.search(entry.comment)
        yield ReturnedUnit(
            path=path,
            line=entry.linenum or 1,
            language=language,
            page=page,
            block=block,
            target=entry.msgstr,
            pending=_FUZZY in entry.flags or not entry.msgstr,
            review=_review(entry, path),
            hashes=hashes[1] if hashes else "",
        )


def _review(entry: polib.POEntry, path: str) -> Review | None:
    found = _REVIEW.search(entry.tcomment)
    if found is None:
        return None
    try:
        return Review(found[1])
    except ValueError as error:
        message = f"{entry.msgctxt}: unknown review {found[1]!r}; known are {', '.join(Review)}"
        raise DriftError(message, path, entry.linenum) from error
