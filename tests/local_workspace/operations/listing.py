"""The committed list that the page is made of: docs/operations.json, written by the tests with --approve.

The site is built where the SDK is not installed, so the list is kept with the page and compared by the tests.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from ..parity import facts
from .marks import ROOT
from .server_parts import served

FILE = ROOT / "docs" / "operations.json"
IGNORED = ROOT / "scripts" / "local_workspace" / "resources" / "ignored.yml"
COMMAND = './scripts/test tests/local_workspace -m "effect or listing" --approve'
RUNS, CLIENT, REFUSED, SDK_REFUSES = "runs", "client", "refused", "sdk_refuses"

Row = dict[str, Any]


class ListingError(Exception):
    """The list does not say what a test has just seen."""


@dataclass
class Listing:
    """The rows of all operations, each with what proves it."""

    path: Path = FILE

    def rows(self) -> dict[str, Row]:
        """What is listed, by operation."""
        return self.read().get("operations", {})

    def note_effect(self, operation: str, test: str, requests: Iterable[str], *, approve: bool) -> None:
        """A test has proved an operation, which sent these requests meanwhile."""
        rows, seen = self.rows(), sorted(set(requests))
        tests: dict[str, list[str]] = rows.get(operation, {}).get("tests", {})
        if not approve:
            listed = set(tests.get(test, ())) if test in tests else None
            if listed is None or not listed.issuperset(seen):
                raise ListingError(f"{operation} sent {seen}, {listed=} by {self.path.name}: run {COMMAND}")
            return
        tests = dict(sorted({**tests, test: seen}.items()))
        state = RUNS if any(tests.values()) else CLIENT
        self.save({**rows, operation: {"state": state, "tests": tests}})

    def note_refusal(self, operation: str, row: Row, *, approve: bool) -> None:
        """A call of an operation that has no effect here was refused."""
        rows = self.rows()
        if approve:
            self.save({**rows, operation: row})
        elif rows.get(operation) != row:
            raise ListingError(f"{operation}: {row}; listed is {rows.get(operation)}: run {COMMAND}")

    def save(self, rows: Mapping[str, Row]) -> None:
        """Write the list, in an order that merges well."""
        text = json.dumps(document(rows), indent=1, ensure_ascii=False)
        self.path.write_text(f"{text}\n", "utf-8")

    def read(self) -> dict[str, Any]:
        """The whole document; empty when there is none, or one that a merge has left in pieces."""
        try:
            return json.loads(self.path.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}


def document(rows: Mapping[str, Row]) -> dict[str, Any]:
    """What the page is made of."""
    return {
        "azure_ai_ml": version("azure-ai-ml"),
        "job_kinds": served().job_kinds,
        "recorded": recorded(rows),
        "operations": dict(sorted(rows.items())),
        "ignored": ignored(),
    }


def ignored() -> list[dict[str, str]]:
    """What is accepted and does nothing, as the file beside the server says."""
    return yaml.safe_load(IGNORED.read_text("utf-8"))


def requests_of(row: Row) -> set[str]:
    """All requests of an operation that were seen."""
    return {each for sent in row.get("tests", {}).values() for each in sent} | set(row.get("requests", ()))


def recorded(rows: Mapping[str, Row]) -> dict[str, str]:
    """When the real service was recorded answering each of the requests, as far as it was."""
    known = facts.load()
    sent = sorted({each for row in rows.values() for each in requests_of(row)})
    return {each: known[each].when for each in sent if each in known}
