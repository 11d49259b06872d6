"""No message is quoted from memory: each stands in an approved output, or in a test that sees it."""

import re
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "en" / "troubleshooting.md"
ROW = re.compile(r"^\| `(?P<message>[^`]+)` \| (?P<advice>.+) \|$", re.MULTILINE)
LINK = re.compile(r"\]\((?P<page>[\w-]+\.md)#(?P<heading>[\w-]+)\)")
ELSEWHERE = "…"
"""What differs from reader to reader."""
ROWS = [match.groupdict() for match in ROW.finditer(PAGE.read_text("utf-8"))]


def seen() -> list[str]:
    """What programs of the project have printed, and what its tests find in answers."""
    outputs = (ROOT / "samples").rglob("*.out")
    tests = chain((ROOT / "tests" / "pages").glob("*.py"), (ROOT / "tests" / "local_workspace").rglob("*.py"))
    files = [*outputs, *(path for path in tests if path != Path(__file__))]
    return [path.read_text("utf-8") for path in files]


def produced(message: str, texts: list[str]) -> bool:
    pattern = re.compile(r"[^\n]+?".join(map(re.escape, message.rstrip(ELSEWHERE).split(ELSEWHERE))))
    return any(pattern.search(text) for text in texts)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return seen()


def test_there_are_messages() -> None:
    assert len(ROWS) > 15
    assert len({row["message"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("message", [row["message"] for row in ROWS])
def test_a_message_was_produced_here(message: str, texts: list[str]) -> None:
    assert produced(message, texts)


def test_a_message_from_memory_is_noticed(texts: list[str]) -> None:
    assert not produced("Asset paths must not be updated.", texts)
    assert not produced("The input '…' has the type mltable, but … is a folder.", texts)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["message"])
def test_each_leads_to_the_page_that_explains_it(row: dict[str, str]) -> None:
    links = [*LINK.finditer(row["advice"])]
    assert links
    for link in links:
        assert f"{{#{link['heading']}}}" in (PAGE.parent / link["page"]).read_text("utf-8")
