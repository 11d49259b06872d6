"""A step that has been run before is not run again, unless somebody wants it or something is different."""

from pathlib import Path
from typing import Any

import pytest

from tests.local_workspace.jobs.pipelines.conftest import FOLDER, PipelineClient

Json = dict[str, Any]


class Counting:
    """Two steps of which each leaves a mark when it runs."""

    def __init__(self, pipelines: PipelineClient, folder: Path, **spec: Any) -> None:
        self.pipelines, self.folder = pipelines, folder
        self.write = pipelines.component(
            f'echo w >> {folder}/marks; echo ${{{{inputs.n}}}} > "${{{{outputs.out}}}}/n"',
            {"n": {"type": "integer"}},
            "out",
            **spec,
        )
        self.read = pipelines.component(
            f'echo r >> {folder}/marks; cp "${{{{inputs.from}}}}/n" "${{{{outputs.to}}}}/m"',
            {"from": FOLDER},
            "to",
        )

    def run(self, n: int = 1, write: Json | None = None, **properties: Any) -> tuple[str, str]:
        """Run both; the pipeline, and the marks of those that have really run."""
        (self.folder / "marks").write_text("")
        bound = {"to": {"type": "literal", "value": "${{parent.outputs.result}}"}}
        steps = {
            "write": self.pipelines.step(self.write, {"n": n}, **(write or {})),
            "read": self.pipelines.step(
                self.read, {"from": "${{parent.jobs.write.outputs.out}}"}, outputs=bound
            ),
        }
        result = {"result": {"jobOutputType": "uri_folder"}}
        job, status = self.pipelines.end(steps, outputs=result, **properties)
        assert status == "Completed"
        return job, "".join((self.folder / "marks").read_text().split())


def test_an_unchanged_step_is_reused_and_names_its_source(pipelines: PipelineClient, tmp_path: Path) -> None:
    counting = Counting(pipelines, tmp_path)
    (first, ran), (second, again), (third, _) = counting.run(), counting.run(), counting.run()
    assert (ran, again) == ("wr", "")
    source = pipelines.children(first)["read"]
    for job in (second, third):
        reused = pipelines.children(job)["read"]
        assert reused["status"] == "Completed"
        assert reused["runId"] != source["runId"]
        properties = reused["properties"]
        assert properties["azureml.isreused"] == "true"
        assert properties["azureml.reusedrunid"] == source["runId"]
        assert properties["azureml.reusedpipelinerunid"] == first
        assert reused["outputs"] == source["outputs"]
        assert pipelines.jobs.run(job)["outputs"].keys() == {"result"}
    assert "azureml.isreused" not in source["properties"]


def test_a_changed_input_runs_the_step_and_what_follows(pipelines: PipelineClient, tmp_path: Path) -> None:
    counting = Counting(pipelines, tmp_path)
    assert [counting.run(n)[1] for n in (1, 2, 1)] == ["wr", "wr", ""]


def test_run_settings_count_and_words_do_not(pipelines: PipelineClient, tmp_path: Path) -> None:
    counting = Counting(pipelines, tmp_path)
    counting.run()
    assert counting.run(write={"display_name": "other words", "tags": {"a": "b"}})[1] == ""
    # The output of the second step's input is another run's, so that step runs again, too.
    assert counting.run(write={"environment_variables": {"A": "b"}})[1] == "wr"


def test_a_forced_pipeline_runs_all_and_is_reused_by_none(pipelines: PipelineClient, tmp_path: Path) -> None:
    counting = Counting(pipelines, tmp_path)
    forced = {"force_rerun": True}
    assert counting.run(settings=forced)[1] == "wr"
    assert counting.run()[1] == "wr"
    assert counting.run(settings=forced)[1] == "wr"


@pytest.mark.parametrize("deterministic", ["False", "false"])
def test_a_component_that_is_not_deterministic_runs_always(
    pipelines: PipelineClient, tmp_path: Path, deterministic: str
) -> None:
    counting = Counting(pipelines, tmp_path, is_deterministic=deterministic)
    assert [counting.run()[1] for _ in range(2)] == ["wr", "wr"]


def test_a_failed_step_is_not_reused(pipelines: PipelineClient, tmp_path: Path) -> None:
    fail = pipelines.component(f"echo f >> {tmp_path}/marks; exit 1")
    for _ in range(2):
        pipelines.end({"fail": pipelines.step(fail)})
    assert (tmp_path / "marks").read_text() == "f\nf\n"


def test_a_deleted_run_is_not_reused(pipelines: PipelineClient, tmp_path: Path) -> None:
    counting = Counting(pipelines, tmp_path)
    first, _ = counting.run()
    pipelines.rest("DELETE", f"jobs/{first}").raise_for_status()
    assert counting.run()[1] == "wr"


def test_steps_of_a_pipeline_within_are_reused_as_well(pipelines: PipelineClient, tmp_path: Path) -> None:
    counting = Counting(pipelines, tmp_path)
    counting.run()
    bound = {"out": {"type": "literal", "value": "${{parent.outputs.numbers}}"}}
    inner = pipelines.register(
        {
            "type": "pipeline",
            "version": "1",
            "outputs": {"numbers": FOLDER},
            "jobs": {"write": pipelines.step(counting.write, {"n": 1}, outputs=bound)},
        }
    )
    steps = {
        "inner": {"type": "pipeline", "componentId": inner},
        "read": pipelines.step(counting.read, {"from": "${{parent.jobs.inner.outputs.numbers}}"}),
    }
    (tmp_path / "marks").write_text("")
    job, status = pipelines.end(steps)
    assert (status, (tmp_path / "marks").read_text()) == ("Completed", "")
    reused = pipelines.children(job)["read"]["properties"]
    assert reused["azureml.isreused"] == "true"
