"""A small project in five languages, clean and accepted, that each test may spoil."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import configuration
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.project import Project, load_project

from .clones import commit_all, git

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]

configuration.set_hypothesis_home_dir(REPOSITORY / "build" / "hypothesis")

Edit = Callable[[str, str, str], None]


@pytest.fixture(scope="session")
def clean_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages without locks, with the project's own glossaries."""
    root = tmp_path_factory.mktemp("clean") / "tree"
    shutil.copytree(HERE / "tree", root)
    shutil.copytree(REPOSITORY / "i18n" / "glossary", root / "i18n" / "glossary")
    return root


@pytest.fixture(scope="session")
def accepted_tree(clean_tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages with locks."""
    root = tmp_path_factory.mktemp("accepted") / "tree"
    shutil.copytree(clean_tree, root)
    project = load_project(root)
    for page in ("guide", "index", "names"):
        for language in project.translations:
            acceptance = accept(project, language, Part(page), Signature("Tester", "2026-11-21"))
            assert acceptance.refusals == []
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "tree"


@pytest.fixture
def unaccepted(clean_tree: Path, root: Path) -> Project:
    shutil.copytree(clean_tree, root)
    return load_project(root)


@pytest.fixture
def project(accepted_tree: Path, root: Path) -> Project:
    shutil.copytree(accepted_tree, root)
    return load_project(root)


@pytest.fixture
def branch(project: Project) -> Project:
    """A project on a branch that has changed nothing yet."""
    commit_all(project.root)
    git(project.root, "switch", "-q", "-c", "branch")
    return project


@pytest.fixture
def edit(root: Path) -> Edit:
    """Replaces a text that stands once in a file of the project."""

    def replace(path: str, old: str, new: str) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (root / path).write_text(text.replace(old, new), encoding="utf-8")

    return replace
