"""Runs a page once, from its first step to its last, in a copy of the samples."""

import hashlib
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from markdown_pages import SampleTree

from snippets.environments import Environments, activated
from snippets.mutation import Mutation, mutate
from snippets.outcomes import Outcome, SnippetFailedError
from snippets.outputs import ApprovedOutput, Normaliser
from snippets.runner import StepRunner
from snippets.steps import Step, environment_of
from snippets.workspaces import Workspaces

NOT_COPIED = shutil.ignore_patterns(
    "downloads", "__pycache__", "config.json", ".azureml", ".local-workspace", "*.out"
)
"""Names below the samples that a session does not get: what other runs left, and what it is to print."""


@dataclass(frozen=True)
class PageRun:
    """What running a page once came to; the session's directory and workspace still stand."""

    name: str
    steps: tuple[Step, ...]
    outcomes: tuple[Outcome, ...]
    directory: Path
    """The session's copy of the samples, where its programs ran."""
    environment: Mapping[str, str]
    normalise: Normaliser
    versions: Mapping[str, str | None]
    texts: tuple[str, ...]
    """What ran or was checked, step by step."""
    date: str
    """UTC, when it ended."""
    kept: bool = False
    """Whether an earlier test run made it, so that its session and its workspace are gone."""

    def outcome(self, step: Step) -> Outcome:
        """Return what became of one of the steps."""
        return self.outcomes[self.steps.index(step)]


def run_page(
    name: str,
    steps: Sequence[Step],
    tree: SampleTree,
    workspaces: Workspaces,
    directory: Path,
    *,
    az: str = "stand-in",
    time_limit: float = 900.0,
    mutation: Mutation | None = None,
    environments: Environments | None = None,
) -> PageRun:
    """Run the steps of a page in order, in a fresh workspace and a fresh copy of the samples."""
    chosen = environment_of(steps)
    programs = environments.programs(chosen) if environments and chosen else None
    if environments:
        environments.provide_for_jobs(name)
    samples = directory / "samples"
    shutil.copytree(tree.root, samples, ignore=NOT_COPIED)
    if mutation is not None:
        mutate(samples, tree, mutation)
    connection = workspaces.connect(name, samples)
    python = sys.executable
    if programs is not None:
        connection = replace(connection, environment=activated(connection.environment, programs))
        python = str(programs / "python")
    runner = StepRunner(tree, samples, connection, directory, az, time_limit, mutation, python)
    try:
        outcomes = runner.run(steps)
        versions = runner.versions()
    finally:
        late = runner.close()
    for language in late:
        _tell_late(outcomes, steps, language)
    return PageRun(
        name=name,
        steps=tuple(steps),
        outcomes=tuple(outcomes),
        directory=samples,
        environment=connection.environment,
        normalise=runner.normalise,
        versions=versions,
        texts=tuple(runner.texts),
        date=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )


def digest(text: str) -> str:
    """Recognise a text that ran."""
    return hashlib.sha256(text.encode()).hexdigest()


def _tell_late(outcomes: list[Outcome], steps: Sequence[Step], language: str) -> None:
    """Blame the last snippet that ran in a process for its not ending: nobody can tell more."""
    last = max(i for i, step in enumerate(steps) if step.language == language or step.kind == "file")
    if outcomes[last].passed:
        message = f"the page's {language} process does not end: a thread of a snippet still runs"
        outcomes[last] = replace(outcomes[last], failure=SnippetFailedError(message))


def check_output(run: PageRun, step: Step, tree: SampleTree, approve: bool) -> str:
    """Compare what a snippet printed with the approved output; returns what was approved anew."""
    assert step.embed is not None
    printer = next(
        (other for other in reversed(run.steps[: run.steps.index(step)]) if other.kind == "run"), None
    )
    assert printer is not None
    printed = run.outcome(printer)
    if not printed.passed:
        raise SnippetFailedError(f"{printer.embed} failed, so there is no output to compare")
    approved = ApprovedOutput(tree.root / step.embed.sample)
    difference = approved.difference(printed.output, run.normalise)
    if difference and approve:
        approved.approve(printed.output, run.normalise)
        return difference
    if difference:
        message = f"{printer.embed} printed something else than {step.embed.sample} (--approve takes it)"
        raise SnippetFailedError(message, trace=difference)
    return ""
