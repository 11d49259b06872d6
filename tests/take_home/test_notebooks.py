"""Each notebook runs to its last cell in the folder of its page's archive, and prints what the page shows."""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from snippets.outputs import ApprovedOutput, Normaliser, approved_name

from .conftest import ROOT, Runs, Site, code
from .pages import LANGUAGES, PAGES

FEWER = {
    "data": {
        "data_assets/archive.py:archive",
        "data_assets/find.py:versions",
        "data_assets/read_job.py:output",
    },
    "environments": {"environments/exercise.py:exercise"},
    "first-job": {"jobs/exercise.py:compare"},
    "models": {
        "models/models.py:archive",
        "models/models.py:list",
        "models/models.py:run",
        "models/models.py:stage",
        "models/with_mlflow.py:exercise",
        "models/with_mlflow.py:find",
        "models/with_mlflow.py:register",
    },
}
"""What counts the versions and runs of a page's command line too, which a notebook does not run."""


CELL, KERNEL = 1500, 300
"""Seconds for a cell and for the start of a kernel, while other tests use the processors."""


def client(content: dict[str, Any], folder: Path, kernel: str = "python3") -> NotebookClient:
    text = json.dumps(content)
    made = nbformat.reads(text, as_version=4)  # pyright: ignore[reportUnknownVariableType, reportUnknownMemberType]
    notebook = cast(nbformat.NotebookNode, made)
    resources = {"metadata": {"path": str(folder)}}
    return NotebookClient(
        notebook, timeout=CELL, startup_timeout=KERNEL, kernel_name=kernel, resources=resources
    )


@pytest.fixture
def kernel_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], str]:
    """Makes a kernel known that starts where Jupyter does: in the environment that the page names."""

    def known(environment: Mapping[str, str]) -> str:
        python = shutil.which("python", path=environment["PATH"])
        folder = tmp_path / "jupyter" / "kernels" / "page"
        folder.mkdir(parents=True)
        command = [python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        specification = {"argv": command, "display_name": "Python 3", "language": "python"}
        (folder / "kernel.json").write_text(json.dumps(specification))
        monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
        return folder.name

    return known


def printed(cell: Any) -> str:
    return "".join(
        output["text"]
        for output in cell["outputs"]
        if output["output_type"] == "stream" and output["name"] == "stdout"
    )


def changed(cells: list[Any], normalise: Normaliser) -> dict[str, str]:
    """What does not print what its page shows, with the difference."""
    found: dict[str, str] = {}
    for cell in cells[1:]:
        name = cell["metadata"]["handbook"]["sample"]
        sample, _, region = name.partition(":")
        approved = ApprovedOutput(ROOT / "samples" / approved_name(sample, region))
        if approved.path.is_file() and (difference := approved.difference(printed(cell), normalise)):
            found[name] = difference
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_notebook_is_valid_and_has_the_same_code_in_all_languages(site: Site, page: str) -> None:
    english = site.notebook(page)
    for language in LANGUAGES:
        notebook = site.notebook(page, language)
        nbformat.validate(notebook)
        assert code(notebook)[1:] != []
        assert [without_place(cell) for cell in code(notebook)[1:]] == [
            without_place(cell) for cell in code(english)[1:]
        ]


def without_place(cell: dict[str, Any]) -> dict[str, Any]:
    """Text may be cut into other cells by a translation; the code may not."""
    return {key: value for key, value in cell.items() if key != "id"}


@pytest.mark.parametrize("page", PAGES)
def test_a_notebook_holds_no_results(site: Site, page: str) -> None:
    for language in LANGUAGES:
        assert {json.dumps(cell["outputs"]) for cell in code(site.notebook(page, language))} == {"[]"}


@pytest.mark.parametrize("page", PAGES)
def test_a_notebook_runs_in_the_folder_of_its_archive(
    site: Site, runs: Runs, kernel_of: Callable[[Mapping[str, str]], str], tmp_path: Path, page: str
) -> None:
    notebook = site.notebook(page)
    parts = (json.dumps(code(notebook)), site.archive(page).read_bytes().hex())
    if runs.holds("a notebook", page, *parts):
        return
    folder = site.unpack(page, tmp_path)
    connection = runs.connect(page, folder)
    running = client(notebook, folder, kernel_of(connection.environment))
    running.execute(env=dict(connection.environment))
    found = changed(code(running.nb), Normaliser({**connection.names, str(folder): "<samples>"}))
    assert found.keys() == FEWER.get(page, set()), "\n".join(found.values())
    runs.keep("a notebook", page, *parts)


def told(site: Site, language: str, folder: Path, page: str = "first-job") -> list[str]:
    """What a reader sees below the first cell of a notebook that cannot run; no later cell does."""
    names = ("AZURE_", "LOCAL_WORKSPACE_", "MLFLOW_", "MSI_", "IDENTITY_")
    own = {name: value for name, value in os.environ.items() if not name.startswith(names)}
    running = client(site.notebook(page, language), folder)
    with pytest.raises(CellExecutionError):
        running.execute(env=own)
    first, *later = code(running.nb)
    assert {cell["execution_count"] for cell in later} == {None}
    (error,) = [output for output in first["outputs"] if output["output_type"] == "error"]
    return "\n".join(error["traceback"]).splitlines()


def test_a_notebook_in_the_wrong_folder_says_where_it_belongs(site: Site, tmp_path: Path) -> None:
    (advice,) = told(site, "pl", tmp_path)
    assert advice.startswith("Brakuje tu plików tej strony. Rozpakuj archiwum first-job.zip")


def test_a_notebook_without_a_workspace_says_what_to_start(site: Site, tmp_path: Path) -> None:
    problem, advice = told(site, "en", site.unpack("first-job", tmp_path))
    assert "config.json" in problem
    assert advice.startswith("No workspace answers. Start the notebook with: local-workspace run -- jupyter")


def test_a_notebook_of_a_page_without_a_workspace_says_which_variables_are_missing(
    site: Site, tmp_path: Path
) -> None:
    problem, advice = told(site, "ru", site.unpack("agent-framework", tmp_path), "agent-framework")
    assert problem == "AZURE_OPENAI_API_KEY, AZURE_OPENAI_ENDPOINT"
    assert advice.startswith("Нет модели, которая могла бы ответить. Откройте записную книжку командой ")


def test_a_notebook_without_the_packages_says_how_to_install_them(site: Site, tmp_path: Path) -> None:
    folder = site.unpack("first-job", tmp_path)
    (folder / "azure.py").write_text("")  # hides the installed package
    problem, advice = told(site, "ru", folder)
    assert "azure.ai" in problem
    assert advice.endswith("pip install -r requirements.txt")
