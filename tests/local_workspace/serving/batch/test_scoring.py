"""What a batch job does: mini-batches, scores, failures, and what is told of them."""

import pytest

from .conftest import NAMES, BatchClient

FRAME = """
import pandas as pd
def init(): pass
def run(mini_batch):
    names = [path.split("/")[-1] for path in mini_batch]
    return pd.DataFrame({"file": names, "score": [0.5] * len(names)})
"""
SUMMARY = """
import os
def init(): pass
def run(mini_batch):
    for path in mini_batch:
        with open(os.path.join(os.environ["AZUREML_BI_OUTPUT_PATH"], os.path.basename(path)), "w") as file:
            file.write("scored")
    return mini_batch
"""
PICKY = """
import os
def init(): pass
def run(mini_batch):
    if any(path.endswith("bad.csv") for path in mini_batch):
        raise ValueError("this file is bad")
    return [os.path.basename(path) for path in mini_batch]
"""
SHORT = "def init(): pass\ndef run(mini_batch): return mini_batch[1:]\n"
SECOND_TRY = """
import os
def init(): pass
def run(mini_batch):
    if not os.path.exists("tried"):
        open("tried", "w").close()
        raise OSError("not yet")
    return ["done"]
"""
SLOW = "import time\ndef init(): pass\ndef run(mini_batch): time.sleep(60)\n"
TOGETHER = """
import os, time
def init(): pass
def run(mini_batch):
    open(f"pid-{os.getpid()}", "w").close()
    while len([name for name in os.listdir() if name.startswith("pid-")]) < 2:
        time.sleep(0.02)
    return [os.getpid() for _ in mini_batch]
"""
ARGUMENTS = """
import argparse, logging
def init():
    parser = argparse.ArgumentParser()
    parser.add_argument("--logging_level")
    logging.basicConfig(level=parser.parse_known_args()[0].logging_level)
def run(mini_batch):
    logging.debug("deep detail")
    return ["x"]
"""


def test_files_are_scored_in_mini_batches(batch: BatchClient) -> None:
    data = batch.files(a_csv="1", b_csv="2", c_csv="3", folder__d_csv="4", e_csv="5")
    job, status = batch.end(NAMES, data, miniBatchSize=2, environmentVariables={"WORD": "welcome"})
    assert status == "Completed"
    assert batch.lines(job) == [
        "hello a.csv 2",
        "hello b.csv 2",
        "hello c.csv 2",
        "hello d.csv 1",
        "hello e.csv 2",
    ]
    printed = batch.log(job, "logs/user/stdout/0/process000.stdout.txt")
    assert "ready with hello welcome" in printed
    assert printed.count("scoring 2") == 2
    assert "3 of 3 mini-batches" in batch.log(job, "logs/job_progress_overview.txt")


def test_a_single_file_is_scored(batch: BatchClient) -> None:
    data = batch.files(only_csv="1")
    job, _ = batch.end(NAMES, f"{data}/only.csv", {"kind": "UriFile"})
    assert batch.lines(job) == ["hello only.csv 1"]


def test_a_frame_is_written_without_header_and_with_spaces(batch: BatchClient) -> None:
    endpoint = batch.endpoint()
    conda = "dependencies: [python=3.11, pip, {pip: [azureml-core, pandas==2.3.3]}]"
    batch.online.put("environments/frames/versions/1", {"image": "ubuntu", "condaFile": conda})
    environment = f"{batch.online.scope}/environments/frames/versions/1"
    batch.deploy(endpoint, script=FRAME, environmentId=environment, outputFileName="frames.txt")
    job = batch.start(endpoint, batch.files(a_csv="1", b_csv="2"))
    assert batch.jobs.wait(job) == "Completed"
    assert batch.lines(job, "frames.txt") == ["a.csv 0.5", "b.csv 0.5"]


def test_a_summary_only_deployment_writes_what_the_script_writes(batch: BatchClient) -> None:
    job, status = batch.end(SUMMARY, batch.files(a_csv="1", b_csv="2"), outputAction="SummaryOnly")
    assert status == "Completed"
    assert {path.name: path.read_text() for path in batch.score(job).iterdir()} == {
        "a.csv": "scored",
        "b.csv": "scored",
    }


