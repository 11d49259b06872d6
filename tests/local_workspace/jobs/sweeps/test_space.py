"""Each distribution gives the values that the documentation says."""

import math
from typing import Any

import pytest
from local_workspace.errors import ArmError
from local_workspace.jobs.sweeps.space import Distribution, read_space, size_of


def only(*expression: Any) -> Distribution:
    return read_space({"x": list(expression)})["x"]


@pytest.mark.parametrize(
    ("expression", "quarter", "middle"),
    [
        (("choice", [["a", "b", "c", "d"]]), "b", "c"),
        (("randint", [4]), 1, 2),
        (("uniform", [2, 6]), 3, 4),
        (("loguniform", [math.log(1), math.log(16)]), 2, 4),
        (("quniform", [0, 100, 20]), 20, 40),
        (("qloguniform", [math.log(1), math.log(10_000), 50]), 0, 100),
        (("normal", [10, 2]), 10 - 2 * 0.6744897501960817, 10),
        (("lognormal", [0, 1]), math.exp(-0.6744897501960817), 1),
        (("qnormal", [10, 4, 5]), 5, 10),
        (("qlognormal", [3, 1, 10]), 10, 20),
    ],
)
def test_a_share_of_all_draws_lies_below_a_value(expression: Any, quarter: Any, middle: Any) -> None:
    distribution = only(*expression)
    for share, value in ((0.25, quarter), (0.5, middle)):
        found = distribution.at(share)
        assert found == (value if isinstance(value, str) else pytest.approx(value))


def test_steps_of_a_whole_number_give_whole_numbers() -> None:
    assert isinstance(only("quniform", [0, 100, 20]).at(0.3), int)


def test_another_base_takes_its_own_power() -> None:
    assert only("loguniform", [0, 4]).at(0.5, base=10) == 100


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_the_ends_of_a_distribution_are_values_too(share: float) -> None:
    for expression in (("choice", [[1, 2]]), ("randint", [3]), ("uniform", [0, 1]), ("normal", [0, 1])):
        assert math.isfinite(only(*expression).at(share))


def test_a_space_of_values_has_a_size_and_a_continuous_one_none() -> None:
    assert size_of(read_space({"a": ["choice", [[1, 2, 3]]], "b": ["randint", [4]]})) == 12
    assert size_of(read_space({"a": ["choice", [[1, 2, 3]]], "b": ["uniform", [0, 1]]})) is None


NONE: list[Any] = [
    "uniform",
    ["uniform"],
    ["uniform", [1]],
    ["uniform", [2, 1]],
    ["uniform", ["1", 2]],
    ["uniform", [0, math.inf]],
    ["normal", [0, -1]],
    ["quniform", [0, 1, 0]],
    ["randint", [0]],
    ["randint", [1.5]],
    ["choice", []],
    ["choice", [[]]],
    ["choice", [1, 2]],
    ["poisson", [1]],
]


@pytest.mark.parametrize("expression", NONE)
def test_what_is_no_distribution_is_refused(expression: Any) -> None:
    with pytest.raises(ArmError, match="'x'") as refused:
        read_space({"x": expression})
    assert (refused.value.status, refused.value.inner) == (400, ("BadArgument", "ArgumentInvalid"))


def test_nested_spaces_are_said_not_to_be_served() -> None:
    with pytest.raises(ArmError) as refused:
        only("choice", [[{"lr": ["uniform", [0, 1]]}]])
    assert refused.value.status == 501


def test_an_empty_space_is_refused() -> None:
    with pytest.raises(ArmError, match="at least one"):
        read_space({})
