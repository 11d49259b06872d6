"""The pytest plugin: a folder of tests that passed as a whole rests until something behind it changes.

`[tool.kept_results]` in pyproject.toml names what every folder depends on (`always`), and the folders, each
with what else its tests depend on:

    [tool.kept_results]
    always = ["scripts", "pyproject.toml"]
    folders."tests/markdown_pages" = ["samples"]

Files and folders are below the project's root; a folder always depends on itself. A test that opens a file of
the project which is not named fails the run. `--no-kept-results` runs everything; CI does.
"""

import os
import tomllib
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from kept_results.cache import ResultCache
from kept_results.fingerprint import files_fingerprint, fingerprint, surroundings_fingerprint
from kept_results.reads import ReadWatch

CACHE = "build/kept"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    told = "run tests and pages although nothing behind their last result has changed"
    parser.getgroup("kept results").addoption("--no-kept-results", action="store_true", help=told)


def pytest_configure(config: pytest.Config) -> None:
    """Read the settings."""
    path = config.rootpath / "pyproject.toml"
    table = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    settings: dict[str, Any] = table.get("tool", {}).get("kept_results", {})
    always = [str(name) for name in settings.get("always", [])]
    folders = {
        name: sorted({name, *always, *map(str, more)}) for name, more in settings.get("folders", {}).items()
    }
    missing = [
        name for inputs in folders.values() for name in inputs if not (config.rootpath / name).exists()
    ]
    if missing:
        raise pytest.UsageError(f"{path}: [tool.kept_results] names {missing[0]}, which does not exist")
    if folders:
        config.pluginmanager.register(KeptFolders(config, folders), "kept-folders")


@dataclass(eq=False)
class KeptFolders:
    """Lets folders of tests rest, and keeps their results."""

    config: pytest.Config
    inputs: dict[str, list[str]]
    """By folder: all that its tests depend on."""
    resting: Counter[str] = field(default_factory=Counter[str])
    complete: set[str] = field(default_factory=set[str])
    """Folders all tests of which run."""
    waiting: Counter[str] = field(default_factory=Counter[str])
    """Tests that have not run yet, by folder: some never do, when a run is stopped or only collects."""
    spoilt: set[str] = field(default_factory=set[str])
    """Folders in which a test did something else than pass."""

    def __post_init__(self) -> None:
        self.root = self.config.rootpath
        self.cache = ResultCache(self.root / CACHE)
        self.watch = ReadWatch(self.root)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take out the tests of folders whose result still holds."""
        if not self.config.getoption("--no-kept-results") and not self.config.option.collectonly:
            held = {folder for folder in self.inputs if self.cache.get(folder, self._key(folder)) == "passed"}
            resting = [item for item in items if self._folder(item) in held]
            self.resting.update(str(self._folder(item)) for item in resting)
            items[:] = [item for item in items if self._folder(item) not in held]
        self.waiting.update(str(self._folder(item)) for item in items)
        self.complete = self.waiting.keys() & set(filter(self._whole, self.inputs))

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        """A folder some of whose tests do not run gives no result."""
        self.spoilt.update(str(self._folder(item)) for item in items)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Watch what a test opens."""
        folder = self._folder(item)
        if folder is not None:
            self.watch.watch(self.inputs[folder])
        try:
            return (yield)
        finally:
            self.watch.rest()
            self.waiting[str(folder)] -= 1

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what did not pass."""
        if report.outcome != "passed":
            self.spoilt.update(folder for folder in self.inputs if report.nodeid.startswith(f"{folder}/"))

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        """Keep what passed as a whole."""
        if self.watch.undeclared:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        elif session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            for folder in self.complete - self.spoilt - set(self.waiting.elements()):
                self.cache.put(folder, self._key(folder), "passed")
        if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and self.resting:
            session.exitstatus = pytest.ExitCode.OK
        return (yield)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Tell what rested, and what is not declared."""
        told = ", ".join(f"{folder} ({count})" for folder, count in sorted(self.resting.items()))
        if told:
            terminalreporter.write_line(f"passed before, and nothing behind them has changed: {told}")
        for name in sorted(self.watch.undeclared):
            message = f"a test opens {name}: name it in [tool.kept_results] for the test's folder"
            terminalreporter.write_line(message, red=True)

    def _key(self, folder: str) -> str:
        paths = [self.root / name for name in self.inputs[folder]]
        return fingerprint(surroundings_fingerprint(os.environ), files_fingerprint(paths))

    def _folder(self, item: pytest.Item) -> str | None:
        return next((name for name in self.inputs if item.path.is_relative_to(self.root / name)), None)

    def _whole(self, folder: str) -> bool:
        """Whether the command line asks for all tests of a folder."""
        asked = [self.config.invocation_params.dir / argument for argument in self.config.args]
        narrowed = self.config.option.keyword or self.config.option.markexpr
        return not narrowed and any(
            (self.root / folder).is_relative_to(path) for path in map(Path.resolve, asked)
        )
