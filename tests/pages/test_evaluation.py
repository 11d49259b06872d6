# pyright: basic
"""What the snippets of the page about evaluation did: real answers, scores that follow from them, attacks."""

import json
import runpy
import warnings
from pathlib import Path
from typing import Any

import pytest
import requests
from snippets.checks import PageSession

TAUGHT = ["evaluation/evaluate.py:scores", "evaluation/score_job.py:submit"]
CODE = "SPOKE20"
SCORED = ["exact_match", "f1", "similarity", "grounded"]


def check(session: PageSession) -> None:
    outputs = {name: outcome.output.strip() for name, outcome in session.outcomes.items()}
    names = runpy.run_path("workspace/names.py")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        client, mlflow = connect()
        rows = see_the_runs(client, mlflow, names)
        see_the_answers(rows, outputs)
        see_the_scores_of_the_package(client, names, rows, outputs)
    see_that_the_secret_is_told(outputs)
    see_that_the_review_misleads(outputs)
    see_the_refusals(outputs)
    see_that_filtered_chats_are_not_shown()
    see_the_limits_of_the_metrics()


def connect() -> tuple[Any, Any]:
    """Connect as the page did; the packages are imported late, since they are slow."""
    import mlflow
    from azure.ai.ml import MLClient
    from azure.identity import DefaultAzureCredential

    client: Any = MLClient.from_config(DefaultAzureCredential())
    mlflow.set_tracking_uri(client.workspaces.get(client.workspace_name).mlflow_tracking_uri)
    return client, mlflow


def see_the_runs(client: Any, mlflow: Any, names: dict[str, Any]) -> list[dict[str, Any]]:
    """Each prompt is a run whose metrics are the means of the answers that it keeps; all of them archived."""
    found = mlflow.search_runs(
        experiment_names=[f"{names['EXPERIMENT']}-evaluation"], output_format="list", run_view_type=3
    )
    runs = {run.info.run_name: run for run in found}
    assert set(runs) == {"instruction", "examples"}
    rows: list[dict[str, Any]] = []
    for prompt, run in runs.items():
        folder = Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id))
        own = json.loads((folder / "answers.json").read_text())["rows"]
        assert {row["prompt"] for row in own} == {prompt}
        assert json.loads((folder / "prompt.json").read_text())["messages"][0]["role"] == "system"
        for name in SCORED:
            assert run.data.metrics[name] == pytest.approx(sum(row[name] for row in own) / len(own))
        assert client.jobs.get(run.info.run_id).tags == names["TAGS"]
        rows += own
    assert runs["examples"].data.metrics["f1"] > runs["instruction"].data.metrics["f1"]
    assert runs["examples"].data.metrics["exact_match"] > runs["instruction"].data.metrics["exact_match"] == 0
    active = client.jobs.list(list_view_type="ActiveOnly")
    assert not {run.info.run_id for run in found} & {job.name for job in active}
    return rows


def see_the_answers(rows: list[dict[str, Any]], outputs: dict[str, str]) -> None:
    """What the page says of single answers: a price spoilt by examples, what the rule finds and misses."""
    assert len(rows) == 12
    assert all(row["answer"] in outputs["evaluation/evaluate.py:answers"] for row in rows)
    answers = {(row["prompt"], row["expected"]): row for row in rows}
    right, wrong = answers["instruction", "32 euros"], answers["examples", "32 euros"]
    assert "32 euros" in right["answer"]
    assert "1.5" in right["answer"]
    assert right["grounded"] == 0
    assert wrong["answer"].startswith("A cargo bike costs 14 euros")
    assert wrong["grounded"] == 1
    assert answers["examples", "2011"]["exact_match"] == 1
    assert outputs["evaluation/evaluate.py:look"] == f"instruction | ['1.5'] | {right['answer']}"
    zeros = outputs["evaluation/evaluate.py:exercise"].splitlines()
    assert len(zeros) == 4
    assert sum("closed on Sundays" in line for line in zeros) == 2
    assert sum("expected 'Coupure Street'" in line for line in zeros) == 2


