"""What the real service answered (real_azure.json), and how an answer of ours differs from it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast


@dataclass(frozen=True)
class Answer:
    """What was seen of one operation with one status code."""

    seen: int
    headers: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    inner_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Operation:
    """One operation of the real service."""

    name: str
    when: str
    answers: Mapping[int, Answer] = field(default_factory=dict[int, Answer])

    def differences(self, status: int, headers: Mapping[str, str], document: Any) -> Iterator[str]:
        """In which points an answer of ours differs from all that the real service was seen to answer."""
        answer = self.answers.get(status)
        if answer is None:
            yield f"status {status}"
            return
        yield from (f"header {name}" for name in answer.headers if name not in headers)
        yield from (f"field {path}" for path in answer.fields if not has_field(document, path.split(".")))
        if answer.codes and (code := error_code(headers, document)) not in answer.codes:
            yield f"code {code}"
        yield from (f"inner code {code}" for code in inner_codes(document) if code not in answer.inner_codes)


def has_field(document: Any, path: list[str]) -> bool:
    """Whether a field is there, whatever its value; an empty list has all that its members would have.

    A member's own name may hold dots, as `azureml.onlineendpointid` does.
    """
    if not path or (isinstance(document, dict) and ".".join(path) in document):
        return True
    name, is_list = path[0].removesuffix("[]"), path[0].endswith("[]")
    if not isinstance(document, dict) or name not in document:
        return False
    value = cast(dict[str, Any], document)[name]
    if is_list:
        return not value or all(has_field(each, path[1:]) for each in cast(list[Any], value))
    return has_field(value, path[1:])


def error_code(headers: Mapping[str, str], document: Any) -> str | None:
    """The code of a refusal: in the document, or in the header where storage puts it."""
    if isinstance(document, dict) and "error" in document:
        return cast(dict[str, Any], document)["error"].get("code")
    return headers.get("x-ms-error-code")


def inner_codes(document: Any) -> Iterator[str]:
    """The chain of more exact codes that Azure ML gives beside the code of a refusal."""
    error = cast(dict[str, Any], document).get("error") if isinstance(document, dict) else None
    for each in cast(dict[str, Any], error or {}).get("additionalInfo", ()):
        if each["type"] == "InnerError":
            inner = each["info"]["value"]
            while inner:
                yield inner["code"]
                inner = inner.get("innerError")


@cache
def load() -> dict[str, Operation]:
    """All operations, by name: method and address, with {workspace} for a workspace's address and so on."""
    document = json.loads(Path(__file__).with_name("real_azure.json").read_text("utf-8"))
    return {each["operation"]: _operation(each) for each in document["operations"]}


def _operation(entry: dict[str, Any]) -> Operation:
    answers = {int(status): _answer(answer) for status, answer in entry["answers"].items()}
    return Operation(entry["operation"], entry["when"], answers)


def _answer(entry: dict[str, Any]) -> Answer:
    lists = {key: tuple(value) for key, value in entry.items() if key != "seen"}
    return Answer(entry["seen"], **lists)
