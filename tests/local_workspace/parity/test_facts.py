"""The comparison itself: it must see what it is there to see."""

from typing import Any

import pytest

from .facts import Answer, Operation, has_field

SECRETS = Operation(
    "GET x",
    "2022",
    {
        200: Answer(3, ("ETag",), ("id", "value[].name", "properties.kind")),
        404: Answer(1, codes=("UserError",), inner_codes=("NotFound",)),
    },
)
GOOD: dict[str, Any] = {"id": "a", "value": [{"name": "b"}], "properties": {"kind": None}}


def _refusal(code: str, inner: str) -> dict[str, Any]:
    chain = [{"type": "InnerError", "info": {"value": {"code": inner, "innerError": None}}}]
    return {"error": {"code": code, "message": "m", "additionalInfo": chain}}


CASES: list[tuple[int, dict[str, str], Any, list[str]]] = [
    (200, {"ETag": "1"}, GOOD, []),
    (200, {"ETag": "1"}, GOOD | {"more": 1, "value": []}, []),
    (200, {}, GOOD, ["header ETag"]),
    (200, {"ETag": "1"}, GOOD | {"value": [{}]}, ["field value[].name"]),
    (200, {"ETag": "1"}, GOOD | {"properties": None}, ["field properties.kind"]),
    (201, {}, GOOD, ["status 201"]),
    (404, {}, _refusal("UserError", "NotFound"), []),
    (404, {}, _refusal("ResourceNotFound", "NotFound"), ["code ResourceNotFound"]),
    (404, {}, _refusal("UserError", "Other"), ["inner code Other"]),
]


def test_a_name_may_hold_dots() -> None:
    assert has_field({"a": {"b.c": None}}, ["a", "b", "c"])
    assert not has_field({"a": {"b.d": None}}, ["a", "b", "c"])


@pytest.mark.parametrize(("status", "headers", "document", "expected"), CASES)
def test_differences(status: int, headers: dict[str, str], document: Any, expected: list[str]) -> None:
    assert list(SECRETS.differences(status, headers, document)) == expected
