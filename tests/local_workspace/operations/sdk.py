"""The SDK's operations, by reflection: what MLClient offers, under the names that a program writes."""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any


@dataclass(frozen=True)
class SdkOperation:
    """One public method of one of MLClient's groups: ``jobs.begin_cancel``."""

    group: str
    method: str
    kind: type[Any]
    """The class whose method it is."""

    @property
    def name(self) -> str:
        """What a program writes after ``ml_client.``."""
        return f"{self.group}.{self.method}"

    @property
    def function(self) -> Callable[..., Any]:
        """The method itself."""
        return getattr(self.kind, self.method)


@cache
def operations() -> Mapping[str, SdkOperation]:
    """All operations of the installed SDK, by name."""
    from azure.ai.ml import MLClient

    found = [
        SdkOperation(group, method, kind)
        for group, member in inspect.getmembers(MLClient)
        if (kind := _operations_class(member))
        for method, function in inspect.getmembers(kind, callable)
        if not method.startswith("_") and function is not None
    ]
    return {each.name: each for each in found}


def _operations_class(member: object) -> type[Any] | None:
    if not isinstance(member, property):
        return None
    kind = typing.get_type_hints(member.fget)["return"]
    return kind if inspect.isclass(kind) and kind.__name__.endswith("Operations") else None
