"""The facts that the pages state and cannot run: sourced, on a page, and checked again in time.

An expired fact is a warning here, so that time alone breaks no build. This makes it an error:
`./scripts/test tests/facts/test_facts.py -W error::UserWarning`
"""

import re
import warnings
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

ENGLISH = Path(__file__).parents[2] / "docs" / "en"
FACTS = cast(
    "list[dict[str, Any]]", yaml.safe_load((ENGLISH.parent / "facts.yml").read_text("utf-8"))["facts"]
)
ISO_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")


@pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])
def test_a_fact_is_sourced_and_dated(fact: dict[str, Any]) -> None:
    assert set(fact) == {"id", "pages", "statement", "source", "checked", "expires"}
    assert fact["statement"].endswith(".")
    assert fact["source"]["title"]
    assert fact["source"]["url"].startswith("https://") or "Measured here" in fact["source"]["title"]
    assert fact["checked"] < fact["expires"]


@pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])
def test_a_fact_lies_under_a_heading_of_a_page(fact: dict[str, Any]) -> None:
    for place in fact["pages"]:
        page, heading = place.split("#")
        assert f"{{#{heading}}}" in (ENGLISH / page).read_text("utf-8"), place


@pytest.mark.parametrize("fact", FACTS, ids=[fact["id"] for fact in FACTS])
def test_a_fact_is_not_expired(fact: dict[str, Any]) -> None:
    if date.today() > fact["expires"]:
        message = f"docs/facts.yml: {fact['id']}: checked on {fact['checked']}, expired on {fact['expires']}"
        warnings.warn(message, stacklevel=1)


def test_no_two_facts_have_one_id() -> None:
    ids = [fact["id"] for fact in FACTS]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("page", sorted(ENGLISH.glob("*.md")), ids=lambda page: page.name)
def test_each_date_on_a_page_stands_in_a_fact_about_that_page(page: Path) -> None:
    stated = " ".join(
        fact["statement"] for fact in FACTS if any(place.startswith(page.name) for place in fact["pages"])
    )
    missing = [found for found in ISO_DATE.findall(page.read_text("utf-8")) if found not in stated]
    assert missing == []
