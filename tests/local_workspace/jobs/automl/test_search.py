# pyright: basic, reportPrivateUsage=false
"""The search keeps to its limits, whatever its trials do: here they do what the test says."""

import json
import threading
import time
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from local_workspace.jobs.automl.search.data import Data

LIMITS = {
    "trials": 4,
    "concurrent": 1,
    "seconds": 60.0,
    "trial_seconds": 60.0,
    "exit_score": None,
    "early_termination": False,
}
GOOD = {"metrics": {"accuracy": 0.5}, "seconds": 0.1}


class Program:
    """The search in a folder of its own; what its trials do is looked up by their number."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        # Imported late: FLAML takes two seconds, which all test runs would wait for.
        from local_workspace.jobs.automl.search import search as module

        self.folder = folder
        self._search = module.Search
        self.does: dict[int, Any] = {}
        self.default: Any = lambda: GOOD
        patch.setattr(module, "run_trial", self._trial)
        patch.setattr(module, "MlflowClient", lambda: None)
        patch.setattr(module.Search, "_log", lambda *_: None)
        (folder / "answers").mkdir()
        for number in range(100):
            self.answer(number, "made")

    def answer(self, number: int, word: str) -> None:
        (self.folder / "answers" / f"{number}.{word}").touch()

    def run(self, *algorithms: str, **limits: Any) -> list[dict[str, Any]]:
        task = {
            "run": "x",
            "task": "classification",
            "metric": "accuracy",
            "algorithms": algorithms or ["LogisticRegression", "KNN"],
            "limits": LIMITS | limits,
        }
        table = pd.DataFrame({"a": range(40)})
        self._search(task, Data(task, table, pd.Series([0, 1] * 20), [], None)).run()
        return [json.loads(line) for line in (self.folder / "events.jsonl").read_text().splitlines()]

    def _trial(self, _data: Any, _search: Any, _settings: Any, folder: Path) -> dict[str, Any]:
        return self.does.get(int(folder.name), self.default)()


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.chdir(tmp_path)
    return Program(tmp_path, monkeypatch)


def words(events: list[dict[str, Any]], number: int) -> list[str]:
    return [event["event"] for event in events if event["trial"] == number]


def forever() -> None:
    time.sleep(3600)


def test_there_are_as_many_trials_as_allowed_each_algorithm_once_first(program: Program) -> None:
    events = program.run("LogisticRegression", "KNN", "SGD", trials=5)
    started = [event["algorithm"] for event in events if event["event"] == "started"]
    assert (started[:3], len(started)) == (["LogisticRegression", "KNN", "SGD"], 5)


def test_a_trial_that_takes_too_long_is_ended_and_the_others_go_on(program: Program) -> None:
    program.does[0] = forever
    events = program.run(trials=2, trial_seconds=1)
    assert words(events, 0) == ["started", "cancelled"]
    assert words(events, 1) == ["started", "ended"]


def test_a_cancelled_trial_is_ended_and_the_others_go_on(program: Program) -> None:
    program.does[0] = forever
    program.answer(0, "cancelled")
    events = program.run(trials=2)
    assert words(events, 0) == ["started", "cancelled"]
    assert words(events, 1) == ["started", "ended"]


def test_the_time_of_the_search_ends_what_runs(program: Program) -> None:
    program.default = forever
    events = program.run(seconds=1)
    assert [event["event"] for event in events] == ["started", "cancelled"]


def test_a_trial_that_fails_or_dies_is_told_and_the_others_go_on(program: Program) -> None:
    def fail() -> None:
        raise ValueError("no such setting")

    program.does |= {0: fail, 1: lambda: __import__("os")._exit(3)}
    events = program.run(trials=3)
    failed = {event["trial"]: event["message"] for event in events if event["event"] == "failed"}
    assert failed == {0: "ValueError: no such setting", 1: "the trial's process ended with 3"}
    assert words(events, 2) == ["started", "ended"]


@pytest.mark.parametrize("concurrent", [1, 3])
def test_no_more_trials_at_once_than_allowed(program: Program, concurrent: int) -> None:
    events = program.run(trials=6, concurrent=concurrent)
    most = running = 0
    for event in events:
        running += 1 if event["event"] == "started" else -1
        most = max(most, running)
    assert most == concurrent


def test_no_progress_in_twenty_trials_ends_the_search_if_it_may(program: Program) -> None:
    program.does[0] = lambda: {"metrics": {"accuracy": 0.9}, "seconds": 0.1}
    events = program.run(trials=40, early_termination=True)
    assert len([event for event in events if event["event"] == "started"]) == 21
    (program.folder / "events.jsonl").unlink()
    events = program.run(trials=30, early_termination=False)
    assert len([event for event in events if event["event"] == "started"]) == 30


def test_a_good_enough_score_ends_the_search(program: Program) -> None:
    events = program.run(trials=40, exit_score=0.5)
    assert [event["event"] for event in events] == ["started", "ended"]


def test_nothing_is_tried_before_its_job_is_there(program: Program) -> None:
    (program.folder / "answers" / "0.made").unlink()
    seen: list[str] = []

    def server() -> None:
        while not (program.folder / "events.jsonl").exists():
            time.sleep(0.01)
        seen.append((program.folder / "events.jsonl").read_text())
        program.answer(0, "made")

    thread = threading.Thread(target=server)
    thread.start()
    program.run(trials=1)
    thread.join()
    assert [json.loads(line)["event"] for line in seen[0].splitlines()] == ["started"]