@pytest.mark.parametrize(("threshold", "status"), [(-1, "Completed"), (1, "Completed"), (0, "Failed")])
def test_more_failures_than_the_threshold_fail_the_job(
    batch: BatchClient, threshold: int, status: str
) -> None:
    data = batch.files(bad_csv="1", good_csv="2")
    job, ended = batch.end(PICKY, data, miniBatchSize=1, errorThreshold=threshold)
    assert ended == status
    assert "ValueError: this file is bad" in batch.log(job, "logs/user/error.txt")
    assert "1 failed" in batch.log(job, "logs/job_progress_overview.txt")
    if status == "Completed":
        assert batch.lines(job) == ["good.csv"]


def test_fewer_results_than_files_are_failures(batch: BatchClient) -> None:
    data = batch.files(a_csv="1", b_csv="2")
    assert batch.end(SHORT, data, errorThreshold=0)[1] == "Failed"
    assert batch.end(SHORT, data, errorThreshold=1)[1] == "Completed"


def test_a_job_without_any_success_fails(batch: BatchClient) -> None:
    job, status = batch.end(PICKY, batch.files(bad_csv="1"))
    assert status == "Failed"
    assert "No succeeded mini batch item" in batch.jobs.log(batch.child(job))


def test_a_mini_batch_is_tried_again(batch: BatchClient) -> None:
    data = batch.files(a_csv="1")
    again = {"maxRetries": 1, "timeout": "PT30S"}
    job, status = batch.end(SECOND_TRY, data, retrySettings=again)
    assert status == "Completed"
    assert batch.lines(job) == ["done"]
    assert batch.end(SECOND_TRY, data)[1] == "Failed"


def test_what_takes_longer_than_its_time_fails_the_job(batch: BatchClient) -> None:
    late = {"maxRetries": 1, "timeout": "PT1S"}
    job, status = batch.end(SLOW, batch.files(a_csv="1"), retrySettings=late)
    assert status == "Failed"
    assert batch.log(job, "logs/user/error.txt").count("TimeoutError") == 2


def test_mini_batches_are_scored_at_the_same_time(batch: BatchClient) -> None:
    data = batch.files(a_csv="1", b_csv="2")
    job, status = batch.end(TOGETHER, data, miniBatchSize=1, maxConcurrencyPerInstance=2)
    assert status == "Completed"
    assert len(set(batch.lines(job))) == 2


@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("def init(): raise RuntimeError('no model today')\ndef run(mini_batch): return ['x']\n", "no model"),
        ("def init(): pass\ndef run(mini_batch): return 'text'\n", "must return"),
        ("import os\ndef init(): pass\ndef run(mini_batch): os._exit(3)\n", "the process ended"),
        ("import absent_module\n", "absent_module"),
    ],
)
def test_a_broken_script_fails_the_job_and_the_log_says_why(
    batch: BatchClient, script: str, error: str
) -> None:
    job, status = batch.end(script, batch.files(a_csv="1"))
    assert status == "Failed"
    assert error in batch.log(job, "logs/user/error.txt")


def test_the_script_is_told_how_much_to_log(batch: BatchClient) -> None:
    job, _ = batch.end(ARGUMENTS, batch.files(a_csv="1"), loggingLevel="debug")
    assert "deep detail" in batch.log(job, "logs/user/stdout/0/process000.stdout.txt")


def test_without_azureml_core_the_job_fails_as_on_azure(batch: BatchClient) -> None:
    job, status = batch.end(NAMES, batch.files(a_csv="1"), environmentId=batch.jobs.environment)
    assert status == "Failed"
    assert "No module named 'azureml'" in batch.jobs.log(batch.child(job))


def test_a_folder_without_files_fails_the_job(batch: BatchClient) -> None:
    assert batch.end(NAMES, batch.files(a_csv="1") + "-absent")[1] == "Failed"


def test_data_of_the_wrong_type_fails_the_job(batch: BatchClient) -> None:
    job, status = batch.end(NAMES, batch.files(a_csv="1"), {"kind": "UriFile"})
    assert status == "Failed"
    assert "uri_file" in batch.jobs.run(batch.child(job))["error"]["error"]["message"]
