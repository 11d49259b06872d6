"""Does one step of a page after the other: runs code, checks files, remembers who printed what."""

import re
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from markdown_pages import MarkdownPagesError, Region, SampleTree

from snippets.files import check_json, check_python, check_template, check_yaml, is_used
from snippets.mutation import Mutation, nothing_in
from snippets.outcomes import Outcome, SnippetFailedError
from snippets.outputs import Normaliser, approved_name
from snippets.sessions import BashSession, PythonSession
from snippets.steps import Step
from snippets.workspaces import Connection

_GRACE = 2.0
"""Seconds that a snippet's processes have to end after it."""


@dataclass
class StepRunner:
    """Runs the steps of one page, one after the other, in the page's two processes."""

    tree: SampleTree
    samples: Path
    connection: Connection
    directory: Path
    az: str
    time_limit: float
    mutation: Mutation | None
    python: str = sys.executable
    """The Python of the page's environment."""
    texts: list[str] = field(default_factory=list[str])
    _python: PythonSession | None = None
    _bash: BashSession | None = None
    _broken: dict[str, str] = field(default_factory=dict[str, str])
    _known: dict[int, str] = field(default_factory=dict[int, str])
    _printed: Outcome | None = None
    _printer: Step | None = None
    _commands: dict[str, str] = field(default_factory=dict[str, str])
    _files: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def normalise(self) -> Normaliser:
        """The normaliser that knows this session's names."""
        return Normaliser({**self.connection.names, str(self.samples): "<samples>"})

    def run(self, steps: Sequence[Step]) -> list[Outcome]:
        """Run all steps; what cannot run any more, because one before it failed, says so."""
        self._collect(steps)
        outcomes: list[Outcome] = []
        for step in steps:
            self.texts.append("")
            outcomes.append(self._outcome(step))
        return outcomes

    def versions(self) -> dict[str, str | None]:
        """Return the versions of Python and of the SDK, if there was any Python."""
        if self._python is None or "python" in self._broken:
            return {}
        with suppress(SnippetFailedError):
            answer = self._python.versions(self.time_limit)
            return {"python": answer["python"], "azure_ai_ml": answer["azure_ai_ml"]}
        return {}

    def close(self) -> list[str]:
        """End the sessions; returns the languages whose process did not end by itself."""
        sessions = {"python": self._python, "bash": self._bash}
        return [
            language
            for language, session in sessions.items()
            if session is not None and not session.process.close() and language not in self._broken
        ]

    def _collect(self, steps: Sequence[Step]) -> None:
        """Gather the texts in which a file may be used: what runs on the page, and the files it shows."""
        for step in steps:
            if step.embed is None or step.kind not in ("run", "file"):
                continue
            with suppress(MarkdownPagesError):
                region = self.tree.resolve(step.embed)
                texts = self._commands if step.kind == "run" else self._files
                key = step.embed.sample
                texts[key] = texts.get(key, "") + region.text

    def _outcome(self, step: Step) -> Outcome:
        begin = time.monotonic()
        try:
            outcome = self._do(step)
        except SnippetFailedError as failure:
            if step.kind == "run" and step.language not in self._broken and self.mutation is None:
                failure.failed_jobs = self.connection.failed_jobs()
            if failure.fatal:
                self._broken.setdefault(step.language, f"{step.place.path.name}:{step.place.line}")
            outcome = Outcome(self._program(step), time.monotonic() - begin, failure.output, failure)
        except MarkdownPagesError as error:
            message = error.message if error.path == step.place.path else str(error)
            outcome = Outcome("", 0.0, "", SnippetFailedError(message))
        if step.kind == "run":
            self._printer, self._printed = step, outcome
        return outcome

    def _do(self, step: Step) -> Outcome:
        if step.kind == "refused":
            raise SnippetFailedError(step.note)
        if step.kind == "run":
            return self._run(step)
        if step.kind == "file":
            return self._file(step)
        if step.kind == "output":
            self._check_place(step)
        return Outcome("")

    def _run(self, step: Step) -> Outcome:
        region = self._resolve(step)
        if step.language in self._broken:
            raise SnippetFailedError(f"was not run, because {self._broken[step.language]} failed", region)
        text = self._mutated(region)
        self.texts[-1] = text
        if step.language == "python":
            reply = self._python_session().run(region, text, step.place, self.time_limit)
        else:
            reply = self._bash_session().run(region, text, self.time_limit)
        outcome = Outcome(self._program(step), reply.seconds, reply.output)
        left = self._left_behind(step.language)
        if left:
            raise SnippetFailedError(
                f"left a process running: {left}", region, output=reply.output, errors=reply.errors
            )
        return outcome

    def _file(self, step: Step) -> Outcome:
        region = self._resolve(step)
        self.texts[-1] = self._mutated(region)
        path = self.samples / region.sample
        program = self._checked(step.language, region, path)
        example = region.sample.endswith(".example.json")
        if not example and not is_used(region.sample, self._commands, self._files):
            raise SnippetFailedError(f"nothing that runs on this page uses {region.sample}", region)
        return Outcome(program)

    def _checked(self, language: str, region: Region, path: Path) -> str:
        """Check a file in its language; says what read it."""
        if language == "yaml":
            return check_yaml(region, path, partial(self._python_session().load, time_limit=self.time_limit))
        if language == "json":
            check_json(region)
        elif language == "jinja":
            check_template(region, path)
        else:
            check_python(region, path)
            # The program of a node runs when its flow does.
            return "promptflow" if (path.parent / "flow.dag.yaml").is_file() else "job"
        return language

    def _check_place(self, step: Step) -> None:
        """An approved output stands behind the snippet that printed it."""
        assert step.embed is not None
        printer = self._printer
        if printer is None or printer.embed is None:
            raise SnippetFailedError("no snippet before this output printed anything")
        expected = approved_name(printer.embed.sample, printer.embed.region)
        if step.embed.sample != expected:
            raise SnippetFailedError(
                f"the snippet before this output is {printer.embed}, its output is {expected}"
            )

    def _resolve(self, step: Step) -> Region:
        assert step.embed is not None
        region = self.tree.resolve(step.embed)
        for name in self.connection.secrets:
            if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", region.text):
                raise SnippetFailedError(f"the sample contains {name!r}, a name of this workspace", region)
        return region

    def _mutated(self, region: Region) -> str:
        mutation = self.mutation
        if mutation is not None and (region.sample, region.name) == (mutation.sample, mutation.region):
            return f"{nothing_in(region.sample)}\n" + "\n" * (len(region.line_numbers) - 1)
        return region.text

    def _python_session(self) -> PythonSession:
        if self._python is None:
            scratch = self.directory / "python"
            self._python = PythonSession(self.samples, self.connection.environment, scratch, self.python)
        return self._python

    def _bash_session(self) -> BashSession:
        if self._bash is None:
            self._bash = BashSession(self.samples, self.connection.environment, self.directory / "bash")
        return self._bash

    def _program(self, step: Step) -> str:
        if step.language != "bash":
            return step.language
        commands = self._bash.commands if self._bash else set[str]()
        az = "az (stand-in)" if self.az == "stand-in" else "az"
        found = [
            name for word, name in (("az", az), ("curl", "curl"), ("python", "python")) if word in commands
        ]
        return ", ".join(["bash", *found])

    def _left_behind(self, language: str) -> str:
        """The processes that a snippet started and that still run; known ones were told before."""
        session = self._python if language == "python" else self._bash
        deadline = time.monotonic() + _GRACE
        while session is not None:
            found = session.process.leftovers()
            new = {process: command for process, command in found.items() if process not in self._known}
            if not new or time.monotonic() > deadline:
                self._known.update(new)
                return ", ".join(new.values())
            time.sleep(0.05)
        return ""
