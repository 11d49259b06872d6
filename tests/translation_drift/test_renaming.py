import json

import pytest
from translation_drift.checking import check_project
from translation_drift.errors import ConfigurationError
from translation_drift.lock import read_lock
from translation_drift.project import Project
from translation_drift.renaming import rename_page
from translation_drift.selection import Selection
from translation_drift.status import project_status

from .commands import CLEAN, USAGE, run
from .conftest import Edit


def states(project: Project) -> dict[tuple[str, str], dict[str, int]]:
    return {
        (page.language, page.page): {state.value: count for state, count in page.counts.items()}
        for page in project_status(project, Selection())
    }


def renamed(found: dict[tuple[str, str], dict[str, int]], old: str, new: str) -> object:
    return {(language, new if page == old else page): counts for (language, page), counts in found.items()}


def everything(project: Project) -> dict[str, bytes]:
    files = (path for path in project.root.rglob("*") if path.is_file() and "build" not in path.parts)
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in files}


def test_pages_and_locks_move_in_all_languages_and_stay_accepted(project: Project) -> None:
    before = states(project)
    renaming = rename_page(project, "index", "start")
    assert len(renaming.moved) == 5 + 4
    assert states(project) == renamed(before, "index", "start")
    assert check_project(project, Selection()).findings == []
    for language in project.languages:
        text = project.page_path(language, "guide").read_text(encoding="utf-8")
        assert text.count("](start.md#the-workspace)") == 1
        assert "index.md" not in text
    lock = read_lock(project.lock_path("ja", "start"))
    assert lock
    assert lock.source == "docs/en/start.md"


def test_only_the_links_of_other_pages_change(project: Project) -> None:
    before = everything(project)
    rename_page(project, "index", "start")
    after = everything(project)
    for language in project.languages:
        old = before[f"docs/{language}/guide.md"]
        assert after[f"docs/{language}/guide.md"] == old.replace(b"](index.md#", b"](start.md#")
        assert after[f"docs/{language}/names.md"] == before[f"docs/{language}/names.md"]
        assert after[f"docs/{language}/start.md"] == before[f"docs/{language}/index.md"]
    assert after["mkdocs.yml"] == before["mkdocs.yml"]


def test_a_page_that_goes_deeper_takes_its_links_and_images_along(project: Project) -> None:
    rename_page(project, "guide", "jobs/first/guide")
    text = project.page_path("pl", "jobs/first/guide").read_text(encoding="utf-8")
    assert "](../../index.md#the-workspace)" in text
    assert "](../../images/cycle.svg)" in text
    assert "](https://docs.python.org/3/)" in text
    assert check_project(project, Selection()).findings == []
    rename_page(project, "jobs/first/guide", "guide")
    assert not [*project.docs.rglob("jobs"), *project.metadata.rglob("jobs")]
    assert "](images/cycle.svg)" in project.page_path("pl", "guide").read_text(encoding="utf-8")
    assert check_project(project, Selection()).findings == []


def test_what_was_behind_is_behind_afterwards(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "1,309 passengers", "1,310 passengers")
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    edit("docs/pl/guide.md", "przeczytaj [stronę", "obejrzyj [stronę")
    edit("docs/ru/index.md", "## ", "## Моя ")
    before = states(project)
    assert {"stale", "edited"} <= {state for counts in before.values() for state in counts}
    rename_page(project, "index", "start")
    assert states(project) == renamed(before, "index", "start")


def test_the_old_source_of_a_stale_block_stays_known(project: Project, edit: Edit) -> None:
    lock = read_lock(project.lock_path("pl", "guide"))
    assert lock
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    rename_page(project, "index", "start")
    after = read_lock(project.lock_path("pl", "guide"))
    assert after
    assert after.older_blobs == (lock.source_blob,)


def test_the_source_may_have_been_renamed_already(project: Project) -> None:
    before = states(project)
    project.page_path("en", "names").rename(project.page_path("en", "words"))
    rename_page(project, "names", "words")
    assert states(project) == renamed(before, "names", "words")
    assert check_project(project, Selection()).findings == []


def test_the_navigation_and_what_is_no_link_are_told(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("mkdocs.yml", "plugins:\n", "nav:\n  - Home: index.md\n  - Other: my-index.md\nplugins:\n")
    code, out, _ = run(project, capsys, "mv", "index", "start")
    assert code == CLEAN
    assert "mkdocs.yml:4: still names index.md, change it: - Home: index.md" in out
    assert "my-index" not in out
    assert "docs/ja/guide.md:8: link is start.md#the-workspace now" in out
    assert "i18n/state/ru/start.lock: moved here" in out
    report = json.loads(run(project, capsys, "mv", "start", "first", "--format", "json")[1])
    assert len(report["links"]) == 5
    assert report["left"] == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("guide", "index", "docs/en/index.md: is there already"),
        ("nothing", "something", "no page nothing in docs"),
        ("guide", "../guide", "is no name of a page"),
        ("guide", "guide.md", "is no name of a page"),
    ],
)
def test_what_cannot_be_renamed_is_refused_and_nothing_is_written(
    project: Project, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str
) -> None:
    before = everything(project)
    code, _, err = run(project, capsys, "mv", old, new)
    assert code == USAGE
    assert message in err
    assert everything(project) == before


def test_a_translation_of_the_new_name_is_not_overwritten(project: Project) -> None:
    project.page_path("ru", "start").write_text("# Другая\n", encoding="utf-8")
    before = everything(project)
    with pytest.raises(ConfigurationError, match=r"docs/ru/start\.md: is there already"):
        rename_page(project, "index", "start")
    assert everything(project) == before


def test_a_lock_that_cannot_be_read_stops_it_before_anything_is_written(project: Project, edit: Edit) -> None:
    edit("i18n/state/ja/names.lock", "language: ja", "language: jp")
    before = everything(project)
    with pytest.raises(Exception, match=r"names\.lock:"):
        rename_page(project, "index", "start")
    assert everything(project) == before
