"""A step runs once for each item, and what follows reads what all of them wrote as one table."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml

from tests.local_workspace.jobs.conftest import lives
from tests.local_workspace.jobs.pipelines.conftest import FOLDER, TELL, PipelineClient

Json = dict[str, Any]
Until = Callable[[Callable[[], bool]], None]
WRITE = "echo ${{inputs.word}} > ${{outputs.out}}/word"
WORD: Json = {"word": {"type": "string"}}
ALL = "${{parent.jobs.each.outputs.out}}"


def loop(items: Any, **own: Any) -> Json:
    """A parallel_for as the SDK sends it."""
    items = items if isinstance(items, str) else json.dumps(items)
    return {"type": "parallel_for", "body": "${{parent.jobs.body}}", "items": items, **own}


def looping(pipelines: PipelineClient, items: Any, command: str = WRITE, **own: Any) -> Json:
    """A loop, and a step that reads the files of its table."""
    body = pipelines.component(f"{command} # {uuid4()}", WORD, "out")
    table = {"all": {"type": "mltable"}}
    show = pipelines.component("cat $(find ${{inputs.all}} -name word | sort)", table)
    read = {"all": {"job_input_type": "literal", "value": ALL, "mode": "EvalMount"}}
    return {
        "body": pipelines.step(body),
        "each": loop(items, **own),
        "show": {"type": "command", "componentId": show, "inputs": read},
    }


def words(*each: str) -> list[Json]:
    return [{"word": word} for word in each]


def test_each_item_runs_and_the_next_step_reads_all(pipelines: PipelineClient) -> None:
    name, status = pipelines.end(looping(pipelines, words("a", "b", "c")))
    assert status == "Completed"
    assert pipelines.statuses(name) == dict.fromkeys(("body[0]", "body[1]", "body[2]", "show"), "Completed")
    assert sorted(pipelines.log(name, "show").split()) == ["a", "b", "c"]
    table = yaml.safe_load((pipelines.rest.store / "azureml" / name / "each.out/MLTable").read_text())
    runs = [pipelines.children(name)[f"body[{number}]"]["runId"] for number in range(3)]
    assert [path["folder"].rpartition("/paths/")[2] for path in table["paths"]] == [
        f"azureml/{run}/out/" for run in runs
    ]


def test_items_have_keys_and_may_be_data(pipelines: PipelineClient) -> None:
    for silo in ("east", "west"):
        pipelines.rest.put_blob(f"silos/{silo}/d.csv", silo.encode())
    body = pipelines.component("cat ${{inputs.data}}", {"data": {"type": "uri_file"}, **WORD})
    place = "azureml://datastores/workspaceblobstore/paths/silos"
    items = {
        silo: {"data": {"job_input_type": "uri_file", "uri": f"{place}/{silo}/d.csv"}, "word": "x"}
        for silo in ("east", "west")
    }
    name, status = pipelines.end({"body": pipelines.step(body), "each": loop(items)})
    assert (status, {*pipelines.statuses(name)}) == ("Completed", {"body[east]", "body[west]"})
    assert pipelines.log(name, "body[west]") == "west"


def test_items_may_refer_to_the_pipeline_and_leave_other_inputs_as_they_are(
    pipelines: PipelineClient,
) -> None:
    body = pipelines.component(
        "echo ${{inputs.a}} ${{inputs.b}}", {"a": {"type": "string"}, "b": WORD["word"]}
    )
    steps = {
        "body": pipelines.step(body, {"a": "${{parent.inputs.given}}"}),
        "each": loop([{"b": "of ${{parent.inputs.given}}"}]),
    }
    given = {"given": {"jobInputType": "literal", "value": "x"}}
    name, status = pipelines.end(steps, inputs=given)
    assert (status, pipelines.log(name, "body[0]")) == ("Completed", "x of x\n")


def test_the_pipeline_may_give_the_items(pipelines: PipelineClient) -> None:
    items = {"items": {"jobInputType": "literal", "value": json.dumps(words("a", "b"))}}
    name, status = pipelines.end(looping(pipelines, "${{parent.inputs.items}}"), inputs=items)
    assert (status, sorted(pipelines.log(name, "show").split())) == ("Completed", ["a", "b"])


def found_by_a_step(pipelines: PipelineClient, value: str) -> Json:
    find = pipelines.component(f"{TELL}tell found '{value}'", outputs={"found": {"type": "string"}})
    return {
        "find": pipelines.step(find),
        **looping(pipelines, "${{parent.jobs.find.outputs.found}}"),
    }


def test_a_step_may_find_the_items(pipelines: PipelineClient) -> None:
    value = r"[{\\\"word\\\": \\\"a\\\"}]"
    name, status = pipelines.end(found_by_a_step(pipelines, value))
    assert (status, pipelines.log(name, "show")) == ("Completed", "a\n")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("no JSON", "neither a valid JSON string"),
        ("[]", "Items is an empty list/dict"),
        (r"[{\\\"gone\\\": 1}]", "unmatched inputs with loop body component inputs: ['gone']"),
        ("[{}]", "Required input word of step each"),
        ("7", "Unsupported items type: int"),
    ],
)
def test_items_that_are_none_fail_the_pipeline(pipelines: PipelineClient, value: str, said: str) -> None:
    name, status = pipelines.end(found_by_a_step(pipelines, value))
    assert (status, {*pipelines.statuses(name)}) == ("Failed", {"find"})
    message = pipelines.jobs.run(name)["error"]["error"]["message"]
    assert "Failed nodes: /each." in message
    assert said in message


MEET = "touch {here}/${{{{inputs.me}}}}; until test -e {here}/${{{{inputs.other}}}}; do sleep 0.05; done"


def test_items_run_at_the_same_time(pipelines: PipelineClient, tmp_path: Path) -> None:
    names: Json = {"me": {"type": "string"}, "other": {"type": "string"}}
    meet = pipelines.component(MEET.format(here=tmp_path), names)
    items = [{"me": "a", "other": "b"}, {"me": "b", "other": "a"}]
    body = pipelines.step(meet, limits={"timeout": "PT4M"})
    _, status = pipelines.end({"body": body, "each": loop(items)})
    assert status == "Completed", "each item waits for the other: they must be there together"


def test_no_more_items_run_at_once_than_may(pipelines: PipelineClient, tmp_path: Path) -> None:
    alone = f"mkdir {tmp_path}/one && sleep 0.3 && rmdir {tmp_path}/one && {WRITE}"
    items = words("a", "b", "c")
    name, status = pipelines.end(looping(pipelines, items, alone, max_concurrency=1))
    assert (status, len(pipelines.log(name, "show").split())) == ("Completed", 3)


def test_an_item_that_fails_stops_what_needs_all(pipelines: PipelineClient) -> None:
    steps = looping(pipelines, words("a", "b", "c"), f"{WRITE}; test ${{{{inputs.word}}}} != b")
    name, status = pipelines.end(steps)
    assert status == "Failed"
    assert pipelines.statuses(name) == {
        "body[0]": "Completed",
        "body[1]": "Failed",
        "body[2]": "Completed",
    }
    assert "Failed nodes: /body[1]." in pipelines.jobs.run(name)["error"]["error"]["message"]


def test_cancelling_ends_all_items(pipelines: PipelineClient, tmp_path: Path, until: Until) -> None:
    here = f"{tmp_path}/${{{{inputs.word}}}}"
    wait = f"echo $$ > {here}.new; mv {here}.new {here}; exec sleep 300"
    name = pipelines.submit(looping(pipelines, words("a", "b", "c"), wait, max_concurrency=2))
    until(lambda: (tmp_path / "a").exists() and (tmp_path / "b").exists())
    assert pipelines.rest("POST", f"jobs/{name}/cancel").status_code == 202
    assert pipelines.jobs.wait(name) == "Canceled"
    assert pipelines.statuses(name) == {"body[0]": "Canceled", "body[1]": "Canceled"}
    assert not any(lives(int((tmp_path / word).read_text())) for word in "ab")


def test_an_output_of_the_pipeline_is_the_table(pipelines: PipelineClient, name: str) -> None:
    bound = {"out": {"type": "literal", "value": "${{parent.outputs.result}}"}}
    uri = f"azureml://datastores/workspaceblobstore/paths/kept/{name}"
    result = {"result": {"jobOutputType": "mltable", "uri": uri}}
    job, status = pipelines.end(looping(pipelines, words("a", "b"), outputs=bound), outputs=result)
    assert (status, sorted(pipelines.log(job, "show").split())) == ("Completed", ["a", "b"])
    assert len(yaml.safe_load((pipelines.rest.store / "kept" / name / "MLTable").read_text())["paths"]) == 2
    assert pipelines.jobs.run(job)["outputs"]["result"]["type"] == "mltable"


def test_a_condition_may_be_about_a_loop(pipelines: PipelineClient) -> None:
    choose = {"type": "if_else", "condition": False, "true_block": "${{parent.jobs.each}}"}
    name, status = pipelines.end({**looping(pipelines, words("a")), "choose": choose})
    assert (status, pipelines.statuses(name)) == ("Completed", {})


def test_the_body_may_be_a_pipeline(pipelines: PipelineClient) -> None:
    write = pipelines.component(WRITE, WORD, "out")
    bound = {"out": {"type": "literal", "value": "${{parent.outputs.out}}"}}
    jobs = {"write": pipelines.step(write, {"word": "${{parent.inputs.word}}"}, outputs=bound)}
    inner = {"type": "pipeline", "version": "1", "inputs": WORD, "outputs": {"out": FOLDER}, "jobs": jobs}
    steps = looping(pipelines, words("a", "b"))
    steps["body"] = {"type": "pipeline", "componentId": pipelines.register(inner)}
    name, status = pipelines.end(steps)
    assert (status, sorted(pipelines.log(name, "show").split())) == ("Completed", ["a", "b"])
