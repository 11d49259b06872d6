"""Which trials the policies end: the examples of the documentation, and their neighbours."""

from typing import Any

import pytest
from local_workspace.jobs.sweeps.policies import Policy, make_policy

DELAYED: dict[str, Any] = {"evaluationInterval": 1, "delayEvaluation": 5}


def policy(kind: str, *, maximize: bool = True, **sent: Any) -> Policy:
    return make_policy({"policyType": kind, **sent}, maximize=maximize)


def bandit(*, maximize: bool = True, **sent: Any) -> Policy:
    return policy("Bandit", maximize=maximize, **{"evaluationInterval": 1, **sent})


def test_without_a_policy_nobody_is_ended() -> None:
    assert make_policy(None, maximize=True).losers({0: [1.0], 1: [0.0]}, 1) == set()


@pytest.mark.parametrize(("value", "ended"), [(0.67, set[int]()), (0.66, {1})])
def test_bandit_allows_a_share_of_the_best(value: float, ended: set[int]) -> None:
    assert bandit(slackFactor=0.2).losers({0: [0.8], 1: [value]}, 1) == ended  # 0.8 / 1.2


def test_bandit_allows_an_amount() -> None:
    assert bandit(slackAmount=0.2).losers({0: [0.8], 1: [0.61]}, 1) == set()
    assert bandit(slackAmount=0.2).losers({0: [0.8], 1: [0.59]}, 1) == {1}


@pytest.mark.parametrize("maximize", [True, False])
def test_bandit_never_ends_the_best_below_zero(*, maximize: bool) -> None:
    scores = {0: [-0.1], 1: [-0.5]}
    chosen = bandit(slackFactor=0.1, maximize=maximize)
    assert (chosen.losers(scores, 0), chosen.losers(scores, 1)) == (set(), {1})


def test_bandit_looks_at_the_same_interval_and_at_the_best_value_so_far() -> None:
    ahead = {0: [0.2, 0.9, 0.95], 1: [0.2]}
    assert bandit(slackFactor=0.1).losers(ahead, 1) == set()
    recovered = {0: [0.8, 0.8], 1: [0.8, 0.1]}
    assert bandit(slackFactor=0.1).losers(recovered, 1) == set()


def test_a_policy_waits_for_its_delay_and_skips_between_its_intervals() -> None:
    chosen = bandit(slackFactor=0.1, evaluationInterval=2, delayEvaluation=3)
    ended = [bool(chosen.losers({0: [1.0] * 8, 1: [0.1] * count}, 1)) for count in range(1, 7)]
    assert ended == [False, False, False, True, False, True]


def test_median_stopping_compares_the_best_value_with_the_running_averages() -> None:
    chosen = policy("MedianStopping", **DELAYED)
    scores = {0: [0.9] * 5, 1: [0.5] * 5, 2: [0.1, 0.1, 0.1, 0.1, 0.4]}
    assert chosen.losers(scores, 2) == {2}
    scores[2][-1] = 0.5
    assert chosen.losers(scores, 2) == set()
    assert chosen.losers({**scores, 2: [0.1] * 4}, 2) == set()


def test_truncation_ends_the_lowest_share_at_an_interval() -> None:
    chosen = policy("TruncationSelection", truncationPercentage=20, **DELAYED)
    scores = {number: [number / 10] * 5 for number in range(10)}
    assert chosen.losers(scores, 9) == {0, 1}
    assert chosen.losers({number: scores[number] for number in range(4)}, 3) == set()


def test_truncation_leaves_out_who_has_not_come_so_far() -> None:
    chosen = policy("TruncationSelection", truncationPercentage=50, evaluationInterval=1)
    assert chosen.losers({0: [0.1], 1: [0.5, 0.5], 2: [0.9, 0.9]}, 2) == {1}
