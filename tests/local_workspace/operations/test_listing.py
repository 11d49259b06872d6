"""The committed list says of each operation what the SDK, the marks and the recordings of Azure say now."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .listing import (
    CLIENT,
    COMMAND,
    FILE,
    REFUSED,
    RUNS,
    SDK_REFUSES,
    Listing,
    ListingError,
    Row,
    document,
)
from .marks import marked
from .sdk import operations

pytestmark = pytest.mark.listing

STALE = f"{FILE.name} is stale: run {COMMAND}"
TEST = "tests/x.py::test_x"
GET = "GET {workspace}/jobs/{job}"


def _without_what_is_gone(rows: dict[str, Row]) -> dict[str, Row]:
    proofs = marked("effect")
    for name, row in rows.items():
        if "tests" in row:
            row["tests"] = {test: sent for test, sent in row["tests"].items() if test in proofs.get(name, ())}
    gone = (name for name, row in rows.items() if name not in operations() or row.get("tests") == {})
    for name in list(gone):
        del rows[name]
    return rows


def test_the_list_is_what_is_generated_now(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--approve"):
        Listing().save(_without_what_is_gone(Listing().rows()))
        return
    assert Listing().read() == document(Listing().rows()), STALE


def test_each_operation_of_the_sdk_has_a_row(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--approve"):
        return  # tests that come later add rows
    rows, proofs = Listing().rows(), marked("effect")
    assert rows.keys() == operations().keys(), STALE
    tests = {name: tuple(row["tests"]) for name, row in rows.items() if "tests" in row}
    assert tests == dict(proofs), STALE


def test_each_row_has_one_of_four_states() -> None:
    for name, row in Listing().rows().items():
        measured = any(row.get("tests", {}).values())
        expected = {RUNS: measured, CLIENT: not measured, REFUSED: "by" in row, SDK_REFUSES: "error" in row}
        assert expected[row["state"]], name


def test_the_list_can_be_read_without_the_sdk() -> None:
    expected = {"azure_ai_ml", "ignored", "job_kinds", "operations", "recorded"}
    assert json.loads(FILE.read_text("utf-8")).keys() == expected


def test_a_proof_is_listed_when_it_is_approved(tmp_path: Path) -> None:
    listing = Listing(tmp_path / "operations.json")
    with pytest.raises(ListingError, match=r"--approve"):
        listing.note_effect("jobs.get", TEST, {GET}, approve=False)
    listing.note_effect("jobs.get", TEST, {GET}, approve=True)
    assert listing.rows() == {"jobs.get": {"state": RUNS, "tests": {TEST: [GET]}}}
    assert listing.read()["recorded"] == {GET: "2022-08..2023-05"}
    listing.note_effect("jobs.get", TEST, {GET}, approve=False)
    with pytest.raises(ListingError, match="PUT"):
        listing.note_effect("jobs.get", TEST, {GET, "PUT {workspace}"}, approve=False)


def test_a_list_that_a_merge_has_left_in_pieces_is_made_anew(tmp_path: Path) -> None:
    listing = Listing(tmp_path / "operations.json")
    listing.path.write_text('<<<<<<< HEAD\n{"operations": {}}\n')
    with pytest.raises(ListingError, match="effect or listing"):
        listing.note_effect("jobs.get", TEST, {GET}, approve=False)
    listing.note_effect("jobs.get", TEST, {GET}, approve=True)
    assert listing.rows().keys() == {"jobs.get"}


def test_a_proof_without_a_request_is_the_clients(tmp_path: Path) -> None:
    listing = Listing(tmp_path / "operations.json")
    listing.note_effect("jobs.validate", TEST, (), approve=True)
    assert listing.rows()["jobs.validate"]["state"] == CLIENT


def test_a_refusal_is_compared(tmp_path: Path) -> None:
    listing, row = Listing(tmp_path / "operations.json"), {"state": REFUSED, "by": GET, "requests": [GET]}
    with pytest.raises(ListingError):
        listing.note_refusal("jobs.get", row, approve=False)
    listing.note_refusal("jobs.get", row, approve=True)
    listing.note_refusal("jobs.get", row, approve=False)
    with pytest.raises(ListingError):
        listing.note_refusal("jobs.get", row | {"by": "PUT {workspace}"}, approve=False)
