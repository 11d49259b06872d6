"""Tests that are shared between processes come to the same as in one."""

import json
import shutil
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from snippets import workers

from .conftest import Project

SHARED = ("-p", "snippets.workers", "-n2", "--dist=loadscope")
CHECK = """\
TAUGHT = ["{page}.py:write"]


def check(session):
    assert (session.directory / "{page}.txt").read_text() == "1"


def test_session(page_session):
    assert (page_session("{page}").directory / "{page}.txt").exists()
"""
OTHERWISE: dict[str, Any] = {
    "numprocesses": None,
    "tx": [],
    "dist": "no",
    "usepdb": False,
    "trace": False,
    "maxfail": 0,
    "capture": "fd",
    "collectonly": False,
    "approve": False,
    "workspace": "local",
    "file_or_dir": [],
}


@pytest.fixture
def pages(project: Project) -> Project:
    """Two pages in two languages, each with its check and a control; each run leaves a line in a log."""
    for page in ("first", "second"):
        project.sample(f"{page}.py", write=f"from pathlib import Path\n\nPath('{page}.txt').write_text('1')")
        project.sample(f"{page}.sh", log=f"echo ran >> {project.root / page}.log")
        for language in ("en", "pl"):
            project.page(f"{page}.py:write", f"{page}.sh:log", language=language, name=page)
        project.write(f"tests/pages/test_{page}.py", CHECK.format(page=page))
    return project


def results(project: Project) -> list[dict[str, Any]]:
    """The results without what differs from run to run."""
    entries = json.loads((project.root / "build/snippets.json").read_text())["results"]
    return [{**entry, "date": "", "seconds": 0} for entry in entries]


def test_outcomes_and_results_are_those_of_one_process(pages: Project) -> None:
    alone = pages.pytest(status=0)
    written = results(pages)
    shutil.rmtree(pages.root / "build")
    for log in pages.root.glob("*.log"):
        log.unlink()
    shared = pages.pytest(*SHARED, status=0)
    assert {"[gw0]", "[gw1]"} <= set(shared.text.split())
    assert shared.outcomes == alone.outcomes
    assert len(shared.outcomes) == 2 * (4 + 1 + 3), "fences in two languages, `checked`, and the module"
    assert results(pages) == written
    assert len(written) == 8
    logs = [log.read_text().split() for log in pages.root.glob("*.log")]
    assert logs == [["ran", "ran"]] * 2, "the page, in one of the processes, and its control"
    again = pages.pytest(*SHARED, "docs", status=0)
    assert "kept from an earlier run (--no-kept-results runs them): first, second" in again.text
    assert results(pages) == written


def test_a_failure_is_told_where_it_stands(pages: Project) -> None:
    pages.sample("first.py", write="raise ValueError('broken')")
    blind = CHECK.format(page="second").replace('.read_text() == "1"', ".name")
    pages.write("tests/pages/test_second.py", blind)
    report = pages.pytest("--no-kept-results", *SHARED, status=1)
    failed = {name for name, outcome in report.outcomes.items() if outcome == "FAILED"}
    fences = {f"docs/{language}/first.md:3" for language in ("en", "pl")}
    control = "tests/pages/test_second.py::check[without second.py:write]"
    looking = {f"tests/pages/test_first.py::{name}" for name in ("check", "test_session")}
    assert failed == {*fences, *looking, control}
    at_once, _, summary = report.text.partition("= FAILURES =")
    for text in (at_once, summary):
        assert "ValueError: broken" in text
    assert all(f"failed in call: {name}\n" in at_once for name in failed)
    marked = {(each["page"], each["embed"]) for each in results(pages) if each["outcome"] == "failed"}
    assert marked == {("first", "first.py:write")}


@pytest.mark.parametrize(
    ("nodeid", "scope"),
    [
        ("docs/en/a/b-c.md:12", "page a_b_c"),
        ("docs/zh-TW/a/b-c.md:checked", "page a_b_c"),
        ("tests/pages/test_a_b_c.py::check", "page a_b_c"),
        ("tests/pages/test_a.py::check[without a.py:b]", "tests/pages/test_a.py::check[without a.py:b]"),
        ("tests/pages/test_a_b_c.py::test_it", "page a_b_c"),
        ("tests/a/b/test_c.py::Test::test_it[x/y]", "tests/a/b/test_c.py"),
        ("tests/kept/test_c.py::test_it[x/y]", "tests/kept"),
        ("tests/kept/below/test_c.py::test_it", "tests/kept/below/test_c.py"),
        ("tests/apart/test_c.py::test_it[x/y]", "tests/apart/test_c.py::test_it[x/y]"),
    ],
)
def test_what_shares_a_session_shares_a_process(project: Project, nodeid: str, scope: str) -> None:
    project.write("tests/kept/conftest.py", '@pytest.fixture(scope="session")\ndef site(): ...')
    project.write("tests/a/b/conftest.py", '@pytest.fixture(scope="module")\ndef site(): ...')
    settings = replace(project.settings, apart=("tests/apart",))
    assert workers.scope_of(nodeid, settings) == scope


def test_a_folder_that_stays_together_begins_first(pages: Project) -> None:
    test = "def test_it():\n    pass\n"
    pages.write(
        "tests/last/conftest.py", 'import pytest\n\n@pytest.fixture(scope="session")\ndef site(): ...\n'
    )
    for name in ("last/test_a.py", "last/test_b.py", "begins/test_c.py"):
        pages.write(f"tests/{name}", test)
    report = pages.pytest("-p", "snippets.workers", "--collect-only", "-qq", "tests", status=0)
    collected = [line for line in report.text.splitlines() if line.endswith("::test_it")]
    order = ("last/test_a.py", "last/test_b.py", "begins/test_c.py")
    assert collected == [f"tests/{name}::test_it" for name in order]


def asked(monkeypatch: pytest.MonkeyPatch, processors: int, **options: object) -> list[str]:
    """What is added to a command line."""
    monkeypatch.setattr(workers, "_processors", lambda: processors)
    arguments: list[str] = []
    config: Any = SimpleNamespace(known_args_namespace=SimpleNamespace(**{**OTHERWISE, **options}))
    workers.pytest_load_initial_conftests(config, arguments)
    return arguments


def test_there_is_a_worker_more_than_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, 3) == ["-n4", "--dist=loadscope", "--no-loadscope-reorder"]
    assert asked(monkeypatch, 1) == []


@pytest.mark.parametrize(
    "options",
    [
        {"numprocesses": 0},
        {"dist": "load"},
        {"usepdb": True},
        {"maxfail": 1},
        {"capture": "no"},
        {"collectonly": True},
        {"approve": True},
        {"workspace": "real"},
        {"file_or_dir": ["docs/en/first-job.md"]},
    ],
)
def test_some_runs_stay_in_one_process(monkeypatch: pytest.MonkeyPatch, options: dict[str, Any]) -> None:
    assert asked(monkeypatch, 2, **options) == []


def test_two_pages_are_worth_two_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(monkeypatch, 2, file_or_dir=["docs/en/data.md", "docs/en/models.md"])


def test_the_hook_takes_effect_before_options_are_read(project: Project) -> None:
    project.sample("a.py", r="print(1)")
    project.page("a.py:r")
    alone = project.pytest("-p", "snippets.workers", "docs/en/page.md", "--no-kept-results")
    assert "[gw" not in alone.text
