"""Our answers against what the real service was seen to answer: status, fields, headers, error codes."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from local_workspace.workspace_server import LocalWorkspace

from . import facts
from .conversation import Conversation, Exchange
from .known_differences import HOSTS_REFUSED, KNOWN, NO_OWN_OPERATION, NOT_SERVED
from .service import Service

OPERATIONS = facts.load()
REFUSED = [name for name in OPERATIONS if name.split(" ")[1].startswith(HOSTS_REFUSED)]


@pytest.fixture(scope="module")
def service(local_workspace: LocalWorkspace) -> Iterator[Service]:
    with Service(local_workspace) as service:
        yield service


@pytest.fixture(scope="module")
def exchanges(service: Service) -> list[Exchange]:
    return Conversation(service).hold()


def _differences(exchange: Exchange) -> set[tuple[str, str]]:
    operation = OPERATIONS[exchange.operation]
    answer = exchange.answer
    found = operation.differences(answer.status_code, answer.headers, exchange.document)
    return {(exchange.operation, difference) for difference in found}


def test_each_answer_is_one_that_the_real_service_gives(exchanges: list[Exchange]) -> None:
    unexplained = [
        f"{operation} ({each.purpose}): {difference}\n  {each.answer.text[:300]}"
        for each in exchanges
        for operation, difference in sorted(_differences(each) - KNOWN.keys())
    ]
    assert not unexplained, "\n".join(unexplained)


def test_no_known_difference_has_gone(exchanges: list[Exchange]) -> None:
    seen = {difference for each in exchanges for difference in _differences(each)}
    assert not KNOWN.keys() - seen


def test_each_operation_of_the_real_service_is_driven_or_listed(exchanges: list[Exchange]) -> None:
    driven = {each.operation for each in exchanges}
    listed = [driven, set(NOT_SERVED), set(REFUSED), set(NO_OWN_OPERATION)]
    assert set().union(*listed) == set(OPERATIONS)
    assert sum(map(len, listed)) == len(OPERATIONS)


@pytest.mark.parametrize("operation", sorted(NOT_SERVED))
def test_what_is_not_served_says_so(service: Service, operation: str) -> None:
    method, address = operation.split(" ", 1)
    _name_samples(service, address)
    answer = service.send(method, f"{address}?api-version=2024-04-01", {} if method != "GET" else None)
    assert answer.status_code == 501
    error = answer.json()["error"]
    assert error["code"] == "NotImplemented"
    assert f"{method} {service.fill_in(address)}" in error["message"]


@pytest.mark.parametrize("operation", REFUSED)
def test_a_host_that_is_not_emulated_is_not_reached(service: Service, operation: str) -> None:
    method, address = operation.split(" ", 1)
    _name_samples(service, address)
    with pytest.raises(httpx.ProxyError, match="403"):
        service.send(method, address)


def _name_samples(service: Service, address: str) -> None:
    service.names |= {"region": service.names["location"]}
    names = [part.split("}")[0] for part in address.split("{")[1:]]
    service.names |= {name: "sample" for name in names if name not in service.names}
