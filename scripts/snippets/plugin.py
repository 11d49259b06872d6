# pyright: reportUnknownMemberType=false
"""The pytest plugin: every fence of every page in every language is a test.

Enable it with `-p snippets.plugin`; the settings are `[tool.snippets]` in pyproject.toml (see settings.py).
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from kept_results import ResultCache
from markdown_pages import MarkdownPagesError, Page, read_page

from snippets.checks import PageCheck, PageSession, check_module_for
from snippets.clean_up import clean_up
from snippets.costs import check_costs
from snippets.errors import SnippetsError, WorkspaceError
from snippets.kept import KeptRuns
from snippets.linting import lint_python
from snippets.outcomes import SnippetFailedError
from snippets.results import Result, merge_results
from snippets.runs import PageRuns
from snippets.settings import Settings, read_settings
from snippets.translations import Pairing, pair_steps
from snippets.workspaces import (
    LocalWorkspaces,
    NoWorkspace,
    RealWorkspace,
    Workspaces,
    find_config,
    new_run_id,
)

pytest_plugins = ["kept_results.plugin"]
RUNS = pytest.StashKey[PageRuns]()
_TOLD = "snippets"
"""The part of a worker's output that is ours."""
_PLACE = re.compile(r"(\.md):(\d+|checked)$")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the snippets' tests."""
    group = parser.getgroup("snippets", "snippets of the pages")
    add = group.addoption
    add(
        "--workspace",
        choices=["local", "real"],
        default="local",
        help="a workspace made for the tests, or yours",
    )
    add("--az", choices=["stand-in", "real"], default="stand-in", help="which az the snippets find (local)")
    add("--storage-profile", choices=["keys", "identity"], default="keys", help="of the local workspace")
    add("--approve", action="store_true", help="take what is printed as the output that the pages show")
    add("--max-cost", type=float, metavar="AMOUNT", help="what a run on a real workspace may cost by plan")


def pytest_configure(config: pytest.Config) -> None:
    """Read the settings, and let `page.md:12` select the fence in line 12."""
    try:
        settings = read_settings(config.rootpath)
        directory = Path(tempfile.mkdtemp(prefix="snippets-")).resolve()
        workspaces = _workspaces(config, settings, directory)
    except SnippetsError as error:
        raise pytest.UsageError(str(error)) from error
    az, approve = str(config.getoption("--az")), bool(config.getoption("--approve"))
    kept = _kept_runs(config, settings, workspaces)
    config.stash[RUNS] = PageRuns(settings, workspaces, directory, az, approve, kept)
    config.pluginmanager.register(Workers(config.stash[RUNS]), "snippets-workers")
    config.args[:] = [_PLACE.sub(r"\1::\2", argument) for argument in config.args]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave nothing behind."""
    if RUNS in config.stash:
        shutil.rmtree(config.stash[RUNS].directory, ignore_errors=True)


def _workspaces(config: pytest.Config, settings: Settings, directory: Path) -> Workspaces:
    if config.getoption("--workspace") == "real":
        check_costs(settings, config.getoption("--max-cost"))
        return RealWorkspace(find_config(settings.samples), new_run_id())
    if not settings.workspace:
        return NoWorkspace()
    names = ("--storage-profile", "--az")
    options = [part for name in names for part in (name, str(config.getoption(name)))]
    command = [str(settings.root / settings.workspace[0]), *settings.workspace[1:]]
    return LocalWorkspaces(command, directory / "state", options)


def _kept_runs(config: pytest.Config, settings: Settings, workspaces: Workspaces) -> KeptRuns | None:
    """Look for results of earlier test runs, unless a real workspace or the user's own `az` takes part."""
    anew = config.getoption("--no-kept-results") or config.getoption("--approve")
    if anew or workspaces.kind == "real" or config.getoption("--az") == "real":
        return None
    options = [*settings.workspace, str(config.getoption("--storage-profile"))]
    return KeptRuns(settings, ResultCache(settings.cache), options, dict(os.environ))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect the pages of all languages."""
    settings = parent.config.stash[RUNS].settings
    if file_path.suffix != ".md" or not file_path.is_relative_to(settings.docs):
        return None
    if file_path.relative_to(settings.docs).parts[0] not in settings.languages:
        return None
    return PageFile.from_parent(parent, path=file_path)


def pytest_pycollect_makeitem(
    collector: pytest.Collector, name: str, obj: object
) -> list[pytest.Item] | None:
    """Turn `check` and `TAUGHT` of a page's check module into tests."""
    runs = collector.config.stash[RUNS]
    if name != "check" or collector.path.parent != runs.settings.checks or not callable(obj):
        return None
    return PageCheck.collect(collector, runs, obj)


