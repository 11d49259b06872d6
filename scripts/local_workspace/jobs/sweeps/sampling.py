"""Chooses the values of the next trial: at random, along Sobol's sequence, on a grid, or by what was learned.

https://learn.microsoft.com/azure/machine-learning/how-to-tune-hyperparameters (2025-09-15): grid takes
`choice` only, bayesian `choice`, `uniform` and `quniform`. Unverified: that a finite space is drawn from
without repetition, and how Azure's own bayesian sampling chooses; here Optuna's tree-structured Parzen
estimator does.
"""

# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false, reportUnknownVariableType=false

import itertools
import math
import random
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from local_workspace.arm import Json
from local_workspace.jobs.sweeps.space import Distribution, refused, size_of

if TYPE_CHECKING:
    from optuna import Trial

Space = Mapping[str, Distribution]
Values = dict[str, Any]
SUPPORTED = {"grid": ("choice",), "bayesian": ("choice", "uniform", "quniform")}
"""The distributions that a sampling algorithm takes, where it does not take all."""


class Sampler(Protocol):
    """Chooses the values of trials."""

    def ask(self, trial: int, /) -> Values | None:
        """The values of a trial; None when the space is exhausted."""
        ...

    def tell(self, trial: int, score: float | None, /) -> None:
        """Learn how good a trial was: greater is better, None is not known."""
        ...


def make_sampler(algorithm: Json, space: Space, seed: int | None = None) -> Sampler:
    """The sampler that a sweep asks for; a seed of its own makes what has none repeatable."""
    kind = str(algorithm["samplingAlgorithmType"]).lower()
    check_support(kind, space)
    if kind == "bayesian":
        return Bayesian(space, seed)
    if kind == "grid":
        return Prepared(dict(zip(space, point, strict=True)) for point in _grid(space))
    seed = algorithm["seed"] if algorithm.get("seed") is not None else seed
    sobol = str(algorithm.get("rule")).lower() == "sobol"
    shares = _sobol(len(space), seed) if sobol else _random(len(space), seed)
    points = _points(space, shares, _base(algorithm.get("logbase")))
    return Prepared(_distinct(points, size) if (size := size_of(space)) else points)


def check_support(kind: str, space: Space) -> None:
    """Refuse a distribution that the sampling algorithm cannot draw from."""
    supported = SUPPORTED.get(kind)
    for name, distribution in space.items() if supported else ():
        if supported and distribution.kind not in supported:
            raise refused(
                f"The hyperparameter {name!r} is {distribution.kind}, but {kind} sampling supports only the "
                f"following distributions: [{', '.join(supported)}]."
            )


class Prepared:
    """Takes the points of a sequence, whatever comes of them."""

    def __init__(self, points: Iterator[Values]) -> None:
        self._points = points

    def ask(self, _trial: int, /) -> Values | None:
        """The next point."""
        return next(self._points, None)

    def tell(self, _trial: int, _score: float | None, /) -> None:
        """Nothing is learned."""


class Bayesian:
    """Looks where good values have been found."""

    def __init__(self, space: Space, seed: int | None) -> None:
        import optuna  # takes a second, and few servers ever need it

        optuna.logging.set_verbosity(optuna.logging.WARNING)
        sampler = optuna.samplers.TPESampler(seed=seed, constant_liar=True)
        self._study = optuna.create_study(direction="maximize", sampler=sampler)
        self._space = space
        self._asked: dict[int, Trial] = {}

    def ask(self, trial: int, /) -> Values | None:
        """Values that promise to be better than those before."""
        asked = self._asked[trial] = self._study.ask()
        return {name: _suggest(asked, name, each) for name, each in self._space.items()}

    def tell(self, trial: int, score: float | None, /) -> None:
        """Keep the score for the choices that follow."""
        from optuna.trial import TrialState

        if score is None:
            self._study.tell(self._asked.pop(trial), state=TrialState.FAIL)
        else:
            self._study.tell(self._asked.pop(trial), score)


def _suggest(trial: "Trial", name: str, distribution: Distribution) -> Any:
    if distribution.kind == "choice":
        return distribution.values[trial.suggest_categorical(name, range(len(distribution.values)))]
    low, high = distribution.numbers[:2]
    return distribution.shape(trial.suggest_float(name, low, high))


def _grid(space: Space) -> Iterator[tuple[Any, ...]]:
    return itertools.product(*(each.values for each in space.values()))


def _points(space: Space, shares: Iterator[list[float]], base: float) -> Iterator[Values]:
    for point in shares:
        yield {name: each.at(share, base) for share, (name, each) in zip(point, space.items(), strict=True)}


def _distinct(points: Iterator[Values], size: int) -> Iterator[Values]:
    seen: set[str] = set()
    for point in points:
        if len(seen) == size:
            return
        if repr(point) not in seen:
            seen.add(repr(point))
            yield point
        if len(seen) == size:
            return


def _random(dimensions: int, seed: int | None) -> Iterator[list[float]]:
    generator = random.Random(seed)  # noqa: S311 - what is drawn is no secret
    while True:
        yield [generator.random() for _ in range(dimensions)]


def _sobol(dimensions: int, seed: int | None) -> Iterator[list[float]]:
    from scipy.stats import qmc  # takes a second, and few servers ever need it

    sequence: Callable[[], Any] = qmc.Sobol(dimensions, rng=seed).random
    while True:
        yield [float(share) for share in sequence()[0]]


def _base(logbase: Any) -> float:
    if logbase in (None, "e"):
        return math.e
    try:
        base = float(logbase)
    except (TypeError, ValueError):
        base = 0
    if base <= 0:
        raise refused(f"logbase must be a positive number or e, not {logbase!r}.")
    return base
