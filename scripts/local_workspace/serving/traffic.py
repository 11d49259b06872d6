"""Which deployment answers a request, and which one gets a copy of it."""

import secrets

from local_workspace.arm import Json, section


def choose(endpoint: Json, chance: float) -> str | None:
    """The deployment that live traffic leads to, for a chance of 0 to 1; None when there is none."""
    weights = {name: weight for name, weight in section(endpoint, "traffic").items() if weight > 0}
    total = 0
    for name, weight in weights.items():
        total += weight
        if chance * sum(weights.values()) < total:
            return name
    return next(iter(weights), None)


def mirror(endpoint: Json, chance: float) -> str | None:
    """The deployment that gets a copy of a request, for a chance of 0 to 1; None when none gets one."""
    for name, weight in section(endpoint, "mirrorTraffic").items():
        if 100 * chance < weight:
            return name
    return None


def chance() -> float:
    """A number from 0 to 1 that nobody can foresee."""
    return secrets.randbelow(1 << 30) / (1 << 30)
