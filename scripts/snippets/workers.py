"""Shares the tests between processes: a page stays in one of them, as does what shares a fixture.

Enable it with `-p snippets.workers`, where pytest-xdist is installed. Whatever needs the tests in one process
keeps them there: options that say how to distribute, `-x` and the debugger, whose user waits for the first
failure, `--approve`, which rewrites files that tests share, and a real workspace, whose costs are counted in
one place. One file is not worth a second process.

A failure is told when it happens, too: a run that is shared is a long one, and one that is stopped before its
end, by its user or by CI's time limit, has no summary.

The hooks are pytest's `pytest_load_initial_conftests`, with which its documentation shows how to add `-n`,
and `pytest_xdist_make_scheduler` of pytest-xdist 3.8.
"""

import os
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

from snippets.plugin import RUNS
from snippets.settings import Settings


def pytest_load_initial_conftests(early_config: pytest.Config, args: list[str]) -> None:
    """Ask for workers, unless the command line asks for something else."""
    processors = _processors()
    if processors > 1 and _may_share(early_config.known_args_namespace):
        # One more than there are processors, since a page waits for its jobs. pytest-xdist would begin with
        # the files that hold the most tests, which are not the slow ones.
        args[:] = [f"-n{processors + 1}", "--dist=loadscope", "--no-loadscope-reorder", *args]


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _may_share(options: Any) -> bool:
    distributed = options.numprocesses is not None or options.tx or options.dist != "no"
    watched = options.usepdb or options.trace or options.maxfail or options.capture == "no"
    alone = options.collectonly or options.approve or options.workspace == "real"
    return not (distributed or watched or alone) and _is_worth_it(options.file_or_dir)


def _is_worth_it(paths: Sequence[str]) -> bool:
    return len(paths) != 1 or Path(paths[0]).is_dir()


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    """Tell failures at once, in the process that writes the report of several."""
    reporter: pytest.TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None and config.getoption("numprocesses", None):
        config.pluginmanager.register(Failures(reporter), "snippets-failures")


class Failures:
    """Writes a line with the reason under the dots as soon as a test has failed."""

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self._reporter = reporter

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Name the test, and what it died of."""
        if report.failed:
            self._reporter.ensure_newline()
            self._reporter.write_line(f"failed in {report.when}: {report.nodeid}", red=True)
            self._reporter.write_line(_reason(report))


def _reason(report: pytest.TestReport) -> str:
    crash = getattr(report.longrepr, "reprcrash", None)
    return str(crash.message if crash else report.longrepr)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with the folders that stay together: one that came last would keep one process busy, not all."""
    settings = config.stash[RUNS].settings
    items.sort(key=lambda item: scope_of(item.nodeid, settings) != _folder(item.nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Keep together what shares a session: the fences of a page in all languages, the tests of a file."""
    return PageScheduling(config, log)


class PageScheduling(LoadScopeScheduling):
    """Hands out pages, files and some folders as a whole."""

    def _split_scope(self, nodeid: str) -> str:
        return scope_of(nodeid, self.config.stash[RUNS].settings)


def scope_of(nodeid: str, settings: Settings) -> str:
    """Return what a test must share its process with.

    What looks at a page shares the session in which its fences ran; each control has a session of its own.
    A folder whose fixtures are made once for the session stays together, so that they are.
    """
    docs, checks = (re.escape(settings.relative(folder)) for folder in (settings.docs, settings.checks))
    file, folder = nodeid.partition("::")[0], _folder(nodeid)
    if re.match(rf"{checks}/test_\w+\.py::check\[", nodeid) or folder in settings.apart:
        return nodeid
    page = re.match(rf"{docs}/[^/]+/(.+)\.md:\w+$|{checks}/test_(\w+)\.py::", nodeid)
    if page is not None:
        return "page " + re.sub(r"\W", "_", page[1] or page[2])
    return folder if _keeps_for_the_session(settings.root / folder / "conftest.py") else file


def _folder(nodeid: str) -> str:
    return nodeid.partition("::")[0].rpartition("/")[0]


@cache
def _keeps_for_the_session(conftest: Path) -> bool:
    text = conftest.read_text("utf-8") if conftest.is_file() else ""
    return re.search(r'scope="(session|package)"', text) is not None
