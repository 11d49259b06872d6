from pathlib import Path

import pytest
from translation_drift.blobs import blob_id
from translation_drift.errors import ConfigurationError
from translation_drift.generated_tree import write_tree
from translation_drift.project import Project, load_project
from translation_drift.selection import Selection
from translation_drift.states import BlockState, PageState
from translation_drift.status import page_states, project_status

from .conftest import Edit


def test_languages_are_those_of_the_site(project: Project) -> None:
    assert project.languages == ("en", "ja", "zh-TW", "pl", "ru")
    assert project.source == "en"


def test_a_project_is_found_from_a_folder_inside(project: Project) -> None:
    assert load_project(project.docs / "pl").root == project.root


def test_a_tree_without_a_site_names_its_languages(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.i18n]\nlanguages = ["en", "de"]\ndocs = "pages"\n')
    project = load_project(tmp_path)
    assert (project.languages, project.docs) == (("en", "de"), tmp_path / "pages")


@pytest.mark.parametrize("site", ["plugins: [search]\n", "plugins: {\n"])
def test_a_site_without_languages_is_refused(tmp_path: Path, site: str) -> None:
    (tmp_path / "mkdocs.yml").write_text(site)
    with pytest.raises(ConfigurationError, match=r"mkdocs\.yml"):
        load_project(tmp_path)


def test_a_blob_has_the_id_that_git_gives_it() -> None:
    assert blob_id(b"") == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"
    assert blob_id(b"a\r\nb\r\n") == blob_id(b"a\nb\n")


def test_a_site_gets_the_state_and_the_lines_of_each_block(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    page = page_states(project)["guide", "pl"]
    assert page.state is PageState.BEHIND
    assert [(block.state, block.target.first) for block in page.unsettled if block.target] == [
        (BlockState.STALE, 23)
    ]
    assert {block.review for block in page.blocks} == {"translated"}
    assert all(block.source and block.target for block in page.blocks)


def test_a_generated_tree_is_fresh_and_stays_so_from_the_cache(tmp_path: Path) -> None:
    project = write_tree(tmp_path / "tree", pages=20)
    cold, warm = project_status(project, Selection()), project_status(project, Selection())
    assert len(cold) == 100
    assert {page.state for page in cold} == {PageState.FRESH}
    assert warm == cold
    assert sum(len(page.blocks) for page in warm) > 4000


def test_a_damaged_cache_is_computed_again(project: Project) -> None:
    before = project_status(project, Selection())
    (project.cache / "status.lines").write_text("{")
    assert project_status(project, Selection()) == before


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.9, 0.999])
def test_a_cache_that_was_not_written_to_its_end_is_computed_again(project: Project, kept: float) -> None:
    before = project_status(project, Selection())
    content = (file := project.cache / "status.lines").read_bytes()
    file.write_bytes(content[: int(kept * len(content))])
    assert project_status(project, Selection()) == before
