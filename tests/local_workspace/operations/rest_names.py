"""Gives a request of the SDK the name of its REST operation, the one that the recordings of Azure use.

A request that no recording has is named by the route that serves it; one that is not served either, by its
path, in which names and types alternate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from local_workspace import app
from local_workspace.routing import API, ARM, BLOB, REGISTRY, REGISTRY_FRONT_END, WORKSPACE

from ..parity import facts
from .server_parts import served

_SCOPE = "/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.MachineLearningServices/workspaces/{ws}"
_LONG = {
    "{workspace}": "{arm}{scope}",
    "{registry}": "https://{cert}.experiments.azureml.net/mferp/managementfrontend/subscriptions/{s}"
    "/resourceGroups/{rg}/providers/Microsoft.MachineLearningServices/registries/{registry_name}",
    "{arm}": f"https://{ARM}",
    "{scope}": _SCOPE,
    "{api}": "https://{region}.api.azureml.ms",
    "{blob}": "https://{account}.blob.core.windows.net",
    "{login}": "https://login.microsoftonline.com",
}
_TELLING = ("comp", "restype")
"""Parameters of the query that make another operation of the same address."""

_SAYS_NOTHING = (":path", "{provider}", "{action}")
"""Parameters of a route that serves several operations."""


@dataclass(frozen=True)
class _Pattern:
    name: str
    method: str
    address: re.Pattern[str]
    query: Mapping[str, str]

    def fits(self, method: str, address: str, query: Mapping[str, str]) -> bool:
        return (
            self.method in (method, "*")
            and query == self.query
            and self.address.fullmatch(address) is not None
        )


def name_of(method: str, url: str) -> str:
    """The operation of a request."""
    parts = urlsplit(url)
    address = f"https://{parts.hostname}{re.sub('//+', '/', parts.path).rstrip('/')}"
    query = {key: value for key, value in parse_qsl(parts.query) if key in _TELLING}
    for pattern in (*_recorded(), *_served()):
        if pattern.fits(method, address, query):
            return pattern.name
    told = "&".join(f"{key}={value}" for key, value in query.items())
    return f"{method} {_by_position(address)}{'?' + told if told else ''}"


@cache
def _recorded() -> list[_Pattern]:
    return [_pattern(name) for name in sorted(facts.load(), key=lambda name: name.count("{"))]


@cache
def _served() -> list[_Pattern]:
    return list(_route_patterns(served().routes))


def _route_patterns(routes: list[app.Route]) -> Iterator[_Pattern]:
    hosts = {ARM: "{arm}", API: "{api}", BLOB: "{blob}"}
    registry = f"https://{REGISTRY_FRONT_END}/mferp/managementfrontend{REGISTRY}"
    for route in routes:
        path = route.pattern.replace(WORKSPACE, "{scope}")
        host = hosts.get(route.host, f"https://{route.host}")
        name = f"{host}{path}".replace("{arm}{scope}", "{workspace}").replace(registry, "{registry}")
        for long, short in (("{subscription}", "{s}"), ("{resource_group}", "{rg}")):
            name = name.replace(long, short)
        if not any(each in name for each in _SAYS_NOTHING):
            yield _pattern(f"{route.method} {name}")


def _pattern(name: str) -> _Pattern:
    method, _, address = name.partition(" ")
    address, _, query = address.partition("?")
    if not address.startswith("{registry}/"):  # further on, it is a registry's name
        address = address.replace("{registry}", "{registry_name}")
    for short, long in _LONG.items():
        address = address.replace(short, long)
    expression = re.sub(r"\\\{path\\\}", ".+", re.escape(address))
    expression = re.sub(r"\\\{\w+\\\}", "[^/]+", expression)
    return _Pattern(name, method, re.compile(expression, re.IGNORECASE), dict(parse_qsl(query)))


def _by_position(address: str) -> str:
    scope = re.escape(_SCOPE)
    scope = re.sub(r"\\\{\w+\\\}", "[^/]+", scope)
    short = re.sub(scope, "{scope}", address, flags=re.IGNORECASE)
    short = re.sub(r"https://\w+\.api\.azureml\.ms", "{api}", short)
    short = short.replace(f"https://{ARM}", "{arm}").replace("{arm}{scope}", "{workspace}")
    head, mark, tail = (
        short.partition("{workspace}") if "{workspace}" in short else short.partition("{scope}")
    )
    if not mark:
        head, mark, tail = _beyond_workspaces(short)
    kinds = tail.strip("/").split("/") if tail else []
    named = [f"{{{_one(kinds[i - 1])}}}" if i % 2 else each for i, each in enumerate(kinds)]
    return "/".join([f"{head}{mark}", *named])


def _beyond_workspaces(address: str) -> tuple[str, str, str]:
    providers = re.fullmatch(r"(.*)(/providers/[^/]+)(.*)", address)
    head, mark, tail = providers.groups() if providers else (address, "", "")
    head = re.sub(r"(?i)/subscriptions/[^/]+", "/subscriptions/{s}", head)
    head = re.sub(r"(?i)/resourceGroups/[^/]+", "/resourceGroups/{rg}", head)
    return head, mark, tail


def _one(kind: str) -> str:
    kind = kind.lower()
    for plural, one in (("ies", "y"), ("xes", "x"), ("s", "")):
        if kind.endswith(plural):
            return kind.removesuffix(plural) + one
    return kind or "name"
