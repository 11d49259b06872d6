"""A sweep runs its trials as jobs, finds the best, and ends what is not worth going on with."""

import json
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tests.local_workspace.jobs.conftest import lives
from tests.local_workspace.jobs.sweeps.conftest import SweepClient

Until = Callable[[Callable[[], bool]], None]
NUMBERS: dict[str, Any] = {"x": ["choice", [[0.2, 0.9, 0.5]]]}
GOOD_AND_BAD: dict[str, Any] = {"x": ["choice", [[0.9, 0.1]]]}
FOREVER = 'if [ "$x" = 0.1 ]; then while report accuracy 0.1 && sleep 0.1; do :; done; fi'
"""What reports a bad value does so until it is ended."""


def test_each_trial_is_a_job_with_values_of_its_own_and_the_best_is_named(sweeps: SweepClient) -> None:
    command = 'echo "x=${{search_space.x}} $AZUREML_SWEEP_x $W" && report accuracy ${{search_space.x}}'
    variables = {"W": "of-${{search_space.x}}"}
    properties = sweeps.properties(command, NUMBERS)
    properties["trial"]["environmentVariables"] = variables
    sweep, status = sweeps.end(command, NUMBERS, trial=properties["trial"])
    assert (status, sweeps.trials(sweep)) == ("Completed", dict.fromkeys("210", "Completed"))
    assert [sweeps.jobs.log(f"{sweep}_{n}").splitlines()[0] for n in range(3)] == [
        f"x={x} {x} of-{x}" for x in ("0.2", "0.9", "0.5")
    ]
    found = sweeps.jobs.get(sweep)
    assert (
        found["properties"]
        | {
            "best_child_run_id": f"{sweep}_1",
            "score": "0.9",
            "best_metric_status": "Succeeded",
            "best_data_container_id": f"dcid.{sweep}_1",
            "space_size": "3",
        }
        == found["properties"]
    )
    assert json.loads(found["tags"][f"_aml_system_{sweep}_2"]) == {"x": 0.5}
    trial = sweeps.jobs.get(f"{sweep}_1")
    assert (trial["jobType"], "x=0.9" in trial["command"]) == ("Command", True)
    run = sweeps.jobs.run(f"{sweep}_1")
    assert (run["parentRunId"], run["rootRunId"]) == (sweep, sweep)


def test_minimizing_takes_the_smallest_of_all_values_that_were_logged(sweeps: SweepClient) -> None:
    command = "report accuracy ${{search_space.x}}; report accuracy 0.95; report other 0"
    objective = {"goal": "Minimize", "primaryMetric": "accuracy"}
    sweep, _ = sweeps.end(command, NUMBERS, objective=objective)
    properties = sweeps.jobs.get(sweep)["properties"]
    assert (properties["best_child_run_id"], properties["score"]) == (f"{sweep}_0", "0.2")


def test_an_output_of_the_sweep_is_that_of_the_best_trial(sweeps: SweepClient) -> None:
    command = "echo ${{search_space.x}} > ${{outputs.model}}/x.txt && report accuracy ${{search_space.x}}"
    sweep, _ = sweeps.end(command, NUMBERS, outputs={"model": {"jobOutputType": "uri_folder"}})
    rest = sweeps.jobs.rest
    assert (rest.store / "azureml" / f"{sweep}_0" / "model/x.txt").read_text() == "0.2\n"
    reader = sweeps.jobs.submit(
        "cat ${{inputs.model}}/x.txt",
        inputs={
            "model": {"jobInputType": "uri_folder", "uri": f"azureml://jobs/{sweep}/outputs/model/paths/"}
        },
    )
    assert (sweeps.jobs.wait(reader), sweeps.jobs.log(reader)) == ("Completed", "0.9\n")


@pytest.mark.parametrize(
    "policy",
    [
        {"policyType": "Bandit", "slackFactor": 0.1, "evaluationInterval": 1, "delayEvaluation": 2},
        {"policyType": "MedianStopping", "evaluationInterval": 1, "delayEvaluation": 2},
        {"policyType": "TruncationSelection", "truncationPercentage": 50, "evaluationInterval": 1},
    ],
    ids=lambda policy: policy["policyType"],
)
def test_a_policy_ends_the_process_of_a_bad_trial(sweeps: SweepClient, policy: dict[str, Any]) -> None:
    command = (
        f"x=${{{{search_space.x}}}}; echo pid=$$; {FOREVER}; for i in 1 2 3; do report accuracy $x; done"
    )
    sweep, status = sweeps.end(command, GOOD_AND_BAD, earlyTermination=policy)
    assert (status, sweeps.trials(sweep)) == ("Completed", {"0": "Completed", "1": "Canceled"})
    pid = re.search(r"pid=(\d+)", sweeps.jobs.log(f"{sweep}_1"))
    assert pid
    assert not lives(int(pid[1]))
    assert sweeps.jobs.get(sweep)["properties"]["best_child_run_id"] == f"{sweep}_0"
    assert f"Cancelling job, id='{sweep}_1'" in sweeps.log(sweep)


def test_a_trial_that_is_ended_does_not_outrun_its_end(sweeps: SweepClient) -> None:
    policy = {"policyType": "Bandit", "slackFactor": 0.1, "evaluationInterval": 1, "delayEvaluation": 2}
    limits = {"maxTotalTrials": 2, "maxConcurrentTrials": 1}
    command = "for i in 1 2 3; do report accuracy ${{search_space.x}}; echo reported $i; done"
    sweep, _ = sweeps.end(command, GOOD_AND_BAD, earlyTermination=policy, limits=limits)
    assert sweeps.trials(sweep) == {"0": "Completed", "1": "Canceled"}
    assert re.findall(r"reported \d", sweeps.jobs.log(f"{sweep}_1")) == ["reported 1"]


