# pyright: reportUnknownMemberType=false
"""Checks what a page's snippets did, and that the check can fail: each taught region is taken away in turn.

A page `docs/<language>/first-job.md` is checked by `tests/pages/test_first_job.py`:

    TAUGHT = ["jobs/submit.py:submit"]

    def check(session: PageSession) -> None:
        assert ...

`check` runs once with the page's session, connected to its workspace (`os.environ` and the current folder
are the session's). Then for each region of TAUGHT the page runs in a fresh workspace with that region
replaced by a line that does nothing, and there `check` must fail.
"""

import ast
import inspect
import os
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FunctionType
from typing import Any, cast

import pytest

from snippets.mutation import Mutation
from snippets.outcomes import Outcome, SnippetFailedError
from snippets.run import PageRun
from snippets.runs import PageRuns


@dataclass(frozen=True)
class PageSession:
    """What a check sees of a page's session."""

    run: PageRun

    @property
    def directory(self) -> Path:
        """The copy of the samples in which the snippets ran."""
        return self.run.directory

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that connect programs to the workspace."""
        return self.run.environment

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """The outcomes of what ran, by `file:region`."""
        pairs = zip(self.run.steps, self.run.outcomes, strict=True)
        return {str(step.embed): outcome for step, outcome in pairs if step.kind == "run"}

    @contextmanager
    def connected(self) -> Generator[None]:
        """Let this process reach the workspace as the snippets did."""
        variables, folder = dict(os.environ), Path.cwd()
        os.environ.clear()
        os.environ.update(self.environment)
        os.chdir(self.directory)
        try:
            yield
        finally:
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(variables)


Check = Callable[[PageSession], object]


class PageCheck(pytest.Item):
    """The check of a page; with a mutation: the control run, in which it must fail."""

    def __init__(
        self, *, runs: PageRuns, page: str, check: Check, mutation: Mutation | None, **values: Any
    ) -> None:
        super().__init__(**values)
        self._runs = runs
        self._page = page
        self._check = check
        self._mutation = mutation

    @classmethod
    def collect(cls, module: pytest.Collector, runs: PageRuns, check: object) -> list[pytest.Item]:
        """Make the tests of a check module."""
        page = page_of(module.path, runs)
        if page is None:
            message = f"there is no page for {module.path.name} in {runs.settings.source}"
            raise module.CollectError(message)
        taught = [_mutation(name) for name in _taught(cast("pytest.Module", module).obj)]
        known: dict[str, Any] = {"runs": runs, "page": page, "check": check}
        names = {"check": None, **{f"check[without {mutation}]": mutation for mutation in taught}}
        return [
            cls.from_parent(module, name=name, mutation=mutation, **known) for name, mutation in names.items()
        ]

    def runtest(self) -> None:
        """Check the page's session, or see the check fail without the taught region."""
        _refuse_empty(self._check)
        kept, steps = self._runs.kept, self._runs.source_steps(self._page)
        if kept is not None and kept.holds(self._page, steps, self._mutation, self.path):
            return
        self._look(self._runs.session(self._page, self._mutation))
        if kept is not None:
            kept.keep_verdict(self._page, steps, self._mutation, self.path)

    def _look(self, run: PageRun) -> None:
        session = PageSession(run)
        if self._mutation is None:
            with session.connected():
                self._check(session)
            return
        _see_reached(run, self._mutation)
        with session.connected():
            passed = _passes(self._check, session)
        if passed:
            message = f"the check passes without {self._mutation}: it does not look at what the region does"
            raise SnippetFailedError(message)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Word our own failures by their places; the check's assertions as usual, without who called it."""
        if isinstance(excinfo.value, SnippetFailedError):
            return excinfo.value.report(self._runs.settings.relative(self.path))
        excinfo.traceback = excinfo.traceback.cut(path=self.path)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Point at the check."""
        line = self._check.__code__.co_firstlineno - 1 if isinstance(self._check, FunctionType) else 0
        return self.path, line, self.name


def page_of(module: Path, runs: PageRuns) -> str | None:
    """Return the page that a module `test_<page>.py` checks."""
    folder = runs.settings.docs / runs.settings.source
    names = [path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md")]
    return next((name for name in names if _module_name(name) == module.name), None)


def check_module_for(page: str, runs: PageRuns) -> Path:
    """Return the check module of a page; a page with code and without one is refused."""
    path = runs.settings.checks / _module_name(page)
    relative = runs.settings.relative(path)
    if not path.is_file():
        raise SnippetFailedError(f"nothing checks what this page did: {relative} does not exist")
    tree = ast.parse(path.read_text("utf-8"))
    functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    if "check" not in functions:
        raise SnippetFailedError(f"nothing checks what this page did: {relative} has no `check`")
    assigned = [node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    taught = [node for node in assigned if "TAUGHT" in ast.unparse(node).split("=")[0]]
    if not taught or not isinstance(taught[0].value, ast.List | ast.Tuple) or not taught[0].value.elts:
        raise SnippetFailedError(
            f"{relative} names no region in TAUGHT: no control shows that its check can fail"
        )
    return path


def _module_name(page: str) -> str:
    return f"test_{page.replace('/', '_').replace('-', '_')}.py"


def _taught(module: Any) -> list[str]:
    return list(getattr(module, "TAUGHT", []))


def _mutation(name: str) -> Mutation:
    sample, _, region = name.partition(":")
    return Mutation(sample, region)


def _refuse_empty(check: Check) -> None:
    """A check that asserts nothing proves nothing."""
    module = inspect.getmodule(check)
    functions = {
        name: ast.parse(inspect.cleandoc("\n" + inspect.getsource(function)))
        for name, function in vars(module).items()
        if isinstance(function, FunctionType) and function.__module__ == check.__module__
    }
    waiting, seen = ["check"], set[str]()
    while waiting:
        name = waiting.pop()
        seen.add(name)
        nodes = list(ast.walk(functions[name]))
        if any(isinstance(node, ast.Assert | ast.Raise) for node in nodes):
            return
        called = {
            node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        waiting += [other for other in called & functions.keys() if other not in seen]
    raise SnippetFailedError("`check` asserts nothing")


def _see_reached(run: PageRun, mutation: Mutation) -> None:
    """A control in which the page broke before the taught region proves nothing."""
    for step, outcome in zip(run.steps, run.outcomes, strict=True):
        if step.embed is not None and str(step.embed) == str(mutation):
            if outcome.failure is not None:
                message = (
                    f"the control proves nothing: {mutation} was not reached ({outcome.failure.message})"
                )
                raise SnippetFailedError(message)
            return
    raise SnippetFailedError(f"TAUGHT names {mutation}, which this page neither runs nor shows")


def _passes(check: Check, session: PageSession) -> bool:
    try:
        check(session)
    except (ImportError, NameError, SyntaxError):
        raise  # the check itself is broken
    except Exception:
        return False
    return True
