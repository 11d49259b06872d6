"""The page runs of one test run: each page once, and once more for each taught region that is taken away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path

from markdown_pages import Page, SampleTree, read_page

from snippets.environments import Environments
from snippets.kept import KeptRuns
from snippets.mutation import Mutation
from snippets.outcomes import Outcome, SnippetFailedError
from snippets.results import Result
from snippets.run import PageRun, check_output, digest, run_page
from snippets.settings import Settings
from snippets.steps import Step, steps_of
from snippets.workspaces import Workspaces


@dataclass
class PageRuns:
    """Runs pages when they are asked for, and remembers what came of it."""

    settings: Settings
    workspaces: Workspaces
    directory: Path
    az: str = "stand-in"
    approve: bool = False
    kept: KeptRuns | None = None
    """None: every page runs."""
    approved: list[str] = field(default_factory=list[str])
    """Diffs of the outputs that were approved."""
    cleaned: list[str] = field(default_factory=list[str])
    """What was removed from a real workspace."""
    results: list[Result] = field(default_factory=list[Result])
    kept_elsewhere: set[str] = field(default_factory=set[str])
    """Pages that did not run in another process of this test run."""
    _runs: dict[tuple[str, str], PageRun] = field(default_factory=dict[tuple[str, str], PageRun])
    _problems: dict[tuple[str, str], BaseException] = field(
        default_factory=dict[tuple[str, str], BaseException]
    )
    _outputs: dict[str, str] = field(default_factory=dict[str, str])
    _numbers: Iterator[int] = field(default_factory=count)

    @cached_property
    def environments(self) -> Environments:
        """The environments that pages name."""
        return Environments(self.settings)

    @cached_property
    def tree(self) -> SampleTree:
        """The samples."""
        return SampleTree(self.settings.samples)

    def source_page(self, name: str) -> Page:
        """Read a page in the source language."""
        return read_page(self.settings.docs / self.settings.source / f"{name}.md", self.settings.docs)

    def steps(self, page: Page) -> tuple[Step, ...]:
        """Return the steps of a page."""
        return steps_of(page, self.settings.job_code)

    @property
    def pages_kept(self) -> list[str]:
        """The pages that did not run, because a kept result of theirs still holds."""
        return sorted(self.kept_elsewhere | {run.name for run in self._runs.values() if run.kept})

    def session(self, name: str, mutation: Mutation | None = None) -> PageRun:
        """Run a page, unless it has run in this test run: its session stands."""
        key = (name, str(mutation or ""))
        if key in self._problems:
            raise self._problems[key]
        if key not in self._runs or self._runs[key].kept:
            try:
                self._runs[key] = self._run(name, mutation)
            except BaseException as error:  # a workspace that cannot be had is told each time
                self._problems[key] = error
                raise
        return self._runs[key]

    def run(self, name: str) -> PageRun:
        """Return what running a page came to, now or in an earlier test run whose result still holds."""
        if (name, "") not in self._runs and self.kept is not None:
            kept = self.kept.run(name, self.source_steps(name))
            if kept is not None:
                self._runs[name, ""] = kept
        return self._runs.get((name, "")) or self.session(name)

    def source_steps(self, name: str) -> tuple[Step, ...]:
        """Return the steps of a page in the source language."""
        return self.steps(self.source_page(name))

    def _run(self, name: str, mutation: Mutation | None) -> PageRun:
        run = run_page(
            name,
            self.source_steps(name),
            self.tree,
            self.workspaces,
            self.directory / f"{next(self._numbers):02}-{name.replace('/', '-')}",
            az=self.az,
            time_limit=self.settings.time_limit,
            mutation=mutation,
            environments=self.environments,
        )
        if self.kept is not None and mutation is None:
            self.kept.keep(run)
        return run

    def verdict(self, name: str, step: Step) -> Outcome:
        """Return what became of a step; outputs are compared, and approved on request."""
        run = self.run(name)
        outcome = run.outcome(step)
        elsewhere = step.local and self.workspaces.kind == "real"
        if step.kind == "output" and outcome.passed and not elsewhere:
            self._compare(run, step)
        return outcome

    def _compare(self, run: PageRun, step: Step) -> None:
        name = str(step.embed)
        if name not in self._outputs:
            try:
                difference = check_output(run, step, self.tree, self.approve)
            except SnippetFailedError as failure:
                self._outputs[name] = failure.message + (f"\n{failure.trace}" if failure.trace else "")
            else:
                self._outputs[name] = ""
                self.approved += [difference] if difference else []
        if self._outputs[name]:
            raise SnippetFailedError(self._outputs[name])

    def record(self, page: Page, step: Step, source: Step, passed: bool) -> None:
        """Remember the result of a fence in one language."""
        if source.kind not in ("run", "file") or source.hidden:
            return
        run = self._runs.get((page.name, ""))
        if run is None:
            return
        outcome = run.outcome(source)
        text = run.texts[run.steps.index(source)]
        self.results.append(
            Result(
                page=page.name,
                language=page.language,
                line=step.place.line,
                embed=str(source.embed),
                sha256=digest(text),
                program=_with_version(outcome.program, run.versions),
                date=run.date,
                seconds=round(outcome.seconds, 1),
                azure_ai_ml=run.versions.get("azure_ai_ml"),
                workspace=self.workspaces.kind,
                outcome="passed" if passed else "failed",
            )
        )


def _with_version(program: str, versions: Mapping[str, str | None]) -> str:
    return f"python {versions.get('python')}" if program == "python" and versions.get("python") else program
