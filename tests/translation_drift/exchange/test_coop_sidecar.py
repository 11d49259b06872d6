"""Records for Co-op Translator: of fresh pages only, and without a loss of what it wrote itself."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from translation_drift.coop import SIDECAR, sidecar_origins
from translation_drift.project import Project

from ..conftest import Edit
from .test_commands import CLEAN, USAGE, run

COMMAND = ("export", "--as", "co-op", "--lang", "pl", "-o")


def records(project: Project) -> dict[str, Any]:
    return json.loads((project.docs / "pl" / SIDECAR).read_text("utf-8"))


def test_fresh_pages_are_recorded_with_the_hash_of_their_source(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    code, out, _ = run(project, capsys, *COMMAND, project.docs)
    assert code == CLEAN
    assert f"{SIDECAR}: 2 fresh pages, 1 to do" in out
    assert records(project).keys() == {"docs/en/index.md", "docs/en/names.md"}
    assert records(project)["docs/en/index.md"] == {
        "original_hash": hashlib.md5((project.docs / "en/index.md").read_bytes()).hexdigest(),
        "translation_date": "2026-11-21T00:00:00+00:00",
        "source_file": "docs/en/index.md",
        "language_code": "pl",
    }
    assert sidecar_origins(project, "pl")["docs/en/index.md"].source_file == "docs/en/index.md"


def test_records_of_other_pages_stay(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    theirs = {"docs/en/guide.md": {"original_hash": "0" * 32}, "README.md": {"original_hash": "1" * 32}}
    (project.docs / "pl" / SIDECAR).write_text(json.dumps(theirs), "utf-8")
    run(project, capsys, *COMMAND, project.docs)
    assert theirs.items() <= records(project).items()
    assert len(records(project)) == 4
    before = (project.docs / "pl" / SIDECAR).read_bytes()
    run(project, capsys, *COMMAND, project.docs)
    assert (project.docs / "pl" / SIDECAR).read_bytes() == before


def test_a_broken_sidecar_is_not_overwritten(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pl" / SIDECAR
    path.parent.mkdir()
    path.write_text("<<<<<<<", "utf-8")
    code, _, err = run(project, capsys, *COMMAND, tmp_path)
    assert code == USAGE
    assert "is not the JSON that Co-op Translator writes" in err
    assert path.read_text("utf-8") == "<<<<<<<"
