"""A step runs again with what it wrote, until it says that it is enough or the limit is reached."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.local_workspace.jobs.conftest import lives
from tests.local_workspace.jobs.pipelines.conftest import FOLDER, TELL, PipelineClient

Json = dict[str, Any]
Until = Callable[[Callable[[], bool]], None]
READY = r"""ready() {
  url="${MLFLOW_TRACKING_URI/azureml:/https:}"; url="${url/mlflow/history}/runs/$MLFLOW_RUN_ID"
  curl --silent --show-error --fail --output /dev/null --request PATCH \
    --header "Authorization: Bearer $MLFLOW_TRACKING_TOKEN" --header "Content-Type: application/json" \
    --data "{\"properties\": {\"azureml.pipeline.control.$1\": \"$2\"}}" "$url"
}
"""
"""The same for a value that is there before the step ends: `ready again True`."""
COUNT = (
    TELL
    + """n=$(( ${{inputs.n}} - 1 )); if [ $n -gt 0 ]; then again=True; else again=False; fi
cat ${{inputs.from}}/seen > ${{outputs.to}}/seen 2>/dev/null; echo $n >> ${{outputs.to}}/seen
tell again $again left $n
"""
)
VALUES: Json = {"again": {"type": "boolean"}, "left": {"type": "integer"}}
INPUTS: Json = {"n": {"type": "integer"}, "from": {**FOLDER, "optional": "True"}}
BODY = "${{parent.jobs.body}}"
READ = {"from": "${{parent.jobs.body.outputs.to}}", "n": "${{parent.jobs.body.outputs.left}}"}


def loop(most: int, **own: Any) -> Json:
    """A do_while as the SDK sends it."""
    mapping = {"to": ["from"], "left": ["n"]}
    limits = {"max_iteration_count": most}
    return {"type": "do_while", "body": BODY, "mapping": mapping, "limits": limits, **own}


def counting(pipelines: PipelineClient, body: str, **node: Any) -> Json:
    show = pipelines.component("cat ${{inputs.from}}/seen; echo left ${{inputs.n}}", INPUTS)
    return {
        "body": pipelines.step(body, {"n": 3}, **node),
        "show": pipelines.step(show, READ),
        "loop": loop(9, condition="again"),
    }


def component(pipelines: PipelineClient, command: str = COUNT) -> str:
    return pipelines.component(f"{command} # {uuid4()}", INPUTS, "to", outputs=VALUES)


def test_it_runs_until_its_condition_is_false(pipelines: PipelineClient) -> None:
    name, status = pipelines.end(counting(pipelines, component(pipelines)))
    assert status == "Completed"
    assert pipelines.statuses(name) == dict.fromkeys(("body[1]", "body[2]", "body[3]", "show"), "Completed")
    assert pipelines.log(name, "show") == "2\n1\n0\nleft 0\n"


def test_the_body_may_be_a_pipeline(pipelines: PipelineClient) -> None:
    bound = {each: {"value": f"${{{{parent.outputs.{each}}}}}"} for each in ("to", "again", "left")}
    given = {"n": "${{parent.inputs.n}}", "from": "${{parent.inputs.from}}"}
    count = pipelines.step(component(pipelines), given, outputs=bound)
    outputs = {"to": FOLDER, **VALUES}
    inner = pipelines.register(
        {"type": "pipeline", "version": "1", "inputs": INPUTS, "outputs": outputs, "jobs": {"count": count}}
    )
    name, status = pipelines.end(counting(pipelines, inner, type="pipeline"))
    assert (status, pipelines.log(name, "show")) == ("Completed", "2\n1\n0\nleft 0\n")


@pytest.mark.parametrize("condition", ["again", None])
def test_the_limit_ends_it(pipelines: PipelineClient, condition: str | None) -> None:
    steps = counting(pipelines, component(pipelines))
    name, status = pipelines.end({**steps, "loop": loop(2, condition=condition)})
    assert (status, pipelines.log(name, "show")) == ("Completed", "2\n1\nleft 1\n")


def test_a_value_may_be_there_before_the_step_ends(pipelines: PipelineClient) -> None:
    early = COUNT.replace("tell ", "ready again False; ready left 7; true ")
    name, status = pipelines.end(counting(pipelines, component(pipelines, READY + early)))
    assert (status, pipelines.log(name, "show")) == ("Completed", "2\nleft 7\n")


def test_a_round_that_fails_ends_the_loop(pipelines: PipelineClient) -> None:
    body = component(pipelines, COUNT + "test $n -gt 1")
    name, status = pipelines.end(counting(pipelines, body))
    assert status == "Failed"
    assert pipelines.statuses(name) == {"body[1]": "Completed", "body[2]": "Failed"}
    assert "Failed nodes: /body[2]." in pipelines.jobs.run(name)["error"]["error"]["message"]


def test_a_body_that_does_not_say_whether_to_go_on_fails(pipelines: PipelineClient) -> None:
    name, status = pipelines.end(counting(pipelines, component(pipelines, "true")))
    assert (status, pipelines.statuses(name)) == ("Failed", {"body[1]": "Completed"})
    message = pipelines.jobs.run(name)["error"]["error"]["message"]
    assert "Failed nodes: /loop." in message
    assert "the output again of its body was not written" in message


def test_cancelling_ends_the_round_and_the_loop(
    pipelines: PipelineClient, tmp_path: Path, until: Until
) -> None:
    pid = tmp_path / "pid"
    wait = f"{COUNT}\ntest $n -gt 1 || {{ echo $$ > {pid}.new; mv {pid}.new {pid}; exec sleep 300; }}"
    name = pipelines.submit(counting(pipelines, component(pipelines, wait)))
    until(pid.exists)
    assert pipelines.rest("POST", f"jobs/{name}/cancel").status_code == 202
    assert pipelines.jobs.wait(name) == "Canceled"
    assert pipelines.statuses(name) == {"body[1]": "Completed", "body[2]": "Canceled"}
    assert not lives(int(pid.read_text()))


def test_rounds_are_reused_like_other_steps(pipelines: PipelineClient) -> None:
    steps = counting(pipelines, component(pipelines))
    first, again = (pipelines.end(steps)[0] for _ in range(2))
    runs = [pipelines.children(name)["body[3]"] for name in (first, again)]
    assert runs[1]["properties"]["azureml.reusedrunid"] == runs[0]["runId"]
    assert pipelines.children(again)["show"]["properties"]["azureml.isreused"] == "true"


@pytest.mark.parametrize(
    ("again", "said"),
    [
        ("False", "show cannot go on: body.outputs.left, which its input n is, was not written."),
        (
            "True",
            "loop cannot go on: the output left of its body, which the input n is next, was not written.",
        ),
    ],
)
def test_a_value_that_was_not_written_stops_who_reads_it(
    pipelines: PipelineClient, again: str, said: str
) -> None:
    name, status = pipelines.end(counting(pipelines, component(pipelines, f"{TELL}tell again {again}")))
    assert (status, {*pipelines.statuses(name)}) == ("Failed", {"body[1]"})
    assert said in pipelines.jobs.run(name)["error"]["error"]["message"]
