"""Puts the table of the SDK's operations into the page that has the line ``<!-- operations -->``.

The tests of the local workspace write `docs/operations.json` (tests/local_workspace/operations/listing.py):
the SDK is not installed where the site is built.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, cast

from markdown_pages import Page

from site_hooks.errors import SiteError
from site_hooks.page_edits import Edit

FILE = Path("docs", "operations.json")
COMMAND = './scripts/test tests/local_workspace -m "effect or listing" --approve'
MARKER = "<!-- operations -->"

Row = Mapping[str, Any]
Words = Mapping[str, Any]


def edits(page: Page, root: Path, language: str, words: Words) -> Iterator[Edit]:
    """Return the table in place of the line that asks for it: a heading and a table for each group."""
    for number, line in enumerate(page.text.splitlines(), 1):
        if line.strip() == MARKER:
            yield from _parts(number, Listing(_read(root), language, words["operations"]))


def _read(root: Path) -> Mapping[str, Any]:
    try:
        return json.loads((root / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SiteError(f"{FILE.as_posix()} cannot be read ({error}): {COMMAND}") from error


def _parts(line: int, listing: "Listing") -> Iterator[Edit]:
    yield Edit(line, line, 0, f"<p>{escape(listing.summary)}</p>")
    for group, names in groupby(listing.rows, lambda name: name.partition(".")[0]):
        anchor = f"sdk-{group.replace('_', '-')}"
        yield Edit.after(line, 0, markdown=(f"### `{group}` {{#{anchor}}}",))
        yield Edit.after(line, 0, listing.table(list(names)))


class Listing:
    """The list in the reader's language."""

    def __init__(self, document: Mapping[str, Any], language: str, words: Words) -> None:
        self.rows = cast(Mapping[str, Row], document["operations"])
        self._document = document
        self._language = language
        self._words = words

    @property
    def summary(self) -> str:
        """How many operations are in which state, and which kinds of jobs run."""
        counts = Counter(row["state"] for row in self.rows.values())
        states = {state: counts[state] for state in self._words["states"]}
        version, kinds = self._document["azure_ai_ml"], ", ".join(self._document["job_kinds"])
        summary = self._words["summary"].format(version=version, all=len(self.rows), **states)
        return summary + self._words["job_kinds"].format(kinds=kinds)

    def table(self, names: list[str]) -> str:
        """The operations of a group."""
        heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in self._words["heads"])
        rows = "".join(self._row(name) for name in names)
        return (
            f'<table class="handbook-operations" lang="{self._language}">'
            f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
        )

    def _row(self, name: str) -> str:
        row = self.rows[name]
        state = escape(self._words["states"][row["state"]].format(error=row.get("error", "")))
        ignored = "".join(
            self._ignored(fact) for fact in self._document["ignored"] if fact["operation"] == name
        )
        cells = f'<th scope="row"><code>{escape(name.partition(".")[2])}</code></th><td>{state}{ignored}</td>'
        return f'<tr class="handbook-{row["state"]}">{cells}<td>{self._evidence(row)}</td></tr>'

    def _ignored(self, fact: Row) -> str:
        what = ", ".join(f"<code>{escape(each)}</code>" for each in fact["what"])
        why = escape(fact["why"][self._language])
        return f'<p class="handbook-ignored">{self._words["ignored"].format(what=what)} {why}</p>'

    def _evidence(self, row: Row) -> str:
        requests = _requests(row)
        recorded = {each: self._document["recorded"].get(each) for each in requests}
        text = escape(self._evidence_text([when for when in recorded.values() if when], len(requests)))
        lists = [(self._words["requests"], [self._request(*each) for each in recorded.items()])]
        lists += [(self._words["proofs"], [f"<code>{escape(test)}</code>" for test in row.get("tests", ())])]
        shown = "".join(
            f"<p>{escape(title)}</p><ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
            for title, items in lists
            if items
        )
        return f"<details><summary>{text}</summary>{shown}</details>" if shown else text

    def _evidence_text(self, dates: list[str], requests: int) -> str:
        if not requests:
            return self._words["no_request"]
        if not dates:
            return self._words["unrecorded"]
        ends = [part for each in dates for part in each.split("..")]
        span = " – ".join(sorted({min(ends), max(ends)}))
        return self._words["recorded"].format(dates=span, known=len(dates), all=requests)

    def _request(self, name: str, when: str | None) -> str:
        date = " – ".join(sorted(set(when.split("..")))) if when else self._words["unrecorded"]
        return f"<code>{escape(name)}</code>: {escape(date)}"


def _requests(row: Row) -> list[str]:
    """What refused comes first, the rest by name."""
    sent = {each for requests in row.get("tests", {}).values() for each in requests}
    sent |= set(row.get("requests", ()))
    return sorted(sent, key=lambda each: (each != row.get("by"), each))