def test_no_more_trials_run_at_once_than_allowed_and_no_more_in_all(sweeps: SweepClient) -> None:
    limits = {"maxTotalTrials": 3, "maxConcurrentTrials": 1}
    space = {"x": ["uniform", [0, 1]]}
    sampling = {"samplingAlgorithmType": "Random", "seed": 1}
    sweep, _ = sweeps.end("true", space, limits=limits, samplingAlgorithm=sampling)
    runs = [sweeps.jobs.run(f"{sweep}_{number}") for number in range(3)]
    assert len(sweeps.trials(sweep)) == 3
    assert all(before["endTimeUtc"] <= after["createdUtc"] for before, after in pairwise(runs))
    assert "Max number of jobs '3' reached for experiment." in sweeps.log(sweep)


def test_a_trial_that_takes_too_long_is_cancelled_and_the_sweep_goes_on(sweeps: SweepClient) -> None:
    limits = {"maxTotalTrials": 2, "trialTimeout": "PT20S"}
    command = '[ "${{search_space.x}}" = 0.9 ] || sleep 600'
    sweep, status = sweeps.end(command, GOOD_AND_BAD, limits=limits)
    assert (status, sweeps.trials(sweep)) == ("Completed", {"0": "Completed", "1": "Canceled"})


def test_a_sweep_that_takes_too_long_is_cancelled_with_its_trials(sweeps: SweepClient) -> None:
    limits = {"maxTotalTrials": 2, "maxConcurrentTrials": 1, "timeout": "PT1S"}
    sweep, status = sweeps.end("sleep 600", GOOD_AND_BAD, limits=limits)
    assert (status, sweeps.trials(sweep)) == ("Canceled", {"0": "Canceled"})
    assert "PT1S" in sweeps.jobs.run(sweep)["warnings"][0]["message"]


def test_cancelling_a_sweep_cancels_its_trials(sweeps: SweepClient, until: Until) -> None:
    sweep = sweeps.submit("echo pid=$$; sleep 600", {"x": ["choice", [[1, 2, 3]]]})
    until(lambda: list(sweeps.trials(sweep).values()).count("Running") == 2)
    assert sweeps.jobs.rest("POST", f"jobs/{sweep}/cancel").status_code == 202
    assert sweeps.jobs.wait(sweep) == "Canceled"
    assert sweeps.trials(sweep) == {"0": "Canceled", "1": "Canceled"}
    for number in range(2):
        pid = re.search(r"pid=(\d+)", sweeps.jobs.log(f"{sweep}_{number}"))
        assert pid
        assert not lives(int(pid[1]))


def test_a_failed_trial_does_not_fail_the_sweep(sweeps: SweepClient) -> None:
    command = 'report accuracy ${{search_space.x}}; [ "${{search_space.x}}" = 0.1 ]'
    sweep, status = sweeps.end(command, GOOD_AND_BAD)
    assert (status, sweeps.trials(sweep)) == ("Completed", {"0": "Failed", "1": "Completed"})
    assert sweeps.jobs.get(sweep)["properties"]["best_child_run_id"] == f"{sweep}_1"


def test_a_sweep_whose_trials_all_fail_has_failed(sweeps: SweepClient) -> None:
    sweep, status = sweeps.end("exit 3", GOOD_AND_BAD)
    assert (status, sweeps.trials(sweep)) == ("Failed", dict.fromkeys("10", "Failed"))
    error = sweeps.jobs.run(sweep)["error"]["error"]
    assert error == {
        "code": "UserError",
        "message": "User errors were found in at least one of the child runs.",
    }


def test_a_sweep_whose_metric_nobody_logs_has_no_best_trial(sweeps: SweepClient) -> None:
    sweep, status = sweeps.end("report Accuracy 0.9", GOOD_AND_BAD)
    assert status == "Completed"
    assert "best_child_run_id" not in sweeps.jobs.get(sweep)["properties"]
    assert f"Job '{sweep}_0' has not logged 'accuracy'." in sweeps.log(sweep)


def test_bayesian_sampling_runs(sweeps: SweepClient) -> None:
    sampling = {"samplingAlgorithmType": "bayesian"}
    limits = {"maxTotalTrials": 3, "maxConcurrentTrials": 1}
    space = {"x": ["uniform", [0, 1]]}
    command = "report accuracy ${{search_space.x}}"
    sweep, status = sweeps.end(command, space, samplingAlgorithm=sampling, limits=limits)
    assert status == "Completed"
    tags = sweeps.jobs.get(sweep)["tags"]
    drawn = [json.loads(tags[f"_aml_system_{sweep}_{number}"])["x"] for number in range(3)]
    assert float(sweeps.jobs.get(sweep)["properties"]["score"]) == pytest.approx(max(drawn))


def test_children_are_not_listed_among_the_jobs(sweeps: SweepClient) -> None:
    sweep, _ = sweeps.end("true", GOOD_AND_BAD)
    listed = [job["name"] for job in sweeps.jobs.rest("GET", "jobs?$top=1000").json()["value"]]
    assert sweep in listed
    assert not [name for name in listed if name.startswith(f"{sweep}_")]
