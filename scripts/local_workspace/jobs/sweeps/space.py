"""The space that a sweep searches: from what distribution each hyperparameter is drawn.

Wire form: azure-ai-ml 1.35.2, entities/_job/sweep/search_space.py. What each distribution returns:
https://learn.microsoft.com/azure/machine-learning/how-to-tune-hyperparameters (2025-09-15) and
…/reference-yaml-job-sweep#parameter-expressions (2024-12-03). Unverified: how the service words its refusals.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, cast

from local_workspace.arm import Json
from local_workspace.errors import ArmError, not_implemented, user_error

NUMBERS = {
    "randint": ("upper",),
    **dict.fromkeys(("uniform", "loguniform"), ("min_value", "max_value")),
    **dict.fromkeys(("quniform", "qloguniform"), ("min_value", "max_value", "q")),
    **dict.fromkeys(("normal", "lognormal"), ("mu", "sigma")),
    **dict.fromkeys(("qnormal", "qlognormal"), ("mu", "sigma", "q")),
}
"""The numbers that describe each distribution, in the order of the wire; `choice` has a list of values."""

EDGE = 1e-12
"""How near a normal distribution is followed to its ends, which lie at infinity."""


@dataclass(frozen=True)
class Distribution:
    """From what a hyperparameter is drawn."""

    kind: str
    values: tuple[Any, ...] = ()
    numbers: tuple[float, ...] = ()

    @property
    def size(self) -> int | None:
        """How many values there are; None when they are not counted."""
        return len(self.values) if self.kind in ("choice", "randint") else None

    def at(self, share: float, base: float = math.e) -> Any:
        """The value below which this share of all draws lies: a uniform share gives a draw."""
        if self.size is not None:
            return self.values[min(int(share * self.size), self.size - 1)]
        return self.shape(self._plain(share), base)

    def shape(self, plain: float, base: float = math.e) -> float:
        """Take the exponential and round to steps of q, where the distribution says so."""
        value = base**plain if "log" in self.kind else plain
        step = self.numbers[2] if self.kind.startswith("q") else 0
        return round(value / step) * step if step else value

    def _plain(self, share: float) -> float:
        first, second = self.numbers[:2]
        if self.kind.endswith("uniform"):
            return first + share * (second - first)
        return NormalDist(first, second).inv_cdf(min(max(share, EDGE), 1 - EDGE)) if second else first


def read_space(sent: Json) -> Mapping[str, Distribution]:
    """The distributions of a search space; refused where they are none."""
    if not sent:
        raise refused("The search space of a sweep job must have at least one hyperparameter.")
    return {name: _read(name, expression) for name, expression in sent.items()}


def size_of(space: Mapping[str, Distribution]) -> int | None:
    """How many points the space has; None when some hyperparameter is continuous."""
    sizes = [each.size for each in space.values()]
    return None if None in sizes else math.prod(size for size in sizes if size is not None)


def refused(message: str) -> ArmError:
    """The form in which a job is refused."""
    return user_error(400, message, "BadArgument", "ArgumentInvalid")


def _read(name: str, expression: Any) -> Distribution:
    match expression:
        case [str(kind), list()]:
            arguments = cast("list[Any]", expression[1])
        case _:
            raise refused(f"The hyperparameter {name!r} has no valid distribution: {expression!r}.")
    if kind.lower() == "choice":
        return Distribution("choice", values=_choices(name, arguments))
    if kind.lower() not in NUMBERS:
        raise refused(f"The hyperparameter {name!r} has the unknown distribution {kind!r}.")
    return _described(name, kind.lower(), arguments)


def _choices(name: str, arguments: list[Any]) -> tuple[Any, ...]:
    values: Any = arguments[0] if len(arguments) == 1 else None
    if not isinstance(values, list) or not values:
        raise refused(f"The hyperparameter {name!r}: choice needs a list of values.")
    values = cast("list[Any]", values)
    if any(isinstance(value, dict | list) for value in values):
        raise not_implemented(f"a choice between nested search spaces (hyperparameter {name!r})")
    return tuple(values)


def _described(name: str, kind: str, numbers: list[Any]) -> Distribution:
    wanted = NUMBERS[kind]
    if len(numbers) != len(wanted) or not all(_is_number(each) for each in numbers):
        raise refused(f"The hyperparameter {name!r}: {kind} needs the numbers {', '.join(wanted)}.")
    given = dict(zip(wanted, numbers, strict=True))
    if given.get("min_value", 0) > given.get("max_value", math.inf):
        raise refused(f"The hyperparameter {name!r}: min_value is greater than max_value.")
    if given.get("sigma", 0) < 0 or given.get("q", 1) <= 0:
        raise refused(f"The hyperparameter {name!r}: sigma must not be negative, and q must be positive.")
    if kind != "randint":
        return Distribution(kind, numbers=tuple(numbers))
    if not isinstance(given["upper"], int) or given["upper"] < 1:
        raise refused(f"The hyperparameter {name!r}: upper must be a whole number greater than 0.")
    return Distribution(kind, values=tuple(range(given["upper"])))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
