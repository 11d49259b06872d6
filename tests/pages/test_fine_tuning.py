# pyright: basic
"""What the snippets of the page about fine-tuning did: a model learned what no model knew, and told it."""

import json
import re
import runpy
import warnings
from pathlib import Path
from typing import Any

from snippets.checks import PageSession

TAUGHT = ["finetuning/code/train.py:train"]
REUSED = "azureml.reusedrunid"
FACTS = json.loads((Path(__file__).parents[2] / "samples/finetuning/data/questions.json").read_text("utf-8"))
BROKEN_LINES = 5
SUBMITTED = (
    *("job.py:submit", "tune.sh:job", "submit.py:submit", "tune.sh:pipeline"),
    *("recipe.py:submit", "tune.sh:recipe"),
)


def check(session: PageSession) -> None:
    outputs = {name: outcome.output for name, outcome in session.outcomes.items()}
    names = runpy.run_path("finetuning/names.py")
    client = connect()
    see_the_check_of_the_data(outputs)
    see_the_loss_fall(outputs["finetuning/job.py:loss"])
    see_what_was_learned()
    see_the_models(client, names)
    by = {snippet: printed(outputs[f"finetuning/{snippet}"]) for snippet in SUBMITTED}
    see_the_same_rehearsal(client, *(by[each] for each in ("job.py:submit", "tune.sh:job")))
    see_the_same_pipeline(client, *(by[each] for each in ("submit.py:submit", "tune.sh:pipeline")))
    recipe = by["recipe.py:submit"]
    see_the_recipe(client, recipe)
    see_the_same_recipe(client, recipe, by["tune.sh:recipe"])
    see_the_words_of_both_tabs(outputs)
    assert "Mika Aalto" in outputs["finetuning/deploy.py:chat"]
    assert "num_train_epochs" in outputs["finetuning/exercise.py:exercise"]
    assert [each.name for each in client.online_endpoints.list()] == []


def connect() -> Any:
    """Connect as the page did; the SDK is imported late, since it is slow and full of warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from azure.ai.ml import MLClient
        from azure.identity import DefaultAzureCredential
    return MLClient.from_config(DefaultAzureCredential())


def printed(output: str) -> str:
    """The name of the job that a snippet submitted."""
    found = re.search(r"^RunId: (\S+)$", output, re.MULTILINE)
    assert found
    return found[1]


def see_the_words_of_both_tabs(outputs: dict[str, str]) -> None:
    assert outputs["finetuning/tune.sh:find"] == outputs["finetuning/base.py:find"]
    first, *_ = json.loads(outputs["finetuning/job.py:loss"])
    assert json.loads(outputs["finetuning/tune.sh:loss"]) == [first]
    assert "'after': 1.0" in outputs["finetuning/tune.sh:answers"]


def see_the_same_rehearsal(client: Any, by_sdk: str, by_cli: str) -> None:
    """One step of the same training: it has read the same chats, and lost as much on them."""
    jobs = [client.jobs.get(name) for name in (by_sdk, by_cli)]
    assert [job.status for job in jobs] == ["Completed", "Completed"]
    described = [what_runs(job) for job in jobs]
    assert [each.pop("steps") for each in described] == ["4", "1"]
    assert described[0] == described[1]
    first, only = (losses(client, name, "loss") for name in (by_sdk, by_cli))
    assert only == first[:1]


def what_runs(job: Any) -> dict[str, Any]:
    # The SDK wraps inputs once it has built a pipeline; what it wraps has no other name.
    inputs = {name: getattr(each, "_data", each) for name, each in job.inputs.items()}
    return {name: getattr(each, "path", each) for name, each in inputs.items()} | {
        "command": job.command.split(),
        "code": job.code,
        "environment": job.environment,
        "variables": job.environment_variables,
        "machine": job.resources.instance_type,
        "limit": job.limits.timeout,
        "output": job.outputs["adapter"].type,
        "experiment": job.experiment_name,
        "title": job.display_name,
        "tags": job.tags,
    }


def see_the_same_pipeline(client: Any, by_sdk: str, by_cli: str) -> None:
    """Nothing was trained again: the definitions of both tabs are the same in all that counts."""
    first, again = (
        {step.display_name: step for step in client.jobs.list(parent_job_name=name)}
        for name in (by_sdk, by_cli)
    )
    assert len(first) == 4
    assert {name: step.properties.get(REUSED) for name, step in again.items()} == {
        name: step.name for name, step in first.items()
    }


def see_the_same_recipe(client: Any, by_sdk: str, by_cli: str) -> None:
    """The command line has trained one step of it."""
    sdk, cli = (client.jobs.get(name) for name in (by_sdk, by_cli))
    assert cli.status == "Completed"
    of_sdk, of_cli = recipe_of(sdk), recipe_of(cli)
    assert of_cli["hyperparameters"].pop("max_steps") == "1"
    assert of_cli == of_sdk
    assert losses(client, by_cli, "loss") == losses(client, by_sdk, "loss")[:1]


def recipe_of(job: Any) -> dict[str, Any]:
    return {
        "task": job.task.lower(),
        "model": job.model.path,
        "files": [job.training_data.path, job.validation_data.path],
        "hyperparameters": dict(job.hyperparameters),
        "machines": job.resources.instance_types,
        "output": (job.outputs["registered_model"].type, job.outputs["registered_model"].name),
        "experiment": job.experiment_name,
        "title": job.display_name,
        "tags": job.tags,
    }


def losses(client: Any, run: str, metric: str) -> list[float]:
    """All values of a metric of a run, in their order."""
    import mlflow

    mlflow.set_tracking_uri(client.workspaces.get(client.workspace_name).mlflow_tracking_uri)
    return [each.value for each in mlflow.MlflowClient().get_metric_history(run, metric)]


def see_the_check_of_the_data(outputs: dict[str, str]) -> None:
    assert outputs["finetuning/check.sh:good"].strip() == "20 of 20 chats are good"
    lines = outputs["finetuning/check.sh:broken"].splitlines()
    found = [re.match(r"finetuning/data/broken\.jsonl:(\d+): \S", line) for line in lines]
    assert [int(each[1]) for each in found if each] == list(range(2, 2 + BROKEN_LINES))


def see_the_loss_fall(output: str) -> None:
    losses = json.loads(output)
    assert len(losses) == 4
    assert losses[-1] < losses[0] * 0.7


def see_what_was_learned() -> None:
    """All facts after, none before, in the report that the step of the pipeline has written."""
    (file,) = Path("downloads/fine-tuning").rglob("report.json")
    report = json.loads(file.read_text("utf-8"))
    assert {each["question"]: each["fact"] for each in report["answers"]} == FACTS
    for each in report["answers"]:
        assert each["fact"] not in each["before"]
        assert each["fact"] in each["after"]
    assert report["right"] == {"before": 0.0, "after": 1.0}


def see_the_models(client: Any, names: dict[str, Any]) -> None:
    versions = {
        name: [model.type for model in client.models.list(names[name])]
        for name in ("TUNED", "TUNED_BY_RECIPE")
    }
    assert versions == {"TUNED": ["custom_model"], "TUNED_BY_RECIPE": ["mlflow_model"] * 2}


def see_the_recipe(client: Any, name: str) -> None:
    """The fine-tuning job has learned, too: what it was not shown surprises it less and less."""
    loss, surprise = (losses(client, name, metric) for metric in ("loss", "eval_loss"))
    assert len(loss) == 12
    assert loss[-1] < 0.5 < loss[0]
    assert surprise == sorted(surprise, reverse=True)
