"""Exports pages of the small project and takes back what a test made of the files."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from translation_drift.acceptance import Signature
from translation_drift.exchange.files import Export, export_language, read_units
from translation_drift.exchange.importing import PageImport, import_units
from translation_drift.lock import Entry, Review, read_lock
from translation_drift.project import Project, load_project

REPOSITORY = Path(__file__).parents[3]
FORMS = ("po", "xliff")


def silent(done: int, total: int) -> None:
    assert done <= total


def export(project: Project, folder: Path, form: str, *languages: str) -> list[Path]:
    """Writes all pages of some languages (of all, when none is named)."""
    pages = project.pages(project.source)
    return [
        file.path
        for language in languages or project.translations
        for file in export_language(project, language, pages, Export(form, folder), silent)
    ]


def take_back(project: Project, *paths: Path, review: Review | None = None) -> list[PageImport]:
    """Imports files as Ewa."""
    units = [unit for path in paths for unit in read_units(path, path.name)]
    return import_units(project, units, Signature("Ewa", "2026-12-01", review, "confirmed"), silent)


def snapshot(project: Project) -> dict[str, bytes]:
    """All pages and locks, byte by byte."""
    paths = [*project.docs.rglob("*.md"), *project.metadata.rglob("*.lock")]
    return {project.relative(path): path.read_bytes() for path in paths}


@dataclass(frozen=True)
class Desk:
    """The Polish guide, handed out in one format."""

    project: Project
    path: Path

    def change(self, old: str, new: str) -> None:
        text = self.path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {self.path.name}"
        self.path.write_text(text.replace(old, new), encoding="utf-8")

    def take_back(self, review: Review | None = None) -> PageImport:
        (page,) = take_back(self.project, self.path, review=review)
        return page

    def page(self) -> str:
        return self.project.page_path("pl", "guide").read_text(encoding="utf-8")

    def entries(self) -> tuple[Entry, ...]:
        lock = read_lock(self.project.lock_path("pl", "guide"))
        assert lock
        return lock.entries


@pytest.fixture
def desk(project: Project, tmp_path: Path) -> Callable[[str], Desk]:
    def hand_out(form: str) -> Desk:
        found = export(project, tmp_path / "out", form, "pl")
        return Desk(project, next(path for path in found if path.stem == "guide"))

    return hand_out


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A copy of this project's own pages, which no test may change."""
    root = tmp_path_factory.mktemp("real")
    for folder in ("docs", "i18n", "samples"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return load_project(root)
