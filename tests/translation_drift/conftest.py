"""A small project in five languages, clean and accepted, that each test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.project import Project, load_project

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]

Edit = Callable[[str, str, str], None]


@pytest.fixture
def unaccepted(tmp_path: Path) -> Project:
    """The pages without locks, with the project's own glossaries."""
    root = tmp_path / "tree"
    shutil.copytree(HERE / "tree", root)
    shutil.copytree(REPOSITORY / "i18n" / "glossary", root / "i18n" / "glossary")
    return load_project(root)


@pytest.fixture
def project(unaccepted: Project) -> Project:
    """The pages with locks."""
    for page in ("guide", "index"):
        for language in unaccepted.translations:
            acceptance = accept(unaccepted, language, Part(page), Signature("Tester", "2026-11-21"))
            assert acceptance.refusals == []
    return unaccepted


@pytest.fixture
def edit(unaccepted: Project) -> Edit:
    """Replaces a text that stands once in a file of the project."""

    def replace(path: str, old: str, new: str) -> None:
        file = unaccepted.root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    return replace
