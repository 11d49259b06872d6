"""What steps hand to each other, and what a pipeline takes in and gives out."""

from typing import TYPE_CHECKING, Any

import pytest

from tests.local_workspace.jobs.pipelines.conftest import FOLDER, PipelineClient

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

    from tests.local_workspace.conftest import Rest

Json = dict[str, Any]
COPY = 'cp "${{inputs.from}}"/* "${{outputs.to}}"'


def uploaded(rest: "Rest", name: str) -> Json:
    rest.put_blob(f"data/{name}/d.csv", b"a,b\n1,2\n")
    return {"uri": f"azureml://datastores/workspaceblobstore/paths/data/{name}/d.csv"}


def test_a_step_reads_what_another_wrote(pipelines: PipelineClient, name: str) -> None:
    write = pipelines.component(
        '(cat "${{inputs.table}}"; echo ${{inputs.n}} ${{inputs.word}}) > "${{outputs.out}}/t.csv"',
        {
            "table": {"type": "uri_file"},
            "n": {"type": "integer", "default": "3"},
            "word": {"type": "string"},
        },
        "out",
    )
    read = pipelines.component('cat "${{inputs.from}}/t.csv"; ' + COPY, {"from": FOLDER}, "to")
    table = {"jobInputType": "uri_file", **uploaded(pipelines.rest, name)}
    job, status = pipelines.end(
        {
            "read": pipelines.step(
                read,
                {"from": "${{parent.jobs.write.outputs.out}}"},
                outputs={"to": {"type": "literal", "value": "${{parent.outputs.result}}"}},
            ),
            "write": pipelines.step(
                write, {"table": "${{parent.inputs.table}}", "word": "of ${{parent.inputs.word}}"}
            ),
        },
        inputs={"table": table, "word": {"jobInputType": "literal", "value": "mouth"}},
        outputs={"result": {"jobOutputType": "uri_folder"}},
    )
    assert status == "Completed"
    assert pipelines.log(job, "read") == "a,b\n1,2\n3 of mouth\n"
    child = pipelines.children(job)["read"]["runId"]
    written = (pipelines.rest.store / "azureml" / child / "to/t.csv").read_text()
    assert written == "a,b\n1,2\n3 of mouth\n"


def test_a_pipeline_writes_where_its_output_says(pipelines: PipelineClient, name: str) -> None:
    write = pipelines.component('echo x > "${{outputs.out}}/x"', None, "out")
    step = pipelines.step(write, outputs={"out": {"type": "literal", "value": "${{parent.outputs.result}}"}})
    uri = f"azureml://datastores/workspaceblobstore/paths/kept/{name}"
    output = {"jobOutputType": "uri_folder", "uri": uri}
    _, status = pipelines.end({"write": step}, outputs={"result": output})
    assert status == "Completed"
    assert (pipelines.rest.store / "kept" / name / "x").read_text() == "x\n"


@pytest.mark.parametrize(("kind", "collection"), [("uri_folder", "data"), ("mlflow_model", "models")])
def test_an_output_with_a_name_is_registered(
    pipelines: PipelineClient, name: str, kind: str, collection: str
) -> None:
    write = pipelines.component('echo x > "${{outputs.out}}/x"', outputs={"out": {"type": kind}})
    step = pipelines.step(write, outputs={"out": {"type": "literal", "value": "${{parent.outputs.result}}"}})
    output = {"jobOutputType": kind, "assetName": name}
    job, status = pipelines.end({"write": step}, outputs={"result": output})
    assert status == "Completed"
    asset = pipelines.rest("GET", f"{collection}/{name}/versions/1").json()["properties"]
    child = pipelines.children(job)["write"]["runId"]
    assert f"/paths/azureml/{child}/out/" in asset["modelUri" if collection == "models" else "dataUri"]


def test_the_mode_direct_gives_the_address(pipelines: PipelineClient, name: str) -> None:
    tell = pipelines.component("echo ${{inputs.table}}", {"table": {"type": "uri_file"}})
    given = {"job_input_type": "uri_file", "mode": "Direct", **uploaded(pipelines.rest, name)}
    job, status = pipelines.end({"tell": pipelines.step(tell, {"table": given})})
    assert (status, pipelines.log(job, "tell")) == ("Completed", f"{given['uri']}\n")


def test_what_a_step_says_overrides_its_component(pipelines: PipelineClient) -> None:
    tell = pipelines.component("echo $A $B", environment_variables={"A": "component", "B": "component"})
    step = pipelines.step(tell, environment_variables={"B": "${{parent.inputs.b}}"})
    job, status = pipelines.end({"tell": step}, inputs={"b": {"jobInputType": "literal", "value": "given"}})
    assert (status, pipelines.log(job, "tell")) == ("Completed", "component given\n")


def test_a_pipeline_can_be_a_step(pipelines: PipelineClient) -> None:
    write = pipelines.component(
        'echo "${{inputs.word}}" > "${{outputs.out}}/w"', {"word": {"type": "string"}}, "out"
    )
    read = pipelines.component('cat "${{inputs.from}}/w"', {"from": FOLDER})
    bound = {"out": {"type": "literal", "value": "${{parent.outputs.words}}"}}
    inner = pipelines.register(
        {
            "type": "pipeline",
            "version": "1",
            "inputs": {"word": {"type": "string", "default": "unsaid"}},
            "outputs": {"words": FOLDER},
            "jobs": {"write": pipelines.step(write, {"word": "${{parent.inputs.word}}"}, outputs=bound)},
        }
    )
    job, status = pipelines.end(
        {
            "inner": {"type": "pipeline", "componentId": inner},
            "read": pipelines.step(read, {"from": "${{parent.jobs.inner.outputs.words}}"}),
        }
    )
    assert (status, pipelines.log(job, "read")) == ("Completed", "unsaid\n")
    child = pipelines.children(job)["inner"]
    assert child["runType"] == "azureml.PipelineRun"
    grandchild = pipelines.children(child["runId"])["write"]
    assert (grandchild["parentRunId"], grandchild["rootRunId"]) == (child["runId"], job)
    assert pipelines.statuses(pipelines.submit_component(inner)) == {"write": "Completed"}


def test_the_sdk_lists_streams_and_downloads(
    pipelines: PipelineClient, ml_client: "MLClient", tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    write = pipelines.component('echo said; echo x > "${{outputs.out}}/x"', None, "out")
    bound = {"out": {"type": "literal", "value": "${{parent.outputs.result}}"}}
    job = pipelines.submit(
        {"write": pipelines.step(write, outputs=bound)}, outputs={"result": {"jobOutputType": "uri_folder"}}
    )
    jobs: Any = ml_client.jobs
    jobs.stream(job)
    assert "Streaming logs/azureml/executionlogs.txt" in capsys.readouterr().out
    (child,) = jobs.list(parent_job_name=job)
    assert (child.display_name, child.status) == ("write", "Completed")
    assert ml_client.jobs.get(str(child.name)).display_name == "write"
    assert str(child.name) not in {each.name for each in ml_client.jobs.list()}
    jobs.download(job, download_path=tmp_path / "pipeline", all=True)
    jobs.download(job, download_path=tmp_path / "one", output_name="result")
    jobs.download(str(child.name), download_path=tmp_path / "step", all=True)
    assert (tmp_path / "pipeline/named-outputs/result/x").read_text() == "x\n"
    assert (tmp_path / "one/named-outputs/result/x").read_text() == "x\n"
    assert (tmp_path / "step/named-outputs/out/x").read_text() == "x\n"
    assert (tmp_path / "step/artifacts/user_logs/std_log.txt").read_text() == "said\n"