class PageFile(pytest.File):
    """A page in one language."""

    def collect(self) -> Iterator[pytest.Item]:
        """Make a test of each fence and each hidden run."""
        runs = self.config.stash[RUNS]
        try:
            page = read_page(self.path, runs.settings.docs)
            steps = runs.steps(page)
            source = runs.steps(runs.source_page(page.name))
        except MarkdownPagesError as error:
            raise self.CollectError(str(error)) from error
        for pairing in pair_steps(source, steps, page.path):
            yield self._item(Snippet, str(pairing.step.place.line), runs=runs, page=page, pairing=pairing)
        if page.language == runs.settings.source and any(step.kind == "run" for step in steps):
            yield self._item(Checked, "checked", runs=runs, page=page)

    def _item(self, kind: type[pytest.Item], name: str, **values: Any) -> pytest.Item:
        relative = self.config.stash[RUNS].settings.relative(self.path)
        return kind.from_parent(self, name=name, nodeid=f"{relative}:{name}", **values)


class Snippet(pytest.Item):
    """One fence, or one hidden run, in one language."""

    def __init__(self, *, runs: PageRuns, page: Page, pairing: Pairing, **values: Any) -> None:
        super().__init__(**values)
        self._runs = runs
        self._page = page
        self._pairing = pairing

    def runtest(self) -> None:
        """Run the page, unless it has run, and judge this fence."""
        pairing = self._pairing
        if pairing.problem or pairing.source is None:
            raise SnippetFailedError(pairing.problem)
        if pairing.step.kind == "no-run":
            pytest.skip(f"no-run: {pairing.step.note}")
        passed = False
        try:
            self._judge(pairing)
            passed = True
        finally:
            self._runs.record(self._page, pairing.step, pairing.source, passed)

    def _judge(self, pairing: Pairing) -> None:
        assert pairing.source is not None
        if pairing.step.kind == "refused":
            raise SnippetFailedError(pairing.step.note)
        if pairing.step.kind == "literal":
            return
        outcome = self._runs.verdict(self._page.name, pairing.source)
        if outcome.failure is not None:
            raise outcome.failure
        if pairing.step.language == "python" and pairing.step.embed is not None:
            lint_python(
                self._runs.tree.resolve(pairing.step.embed), pairing.step.place, self._runs.settings.root
            )

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Word a failure by its places instead of by our own stack."""
        place = f"{self._runs.settings.relative(self.path)}:{self._pairing.step.place.line}"
        if isinstance(excinfo.value, SnippetFailedError):
            return excinfo.value.report(place)
        if isinstance(excinfo.value, SnippetsError):
            return f"{place}: {excinfo.value}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Point at the fence."""
        return self.path, self._pairing.step.place.line - 1, self.name


class Checked(pytest.Item):
    """Says that something looks at what a page's snippets did."""

    def __init__(self, *, runs: PageRuns, page: Page, **values: Any) -> None:
        super().__init__(**values)
        self._runs = runs
        self._page = page

    def runtest(self) -> None:
        """Find the page's check module."""
        check_module_for(self._page.name, self._runs)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Word what is missing."""
        if isinstance(excinfo.value, SnippetFailedError):
            return excinfo.value.report(f"{self._runs.settings.relative(self.path)}:1")
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Point at the page."""
        return self.path, 0, self.name


@pytest.fixture(scope="session")
def page_session(request: pytest.FixtureRequest) -> Callable[[str], PageSession]:
    """Give tests the session of a page: its directory, its environment, its outcomes."""
    runs = request.config.stash[RUNS]
    return lambda name: PageSession(runs.session(name))


@pytest.hookimpl(wrapper=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, None, None]:
    """Write the results, unless another process gathers them; stop or clean up the workspace."""
    runs = session.config.stash[RUNS]
    worker: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    try:
        return (yield)
    finally:
        if worker is not None:
            worker[_TOLD] = {"results": [asdict(each) for each in runs.results], "kept": runs.pages_kept}
        elif runs.results:
            merge_results(runs.settings, runs.tree, runs.results)
        _close(session, runs)


class Workers:
    """Takes over what the workers of pytest-xdist know of the pages that ran in them."""

    def __init__(self, runs: PageRuns) -> None:
        self._runs = runs

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over the results of a worker; one that broke down has none."""
        told: dict[str, Any] = getattr(node, "workeroutput", {}).get(_TOLD, {})
        self._runs.results += [Result(**each) for each in told.get("results", ())]
        self._runs.kept_elsewhere.update(told.get("kept", ()))


def _close(session: pytest.Session, runs: PageRuns) -> None:
    try:
        if isinstance(runs.workspaces, RealWorkspace):
            runs.cleaned = clean_up(runs.workspaces)
        runs.workspaces.close()
    except WorkspaceError as error:
        runs.cleaned = [f"FAILED: {error}"]
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Tell what was approved, and what was cleaned up."""
    runs = config.stash[RUNS]
    if runs.approved:
        terminalreporter.section("approved outputs")
        terminalreporter.write_line("\n\n".join(runs.approved))
    if runs.pages_kept:
        kept = f"kept from an earlier run (--no-kept-results runs them): {', '.join(runs.pages_kept)}"
        terminalreporter.write_line(kept)
    if runs.cleaned:
        terminalreporter.section("workspace")
        terminalreporter.write_line("\n".join(runs.cleaned))
