"""Checks that a test with ``@pytest.mark.effect("jobs.get")`` really calls what its mark names.

The mark claims that the test proves an operation's effect: that the call returned is seen here, that the
effect is asserted is for the test's reviewer.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import contextmanager

from .listing import Listing
from .marks import MarkError
from .recording import Call, names_of, recorded
from .sdk import operations


@contextmanager
def proved(names: Sequence[str], test: str, listing: Listing, *, approve: bool) -> Generator[None]:
    """Run a marked test's body and note what the operations of its mark sent."""
    if unknown := sorted(set(names) - operations().keys()):
        raise MarkError(f"{test}: the SDK has no operation {', '.join(unknown)}")
    with recorded(operations().values()) as calls:
        yield
    for name in names:
        listing.note_effect(name, test, _requests(name, test, calls), approve=approve)


def _requests(name: str, test: str, calls: Sequence[Call]) -> set[str]:
    returned = [call for call in calls if call.operation == name and call.returned]
    if not returned:
        called = ", ".join(sorted({call.operation for call in calls if call.returned})) or "nothing"
        raise MarkError(
            f"{test}: no call of {name} has returned, though the mark says so; it called {called}"
        )
    return names_of(returned)
