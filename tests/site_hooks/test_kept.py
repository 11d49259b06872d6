"""What a build keeps for the next one while the site is served, and what wakes it."""

import io
import zipfile
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from site_hooks.kept import Kept, state_of
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.project import load_project

from .conftest import Handbook
from .test_translation_notices import ENGLISH, POLISH

EVERY_PAGE = {"index", "introduction", "setup", "first-job", "translation-status", "glossary"}


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the pages that MkDocs has rendered."""
    names: set[str] = set()
    render = Page.render

    def noted(page: Page, config: MkDocsConfig, files: Files) -> None:
        names.add(page.file.name)
        render(page, config, files)

    monkeypatch.setattr(Page, "render", noted)
    return names


@pytest.fixture
def served(handbook: Handbook, rendered: set[str]) -> Handbook:
    """A handbook that has been built for somebody who now edits its Polish pages."""
    assert handbook.serve("pl") == []
    assert rendered == EVERY_PAGE
    rendered.clear()
    return handbook


def made(kept: Kept[str], key: str, *, worth: bool = True) -> bool:
    """Whether a thing had to be made."""
    calls: list[str] = []

    def make() -> str:
        calls.append(key)
        return key

    assert kept.of(key, make, lambda: worth) == key
    return bool(calls)


def test_a_thing_is_kept_for_the_next_build_that_asks_for_it() -> None:
    kept: Kept[str] = Kept()
    kept.begin("serve")
    assert made(kept, "a")
    assert not made(kept, "a")
    kept.begin("serve")
    assert not made(kept, "a")
    kept.begin("serve")
    kept.begin("serve")
    assert made(kept, "a")


def test_nothing_is_kept_by_a_build_that_nobody_repeats() -> None:
    kept: Kept[str] = Kept()
    kept.begin("build")
    assert made(kept, "a")
    assert made(kept, "a")


def test_a_thing_that_is_not_worth_it_is_not_kept() -> None:
    kept: Kept[str] = Kept()
    kept.begin("serve")
    assert made(kept, "a", worth=False)
    assert made(kept, "a")


def test_a_state_is_that_of_all_files_below(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    before = state_of(tmp_path)
    (tmp_path / "below" / "file").write_text("1")
    added = state_of(tmp_path)
    (tmp_path / "below" / "file").write_text("12")
    assert len({before, added, state_of(tmp_path)}) == 3
    assert state_of(tmp_path / "none") == frozenset()


def test_only_the_page_that_was_edited_is_rendered(served: Handbook, rendered: set[str]) -> None:
    before = {path: path.read_bytes() for path in served.site.rglob("*") if path.is_file()}
    served.change("pl", "index", lambda text: text.replace("Zima index", "Wiosna"))
    assert served.serve("pl") == []
    assert rendered == {"index"}
    assert "Wiosna" in served.html("pl", "index").get_text()
    after = {path for path in served.site.rglob("*") if path.is_file()}
    assert after == {*before}
    notebook = served.html_path("pl", "setup").with_name("setup.ipynb")
    for path in (served.html_path("pl", "setup"), notebook, served.site / "downloads/setup.zip"):
        assert path.read_bytes().replace(b"Wiosna", b"Zima index") == before[path]


def test_a_sample_that_changes_wakes_the_pages(served: Handbook, rendered: set[str]) -> None:
    sample = served.root / "samples/jobs/greet.py"
    sample.write_text(sample.read_text(encoding="utf-8").replace("<{name}>", "<<{name}>>"), encoding="utf-8")
    assert served.serve("pl") == []
    assert EVERY_PAGE - {"glossary", "translation-status"} <= rendered
    assert "<<{name}>>" in served.html("pl", "first-job").get_text()
    with zipfile.ZipFile(io.BytesIO((served.site / "downloads/first-job.zip").read_bytes())) as archive:
        assert "<<{name}>>" in archive.read("first-job/jobs/greet.py").decode()
    notebook = served.html_path("pl", "first-job").with_name("first-job.ipynb")
    assert "<<{name}>>" in notebook.read_text(encoding="utf-8")


def test_a_lock_that_changes_is_told_on_a_page_that_is_kept(served: Handbook, rendered: set[str]) -> None:
    served.change("en", "introduction", lambda _: ENGLISH)
    served.change("pl", "introduction", lambda _: POLISH)
    assert served.serve("pl") == []
    assert served.html("pl", "introduction").select_one(".handbook-notice")
    rendered.clear()
    done = accept(load_project(served.root), "pl", Part("introduction"), Signature("Tester", "2026-11-21"))
    assert done.refusals == []
    assert served.serve("pl") == []
    assert served.html("pl", "introduction").select_one(".handbook-notice") is None
    assert "introduction" not in rendered


def test_a_file_that_is_gone_is_missed_by_the_page_that_links_to_it(served: Handbook) -> None:
    notes = served.page_path("pl", "index").with_name("notes.txt")
    notes.write_text("1", encoding="utf-8")
    served.change("pl", "index", lambda text: f"{text}\n[notes](notes.txt)\n")
    assert served.serve("pl") == []
    notes.unlink()
    assert any("notes.txt" in problem for problem in served.serve("pl"))


def test_a_heading_that_is_gone_is_missed_by_pages_that_are_kept(
    served: Handbook, rendered: set[str]
) -> None:
    served.change("en", "setup", lambda text: text.replace("{#second}", "{#other}"))
    problems = served.serve("pl")
    assert any("does not contain an anchor '#second'" in problem for problem in problems)
    assert "introduction" not in rendered


def test_a_warning_is_said_by_every_build(served: Handbook) -> None:
    served.change("pl", "index", lambda text: f"{text}\n[lost](nowhere.md)\n")
    for _ in range(2):
        assert any("nowhere.md" in problem for problem in served.serve("pl"))
