"""How trials get their values."""

import itertools
from statistics import mean
from typing import Any

import pytest
from local_workspace.errors import ArmError
from local_workspace.jobs.sweeps.sampling import Sampler, Values, make_sampler
from local_workspace.jobs.sweeps.space import read_space

UNIT = {"x": ["uniform", [0, 1]]}


def sampler(space: dict[str, Any], kind: str = "Random", **algorithm: Any) -> Sampler:
    return make_sampler({"samplingAlgorithmType": kind, **algorithm}, read_space(space), seed=7)


def drawn(source: Sampler, count: int) -> list[Values]:
    asked = (source.ask(number) for number in range(count))
    return [values for values in asked if values is not None]


def test_a_seed_makes_random_sampling_repeatable() -> None:
    space = UNIT | {"n": ["choice", [[1, 2, 3]]]}
    first, again, other = (drawn(sampler(space, seed=seed), 20) for seed in (1, 1, 2))
    assert first == again != other
    assert {values["n"] for values in first} == {1, 2, 3}
    assert all(0 <= values["x"] <= 1 for values in first)


def test_sobol_fills_the_space_evenly_where_chance_does_not() -> None:
    def occupied(rule: str) -> int:
        values = drawn(sampler(UNIT | {"y": ["uniform", [0, 1]]}, rule=rule, seed=3), 16)
        return len({(int(4 * each["x"]), int(4 * each["y"])) for each in values})

    assert occupied("sobol") == 16
    assert occupied("random") < 16


def test_sobol_is_repeatable_with_a_seed() -> None:
    first, again = (drawn(sampler(UNIT, rule="sobol", seed=3), 8) for _ in range(2))
    assert first == again


def test_a_grid_has_every_point_once_and_ends() -> None:
    space = {"a": ["choice", [[1, 2]]], "b": ["choice", [["u", "v", "w"]]]}
    found = drawn(sampler(space, "Grid"), 20)
    assert [(each["a"], each["b"]) for each in found] == list(itertools.product((1, 2), ("u", "v", "w")))


def test_random_sampling_of_a_finite_space_repeats_nothing_and_ends() -> None:
    found = drawn(sampler({"a": ["choice", [[1, 2]]], "b": ["randint", [5]]}), 100)
    assert len({tuple(each.values()) for each in found}) == len(found) == 10


def test_bayesian_sampling_learns_where_good_values_are() -> None:
    space = UNIT | {"kind": ["choice", [["bad", "good"]]], "q": ["quniform", [0, 100, 25]]}
    source = sampler(space, "Bayesian")
    scores: list[float] = []
    for number in range(60):
        values = source.ask(number)
        assert values
        assert values["q"] in (0, 25, 50, 75, 100)
        scores.append(-abs(values["x"] - 0.3) - (values["kind"] == "bad") - abs(values["q"] - 75) / 100)
        source.tell(number, scores[-1])
    assert mean(scores[-20:]) > mean(scores[:20]) + 0.3


def test_bayesian_sampling_lives_with_a_trial_of_which_nothing_is_known() -> None:
    source = sampler(UNIT, "Bayesian")
    for number in range(15):
        assert source.ask(number)
        source.tell(number, None if number % 2 else 1.0)


@pytest.mark.parametrize(
    ("kind", "expression"),
    [
        ("Grid", ["uniform", [0, 1]]),
        ("Grid", ["randint", [3]]),
        ("Grid", ["quniform", [0, 1, 1]]),
        ("Bayesian", ["normal", [0, 1]]),
        ("Bayesian", ["loguniform", [0, 1]]),
    ],
)
def test_a_distribution_that_the_algorithm_does_not_take_is_refused(kind: str, expression: Any) -> None:
    with pytest.raises(ArmError, match=f"{kind.lower()} sampling supports only"):
        sampler({"x": expression}, kind)


def test_a_base_that_is_no_number_is_refused() -> None:
    with pytest.raises(ArmError, match="logbase"):
        sampler(UNIT, logbase="ten")
