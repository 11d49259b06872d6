# pyright: basic
"""A fine-tuning job trains the weights of a registered model, and registers what comes of it."""

import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.local_workspace.jobs.finetuning.conftest import CHATS, ROOT, FineTuningClient, chat

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

PYTHON = ROOT / ".venvs" / "language-models" / "bin" / "python"
COMPARE = """
import sys
from safetensors.torch import load_file
base, tuned = (load_file(path) for path in sys.argv[1:])
assert {name: each.shape for name, each in base.items()} == {name: each.shape for name, each in tuned.items()}
print(sum((base[name] != tuned[name]).any().item() for name in base), len(base))
"""


@pytest.fixture(scope="module")
def trained(tuning: FineTuningClient, known: str) -> str:
    data = {"uri": known, "jobInputType": "uri_file"}
    name, status = tuning.end(tuning.properties(known, validationData=data))
    assert status == "Completed", tuning.jobs.run(name)["error"]
    return name


def test_the_loss_is_measured_and_falls(tuning: FineTuningClient, trained: str) -> None:
    losses = tuning.history(trained, "loss")
    assert len(losses) == 2
    (after,) = tuning.history(trained, "eval_loss")
    assert 0 < after < min(losses), "the same chats, before and after they were learned from"


def test_the_model_is_registered_and_its_weights_have_changed(tuning: FineTuningClient, trained: str) -> None:
    properties = tuning.jobs.get(trained)
    name = properties["outputs"]["registered_model"]["assetName"]
    model = tuning.jobs.rest("GET", f"models/{name}/versions/1").json()["properties"]
    assert (model["jobName"], model["modelType"]) == (trained, "mlflow_model")
    folder = tuning.jobs.rest.store / "azureml" / trained / "registered_model"
    assert (folder / "MLmodel").is_file()
    (weights,) = folder.rglob("model.safetensors")
    base = tuning.jobs.rest.store / "bases" / "SmolLM2-135M-Instruct" / "model.safetensors"
    command = [str(PYTHON), "-c", COMPARE, str(base), str(weights)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    changed, of = map(int, done.stdout.split())
    assert 0 < changed < of, "all projections, but neither embeddings nor norms"


def test_the_job_says_what_it_is_and_what_is_other_here(tuning: FineTuningClient, trained: str) -> None:
    own = tuning.jobs.get(trained)["properties"]
    assert (own["PipelineType"], own["azureml.ModelName"]) == ("FineTuning", "SmolLM2-135M-Instruct")
    assert own["azureml.original_model_id"] == tuning.model
    assert "no GPU" in own["local_workspace.differs"]


BROKEN: dict[str, tuple[Any, str]] = {
    "a broken line": ('{"messages": [', ":2: "),
    "no messages": ({"prompt": "Who?"}, ':2: a line must be an object with a list of "messages".'),
    "a wrong role": ({"messages": [{"role": "bot", "content": "Hi"}]}, ":2: the role is 'bot'"),
    "an empty answer": (chat("Who founded Lumivik?", " "), ":2: the message of the assistant is empty."),
    "a question alone": (
        {"messages": CHATS[0]["messages"][:1]},
        ":2: a chat must end with user and assistant",
    ),
}


@pytest.mark.parametrize(("line", "says"), BROKEN.values(), ids=BROKEN)
def test_a_line_that_is_no_chat_fails_the_job_before_it_trains(
    tuning: FineTuningClient, line: Any, says: str
) -> None:
    name, status = tuning.end(tuning.properties(tuning.chats(CHATS[0], line)))
    assert status == "Failed"
    error = tuning.jobs.run(name)["error"]["error"]
    assert error["code"] == "UserError"
    assert says in error["message"]
    assert ".jsonl" in error["message"]


def test_a_running_job_can_be_cancelled(
    tuning: FineTuningClient, known: str, until: Callable[[Callable[[], bool]], None]
) -> None:
    sent = tuning.properties(known, hyperParameters={"max_steps": "100000"})
    name = tuning.send(sent).json()["name"]
    until(lambda: tuning.jobs.get(name)["status"] == "Running")
    assert tuning.jobs.rest("POST", f"jobs/{name}/cancel").status_code == 202
    until(lambda: tuning.jobs.get(name)["status"] == "Canceled")
    asset = sent["outputs"]["registered_model"]["assetName"]
    assert tuning.jobs.rest("GET", f"models/{asset}/versions/1").status_code == 404


def test_the_sdk_sends_such_a_job_and_reads_it_back(
    tuning: FineTuningClient,
    known: str,
    ml_client: "MLClient",
    name: str,
    until: Callable[[Callable[[], bool]], None],
) -> None:
    from azure.ai.ml.finetuning import FineTuningTaskType, create_finetuning_job

    job = create_finetuning_job(
        task=FineTuningTaskType.CHAT_COMPLETION,
        model=tuning.model,
        training_data=known,
        validation_data=known,
        hyperparameters={"num_train_epochs": "100000"},
        output_model_name_prefix="tuned-by-the-sdk",
        name=name,
    )
    sent = ml_client.jobs.create_or_update(job)
    ml_client.jobs.begin_cancel(name).result()
    until(lambda: ml_client.jobs.get(name).status == "Canceled")
    read: Any = ml_client.jobs.get(name)
    assert sent.type == "finetuning"
    assert read.hyperparameters == {"num_train_epochs": "100000"}
    assert (read.model.path, read.outputs["registered_model"].name) == (tuning.model, "tuned-by-the-sdk")
