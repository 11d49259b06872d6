"""Refuses documents whose members are of the wrong JSON type, before anything is made of them."""

from collections.abc import Callable, Mapping
from typing import Any

from local_workspace.arm import Json
from local_workspace.errors import ArmError

Shape = Callable[[Any], bool]


def text(value: Any) -> bool:
    """A string."""
    return isinstance(value, str)


def flag(value: Any) -> bool:
    """True or false."""
    return isinstance(value, bool)


def number(value: Any) -> bool:
    """A whole number."""
    return isinstance(value, int) and not flag(value)


def decimal(value: Any) -> bool:
    """A number, whole or not."""
    return isinstance(value, int | float) and not flag(value)


def document(value: Any) -> bool:
    """An object."""
    return isinstance(value, dict)


def texts(value: Any) -> bool:
    """An object of strings, or of what is written as one."""
    return document(value) and all(isinstance(each, str | int | float | None) for each in value.values())


def documents(value: Any) -> bool:
    """An object of objects; null where one is not given."""
    return document(value) and all(each is None or document(each) for each in value.values())


def listed(value: Any) -> bool:
    """A list of objects."""
    return isinstance(value, list) and all(map(document, value))  # pyright: ignore[reportUnknownArgumentType]


def words(value: Any) -> bool:
    """A list of strings."""
    return isinstance(value, list) and all(map(text, value))  # pyright: ignore[reportUnknownArgumentType]


NAMES: Mapping[Shape, str] = {
    text: "a string",
    flag: "true or false",
    number: "a whole number",
    decimal: "a number",
    document: "an object",
    texts: "an object of strings",
    documents: "an object of objects",
    listed: "a list of objects",
    words: "a list of strings",
}


def check(sent: Json, shapes: Mapping[str, Shape], where: str = "") -> None:
    """Refuse the first member that is there, not null, and of another shape.

    The code is ARM's for content that cannot be read; unverified for these members.
    """
    for name, shape in shapes.items():
        if sent.get(name) is not None and not shape(sent[name]):
            raise ArmError(400, "InvalidRequestContent", f"{where}{name} must be {NAMES[shape]}.")
