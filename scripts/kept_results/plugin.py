"""The pytest plugin: a folder of tests that passed as a whole rests until something behind it changes.

`[tool.kept_results]` in pyproject.toml names what every folder depends on (`always`), and the folders, each
with what else its tests depend on:

    [tool.kept_results]
    always = ["scripts", "pyproject.toml"]
    folders."tests/markdown_pages" = ["samples"]

Files and folders are below the project's root; a folder always depends on itself. A test that opens a file of
the project which is not named fails the run. `--no-kept-results` runs everything; CI does.

    options = ["storage_profile"]      what else a result holds for: values of pytest's options
    makes = ["build/report.json"]      files that a run leaves behind; while one is gone, nothing rests
    skips = ["docs"]                   folders whose files say what is skipped; elsewhere a skip runs again

A folder that rests is not even collected when it is run as part of more. Under pytest-xdist the process that
hands the tests out decides what rests, sees all outcomes, and keeps results; each worker says what it opened.
"""

import os
import tomllib
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from kept_results.cache import ResultCache
from kept_results.fingerprint import files_fingerprint, fingerprint, surroundings_fingerprint
from kept_results.reads import ReadWatch

CACHE = "build/kept"
_TOLD = "kept_results"
"""The part of a worker's output that is ours."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    told = "run tests and pages although nothing behind their last result has changed"
    parser.getgroup("kept results").addoption("--no-kept-results", action="store_true", help=told)


def pytest_configure(config: pytest.Config) -> None:
    """Read the settings."""
    path = config.rootpath / "pyproject.toml"
    table = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    settings: dict[str, Any] = table.get("tool", {}).get("kept_results", {})
    always, folders = settings.get("always", []), settings.get("folders", {})
    inputs = {name: sorted({name, *always, *more}) for name, more in folders.items()}
    named = [name for each in inputs.values() for name in each]
    missing = [name for name in named if not (config.rootpath / name).exists()]
    missing += [name for name in settings.get("skips", []) if name not in inputs]
    if missing:
        raise pytest.UsageError(f"{path}: [tool.kept_results] names {missing[0]}, which does not exist")
    if inputs:
        config.pluginmanager.register(KeptFolders(config, settings, inputs), "kept-folders")


@dataclass(eq=False)
class KeptFolders:
    """Lets folders of tests rest, and keeps their results."""

    config: pytest.Config
    settings: dict[str, Any]
    inputs: dict[str, list[str]]
    """By folder: all that its tests depend on."""
    resting: Counter[str] = field(default_factory=Counter[str])
    complete: set[str] = field(default_factory=set[str])
    """Folders all tests of which run."""
    collected: Counter[str] = field(default_factory=Counter[str])
    """Tests that are to run, by folder."""
    finished: Counter[str] = field(default_factory=Counter[str])
    """Tests that have run, by folder: some never do, when a run is stopped or only collects."""
    spoilt: set[str] = field(default_factory=set[str])
    """Folders in which a test did something else than pass."""

    def __post_init__(self) -> None:
        self.root = self.config.rootpath
        self.cache = ResultCache(self.root / CACHE)
        self.watch = ReadWatch(self.root)
        self._contents: dict[str, str] = {}

    @cached_property
    def held(self) -> dict[str, int]:
        """The folders whose result still holds, with the number of their tests."""
        worker: dict[str, Any] | None = getattr(self.config, "workerinput", None)
        if worker is not None:
            return worker[_TOLD]
        made = all((self.root / name).is_file() for name in self.settings.get("makes", []))
        if self.config.getoption("--no-kept-results") or self.config.option.collectonly or not made:
            return {}
        found = {folder: self.cache.get(folder, self._key(folder)) for folder in self.inputs}
        return {folder: count for folder, count in found.items() if isinstance(count, int)}

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Tell a worker of pytest-xdist what rests, since it takes a while to find out."""
        node.workerinput[_TOLD] = self.held

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """Spare the collection of a folder that rests; one that is asked for by its name is collected."""
        if not collection_path.is_relative_to(self.root):
            return None
        folder = collection_path.relative_to(self.root).as_posix()
        if folder not in self.held or collection_path in self._asked() or not self._whole(folder):
            return None
        self.resting[folder] = self.held[folder]
        return True

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Take out the tests of folders whose result still holds."""
        resting = [item for item in items if self._folder(item) in self.held]
        self.resting.update(str(self._folder(item)) for item in resting)
        items[:] = [item for item in items if self._folder(item) not in self.held]
        self.collected.update(str(self._folder(item)) for item in items)
        self.complete = self.collected.keys() & set(filter(self._whole, self.inputs))

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

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note what has run, and what did not pass."""
        folders = [folder for folder in self.inputs if report.nodeid.startswith(f"{folder}/")]
        if report.when == "teardown":
            self.finished.update(folders)
        if report.failed or report.skipped:
            skips: list[str] = self.settings.get("skips", []) if report.skipped else []
            self.spoilt.update(set(folders) - set(skips))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Take over what a worker of pytest-xdist knows; one that broke down knows nothing."""
        told: dict[str, Any] = getattr(node, "workeroutput", {}).get(_TOLD, {})
        # Each worker collects all tests, and runs some of them.
        self.resting |= Counter[str](told.get("resting", {}))
        self.collected |= Counter[str](told.get("collected", {}))
        self.complete.update(told.get("complete", ()))
        self.spoilt.update(told.get("spoilt", ()))
        self.watch.undeclared.update(told.get("undeclared", ()))

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None, object, object]:
        """Keep what passed as a whole."""
        worker: dict[str, Any] | None = getattr(self.config, "workeroutput", None)
        if worker is not None:
            worker[_TOLD] = self._told()
            return (yield)
        if self.watch.undeclared:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        elif session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
            for folder in self.complete - self.spoilt - set(self.collected - self.finished):
                self.cache.put(folder, self._key(folder), self.collected[folder])
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

    def _told(self) -> dict[str, Any]:
        return {
            "resting": dict(self.resting),
            "collected": dict(self.collected),
            "complete": sorted(self.complete),
            "spoilt": sorted(self.spoilt),
            "undeclared": sorted(self.watch.undeclared),
        }

    def _key(self, folder: str) -> str:
        options = [self.config.getoption(name, None) for name in self.settings.get("options", [])]
        contents = [self._content(name) for name in self.inputs[folder]]
        return fingerprint(surroundings_fingerprint(os.environ), *options, *contents)

    def _content(self, name: str) -> str:
        if name not in self._contents:
            self._contents[name] = files_fingerprint([self.root / name])
        return self._contents[name]

    def _folder(self, item: pytest.Item) -> str | None:
        return next((name for name in self.inputs if item.nodeid.startswith(f"{name}/")), None)

    def _whole(self, folder: str) -> bool:
        """Whether the command line asks for all tests of a folder."""
        narrowed = self.config.option.keyword or self.config.option.markexpr
        return not narrowed and any((self.root / folder).is_relative_to(path) for path in self._asked())

    def _asked(self) -> list[Path]:
        """What the command line names."""
        return [(self.config.invocation_params.dir / argument).resolve() for argument in self.config.args]
