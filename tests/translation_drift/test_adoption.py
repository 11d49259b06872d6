"""Trees of Co-op Translator: a true base where git has it, and an honest unknown where it has not."""

import hashlib
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from translation_drift.adoption import Adoption, Outcome, adopt
from translation_drift.coop import SIDECAR, header_origin
from translation_drift.lock import Review, read_lock
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import BlockState, PageState
from translation_drift.status import project_status

from .conftest import Edit
from .git_history import needs_git

pytestmark = needs_git

SOURCE = "docs/en/guide.md"


def silent(done: int, total: int) -> None:
    assert done <= total


def git(project: Project, *arguments: str) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    command = ["git", *identity, *arguments]
    subprocess.run(command, cwd=project.root, env=environment, check=True, capture_output=True)


def commit(project: Project) -> None:
    git(project, "add", "docs")
    git(project, "commit", "-q", "-m", "pages")


def record(md5: str, source: str = SOURCE) -> dict[str, str]:
    return {
        "original_hash": md5,
        "translation_date": "2025-05-07T13:31:33+00:00",
        "source_file": source,
        "language_code": "pl",
    }


def md5_of(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def write_header(project: Project, md5: str, source: str = SOURCE) -> None:
    path = project.page_path("pl", "guide")
    header = f"<!--\nCO_OP_TRANSLATOR_METADATA:\n{json.dumps(record(md5, source), indent=2)}\n-->\n"
    front, rest = path.read_text("utf-8").split("---\n\n", 1)
    path.write_text(f"{front}---\n\n{header}{rest}", "utf-8")


def adopt_guide(project: Project, *, from_coop: bool = True, strip_headers: bool = False) -> Adoption:
    (adoption,) = adopt(
        project, [("pl", "guide")], from_coop=from_coop, strip_headers=strip_headers, progress=silent
    )
    return adoption


def states(project: Project) -> tuple[PageState, set[BlockState], int]:
    (page,) = project_status(project, Selection(("pl",), ("guide",)))
    return page.state, {block.state for block in page.unsettled}, len(page.unsettled)


@pytest.fixture
def tree(unaccepted: Project) -> Project:
    git(unaccepted, "init", "-q")
    commit(unaccepted)
    return unaccepted


def test_a_header_leads_to_the_base_and_what_changed_since_is_stale(tree: Project, edit: Edit) -> None:
    write_header(tree, md5_of((tree.root / SOURCE).read_bytes()))
    edit(SOURCE, "counts its lines.", "counts its columns.")
    commit(tree)
    page = tree.page_path("pl", "guide").read_bytes()
    adoption = adopt_guide(tree)
    assert (adoption.outcome, adoption.drafts) == (Outcome.BASE_FOUND, 23)
    assert states(tree) == (PageState.BEHIND, {BlockState.STALE}, 1)
    assert tree.page_path("pl", "guide").read_bytes() == page
    lock = read_lock(tree.lock_path("pl", "guide"))
    assert lock
    assert {(entry.review, entry.by, entry.date) for entry in lock.entries} == {
        (Review.DRAFT, "Co-op Translator", "2025-05-07")
    }
    blob = subprocess.run(
        ["git", "rev-parse", "HEAD~1:docs/en/guide.md"], cwd=tree.root, capture_output=True, text=True
    )
    assert lock.source_blob == blob.stdout.strip()


@pytest.mark.parametrize("key", [SOURCE, "guide.md"])
def test_a_sidecar_does_as_well(tree: Project, edit: Edit, key: str) -> None:
    md5 = md5_of((tree.root / SOURCE).read_bytes())
    (tree.docs / "pl" / SIDECAR).write_text(json.dumps({key: record(md5)}), "utf-8")
    edit(SOURCE, "counts its lines.", "counts its columns.")
    assert adopt_guide(tree).outcome is Outcome.BASE_FOUND
    assert states(tree) == (PageState.BEHIND, {BlockState.STALE}, 1)


def test_a_source_that_was_hashed_on_windows_is_found(tree: Project) -> None:
    write_header(tree, md5_of((tree.root / SOURCE).read_bytes().replace(b"\n", b"\r\n")))
    assert adopt_guide(tree).outcome is Outcome.BASE_FOUND
    assert states(tree) == (PageState.FRESH, set(), 0)


def test_a_source_that_has_moved_since_is_found(tree: Project) -> None:
    old = tree.root / "lessons" / "README.md"
    old.parent.mkdir()
    old.write_text(
        (tree.root / SOURCE).read_text("utf-8").replace("What you need", "Before you start"), "utf-8"
    )
    git(tree, "add", "lessons")
    commit(tree)
    write_header(tree, md5_of(old.read_bytes()), "lessons/README.md")
    git(tree, "rm", "-q", "lessons/README.md")
    commit(tree)
    assert adopt_guide(tree).outcome is Outcome.BASE_FOUND
    assert states(tree) == (PageState.BEHIND, {BlockState.STALE}, 1)


def test_a_source_that_git_does_not_have_is_unknown_and_nothing_is_fresh(tree: Project) -> None:
    write_header(tree, "7fe541373802e33568e94e13226d463c")
    adoption = adopt_guide(tree)
    assert adoption.outcome is Outcome.UNKNOWN
    assert "7fe541373802e33568e94e13226d463c" in adoption.why
    assert states(tree) == (PageState.BEHIND, {BlockState.UNACCEPTED}, 23)


def test_a_tree_without_records_is_followed_and_nothing_is_fresh(tree: Project) -> None:
    write_header(tree, md5_of((tree.root / SOURCE).read_bytes()))
    assert adopt_guide(tree, from_coop=False).outcome is Outcome.UNKNOWN
    assert states(tree) == (PageState.BEHIND, {BlockState.UNACCEPTED}, 23)


def test_a_lock_that_is_there_stays(project: Project) -> None:
    before = project.lock_path("pl", "guide").read_bytes()
    assert adopt_guide(project).outcome is Outcome.HAS_LOCK
    assert project.lock_path("pl", "guide").read_bytes() == before


def test_headers_go_on_request_and_nothing_else(tree: Project) -> None:
    before = tree.page_path("pl", "guide").read_bytes()
    write_header(tree, md5_of((tree.root / SOURCE).read_bytes()))
    adopt_guide(tree, strip_headers=True)
    assert tree.page_path("pl", "guide").read_bytes() == before
    assert states(tree) == (PageState.FRESH, set(), 0)


def test_a_header_that_is_cut_off_is_no_record() -> None:
    assert header_origin('<!--\nCO_OP_TRANSLATOR_METADATA:\n{\n "original_hash": \n}\n-->\n# A\n') is None
    assert header_origin("# A\n") is None


def test_a_large_tree_takes_two_calls_of_git(
    tree: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Time is spent on starting git: a tool that asks it for each page needs minutes for a thousand."""
    calls = tmp_path / "calls"
    real = shutil.which("git")
    wrapper = tmp_path / "bin" / "git"
    wrapper.parent.mkdir()
    wrapper.write_text(f'#!/bin/sh\necho >> "{calls}"\nexec "{real}" "$@"\n')
    wrapper.chmod(0o755)
    for number in range(20):
        for language in ("en", "pl"):
            text = tree.page_path(language, "guide").read_text("utf-8") + f"\nEnd of {number}.\n"
            tree.page_path(language, f"page-{number}").write_text(text, "utf-8")
    commit(tree)
    names = [f"page-{number}" for number in range(20)]
    origins = {f"{name}.md": record(md5_of(tree.page_path("en", name).read_bytes())) for name in names}
    (tree.docs / "pl" / SIDECAR).write_text(json.dumps(origins), "utf-8")
    monkeypatch.setenv("PATH", f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}")
    selected = [("pl", name) for name in names]
    found = adopt(tree, selected, from_coop=True, strip_headers=False, progress=silent)
    assert {each.outcome for each in found} == {Outcome.BASE_FOUND}
    assert len(calls.read_text().splitlines()) == 2
