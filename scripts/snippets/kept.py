"""Page runs and verdicts of earlier test runs that still hold, because nothing behind them has changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from kept_results import ResultCache, files_fingerprint, fingerprint, surroundings_fingerprint

from snippets.mutation import Mutation
from snippets.outcomes import Outcome
from snippets.outputs import Normaliser
from snippets.run import NOT_COPIED, PageRun
from snippets.settings import Settings
from snippets.steps import Step
from snippets.workspaces import base_environment

_OWN_CODE = Path(__file__).parent


@dataclass
class KeptRuns:
    """Looks results up by all that they depend on, and keeps new ones; only what passed is kept."""

    settings: Settings
    cache: ResultCache
    options: Sequence[str]
    """The command that makes the workspaces, with its options."""
    environment: dict[str, str]

    @cached_property
    def _shared(self) -> str:
        code = [_OWN_CODE, *(self.settings.root / name for name in self.settings.depends_on)]
        return fingerprint(
            surroundings_fingerprint(base_environment(self.environment)),
            files_fingerprint([self.settings.samples], NOT_COPIED),
            files_fingerprint(code),
            *self.options,
            self.settings.time_limit,
        )

    def key(self, steps: Sequence[Step], mutation: Mutation | None = None) -> str:
        """Recognise a run: its steps, what was taken away, and everything around."""
        return fingerprint(self._shared, *(f"{step.key} {step.note}" for step in steps), mutation or "")

    def run(self, name: str, steps: Sequence[Step]) -> PageRun | None:
        """Return the kept run of a page, with the page's present lines; its session is gone."""
        kept = self.cache.get(name, self.key(steps))
        return _restored(name, steps, kept) if kept is not None else None

    def keep(self, run: PageRun) -> None:
        """Keep a run in which every step passed."""
        if all(outcome.passed for outcome in run.outcomes):
            self.cache.put(run.name, self.key(run.steps), _reduced(run))

    def holds(self, name: str, steps: Sequence[Step], mutation: Mutation | None, module: Path) -> bool:
        """Whether a check of a page's session has passed and nothing behind it has changed since."""
        key = self._verdict_key(steps, mutation, module)
        return self.cache.get(_verdict_name(name, mutation), key) == "passed"

    def keep_verdict(self, name: str, steps: Sequence[Step], mutation: Mutation | None, module: Path) -> None:
        """Keep that a check has passed."""
        key = self._verdict_key(steps, mutation, module)
        self.cache.put(_verdict_name(name, mutation), key, "passed")

    def _verdict_key(self, steps: Sequence[Step], mutation: Mutation | None, module: Path) -> str:
        shared = [path for path in sorted(module.parent.rglob("*.*")) if not path.name.startswith("test_")]
        return fingerprint(
            self.key(steps, mutation), files_fingerprint([module, *filter(Path.is_file, shared)])
        )


def _verdict_name(name: str, mutation: Mutation | None) -> str:
    return f"{name} checked without {mutation}" if mutation else f"{name} checked"


def _reduced(run: PageRun) -> dict[str, Any]:
    return {
        "outcomes": [[each.program, each.seconds, each.output] for each in run.outcomes],
        "names": dict(run.normalise.names),
        "versions": dict(run.versions),
        "texts": list(run.texts),
        "date": run.date,
    }


def _restored(name: str, steps: Sequence[Step], kept: dict[str, Any]) -> PageRun:
    return PageRun(
        name=name,
        steps=tuple(steps),
        outcomes=tuple(Outcome(program, seconds, output) for program, seconds, output in kept["outcomes"]),
        directory=Path(),
        environment={},
        normalise=Normaliser(kept["names"]),
        versions=kept["versions"],
        texts=tuple(kept["texts"]),
        date=kept["date"],
        kept=True,
    )