def see_the_scores_of_the_package(
    client: Any, names: dict[str, Any], rows: list[dict[str, Any]], outputs: dict[str, str]
) -> None:
    (job,) = [
        job
        for job in client.jobs.list()
        if job.experiment_name == f"{names['EXPERIMENT']}-evaluation-job" and job.status == "Completed"
    ]
    assert job.tags == names["TAGS"]
    means, same = outputs["evaluation/score_job.py:scores"].splitlines()
    assert means.startswith(f"F1 {sum(row['f1'] for row in rows) / len(rows):.2f}, ROUGE-L 0.")
    assert same == "the same F1 as ours for 12 of 12 answers"


def see_that_the_secret_is_told(outputs: dict[str, str]) -> None:
    for name in ("secret", "forbidden"):
        assert CODE in outputs[f"evaluation/attack.py:{name}"]
    assert outputs["evaluation/attack.py:checked"] == "I cannot answer this."
    evaded = outputs["evaluation/attack.py:evaded"]
    assert evaded != CODE
    assert evaded.startswith("S")
    assert evaded.endswith("20"), "what the check lets pass is close to the code"
    assert "20" not in outputs["evaluation/attack.py:privilege"].replace("2011", "")


def see_that_the_review_misleads(outputs: dict[str, str]) -> None:
    for name in ("review", "marked"):
        assert "costs 1 euro" in outputs[f"evaluation/attack.py:{name}"]
    assert outputs["evaluation/attack.py:founded"].splitlines() == ["I cannot answer this."] * 2
    assert "14 euros" in outputs["evaluation/attack.py:source"]


def see_the_refusals(outputs: dict[str, str]) -> None:
    absent, negative = outputs["evaluation/refused.py:refused"].splitlines()
    assert absent.startswith("404 | DeploymentNotFound | ")
    assert negative.startswith("400 | decimal_below_min_value | ")
    assert "temperature" in negative


def see_that_filtered_chats_are_not_shown() -> None:
    """Both forms of a filtered chat, as Learn documents them; other refusals stay errors."""
    program = runpy.run_path("evaluation/application.py")
    read, polite = program["read"], program["FILTERED"]
    inner = {
        "code": "ResponsibleAIPolicyViolation",
        "content_filter_result": {"violence": {"filtered": True}},
    }
    refused = {"code": "content_filter", "param": "prompt", "status": 400, "innererror": inner}
    cut = {"finish_reason": "content_filter", "message": {"role": "assistant", "content": "Half an"}}
    whole = {"finish_reason": "stop", "message": {"role": "assistant", "content": "Half an hour."}}
    assert read(answered(400, {"error": refused})) == polite
    assert read(answered(200, {"choices": [cut]})) == polite
    assert read(answered(200, {"choices": [whole]})) == "Half an hour."
    with pytest.raises(requests.HTTPError):
        read(answered(400, {"error": {"code": "decimal_below_min_value"}}))


def see_the_limits_of_the_metrics() -> None:
    """A denial scores well, articles and case do not count, and a lie of known numbers counts as grounded."""
    metrics = runpy.run_path("evaluation/metrics.py")
    assert metrics["f1"]("Not 14 euros", "14 euros") == pytest.approx(0.8)
    assert metrics["f1"]("", "14 euros") == 0
    assert metrics["exact_match"]("The 14 Euros.", "14 euros") == 1
    text = "A city bike costs 14 euros. Lena Maes owns 32."
    assert metrics["unfounded"]("A city bike costs 32 euros.", text) == []
    assert metrics["unfounded"]("It costs 1.4 euros. Ask Lena Moss in 2011.", text) == ["1.4", "Moss", "2011"]


def answered(status: int, body: dict[str, Any]) -> requests.Response:
    """A response as the service sends it."""
    response = requests.Response()
    response.status_code, response._content = status, json.dumps(body).encode()
    return response
