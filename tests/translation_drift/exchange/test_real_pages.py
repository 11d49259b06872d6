"""Nothing is lost on the way out and back, on the pages of this project in all its languages."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from translation_drift.bitext import load_page
from translation_drift.exchange.files import read_units
from translation_drift.exchange.frames import framed
from translation_drift.exchange.inline import pieces, plain
from translation_drift.project import Project, load_project
from translation_drift.units import Samples, Unit

from .conftest import FORMS, export, snapshot, take_back


def units(project: Project) -> list[Unit]:
    samples = Samples(project.samples)
    return [
        unit
        for language in project.languages
        for page in project.pages(language)
        for unit in load_page(project, language, page, samples).units
    ]


def test_every_block_is_its_frame_and_its_text(real: Project) -> None:
    parted = [(unit, part) for unit in units(real) if (part := framed(unit))]
    assert len(parted) > 5000
    assert [unit for unit, part in parted if part.frame.around(part.body) != unit.block.text] == []
    assert [part.body for _, part in parted if plain(pieces(part.body)) != part.body] == []


@pytest.mark.parametrize("form", FORMS)
def test_out_and_back_changes_no_byte(real: Project, tmp_path: Path, form: str) -> None:
    before = snapshot(real)
    paths = export(real, tmp_path, form)
    assert len(paths) == len(real.translations) * len(real.pages(real.source))
    outcomes = take_back(real, *paths)
    assert [page.refusals for page in outcomes if page.refusals] == []
    assert sum(page.unchanged for page in outcomes) > 4000
    assert snapshot(real) == before


@pytest.mark.parametrize("form", FORMS)
def test_out_and_back_changes_no_byte_of_what_is_behind(real: Project, tmp_path: Path, form: str) -> None:
    """Also when a third of the source has changed, and half of the locks are lacking."""
    root = tmp_path / "behind"
    shutil.copytree(real.root, root)
    project = load_project(root)
    for number, page in enumerate(project.pages(project.source)):
        path = project.page_path(project.source, page)
        path.write_text(re.sub(r"\b[Tt]he (?=[a-z])", "that ", path.read_text("utf-8")), "utf-8")
        for language in project.translations[: number % 5]:
            project.lock_path(language, page).unlink()
    before = snapshot(project)
    paths = export(project, tmp_path / "out", form)
    pending = [unit for path in paths for unit in read_units(path, path.name) if unit.pending]
    assert len(pending) > 500
    assert [page.refusals for page in take_back(project, *paths) if page.refusals] == []
    assert snapshot(project) == before


def test_the_same_pages_give_the_same_files(real: Project, tmp_path: Path) -> None:
    for form in ("po", "xliff", "tmx"):
        first = [path.read_bytes() for path in export(real, tmp_path / "first", form, "ja")]
        assert first == [path.read_bytes() for path in export(real, tmp_path / "second", form, "ja")]


@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="msgfmt (package gettext) is not installed")
def test_msgfmt_has_nothing_against_the_po_files(real: Project, tmp_path: Path) -> None:
    for path in export(real, tmp_path, "po"):
        command = ["msgfmt", "--check", "--output-file=-", path]
        answer = subprocess.run(command, capture_output=True, check=False)
        assert (answer.returncode, answer.stderr.decode()) == (0, ""), path
