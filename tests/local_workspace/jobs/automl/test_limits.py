"""A search ends when its limits say so, and what is cancelled ends at once."""

from collections.abc import Callable

import psutil

from tests.local_workspace.jobs.automl.conftest import AutoMLClient, passengers
from tests.local_workspace.jobs.conftest import lives

Until = Callable[[Callable[[], bool]], None]
SLOW = {"allowedTrainingAlgorithms": ["RandomForest", "ExtremeRandomTrees"]}


def test_a_good_enough_score_ends_the_search(automl: AutoMLClient, known: str) -> None:
    limits = {"maxTrials": 50, "maxConcurrentTrials": 1, "exitScore": 0.6}
    name, status = automl.end(automl.properties(known, limitSettings=limits))
    assert (status, list(automl.children(name))) == ("Completed", ["0"])


def test_the_time_of_the_job_ends_it_with_what_it_has(automl: AutoMLClient, known: str) -> None:
    limits = {"maxTrials": 1000, "maxConcurrentTrials": 1, "timeout": "PT15S"}
    name, status = automl.end(automl.properties(known, limitSettings=limits))
    assert status == "Completed"
    assert 1 <= len(automl.children(name)) < 1000


def test_no_completed_trial_fails_the_job(automl: AutoMLClient) -> None:
    limits = {"maxTrials": 1, "trialTimeout": "PT0.3S"}
    table = automl.table(passengers(4000))
    name, status = automl.end(automl.properties(table, limitSettings=limits, trainingSettings=SLOW))
    assert status == "Failed"
    assert "No trial" in automl.jobs.run(name)["error"]["error"]["message"]


def test_cancelling_the_job_ends_its_processes_and_its_children(
    automl: AutoMLClient, known: str, until: Until
) -> None:
    limits = {"maxTrials": 1000, "maxConcurrentTrials": 2}
    name = automl.send(automl.properties(known, limitSettings=limits)).json()["name"]
    until(lambda: len(automl.children(name)) > 1)
    server = psutil.Process(automl.jobs.rest.workspace.facts["pid"])
    processes = [each.pid for each in server.children(recursive=True) if "automl_search" in _words(each)]
    assert processes
    automl.jobs.rest("POST", f"jobs/{name}/cancel")
    assert automl.jobs.wait(name) == "Canceled"
    assert not [pid for pid in processes if lives(pid)]
    assert {run["status"] for run in automl.children(name).values()} <= {"Canceled", "Completed"}


def _words(process: psutil.Process) -> list[str]:
    try:
        return process.cmdline()
    except psutil.Error:
        return []
