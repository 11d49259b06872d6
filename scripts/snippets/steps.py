"""What happens on a page, in order: its environment, each fence and each hidden run is one step."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from markdown_pages import Embed, Fence, HiddenRun, Page

from snippets.literals import looks_like_code
from snippets.outcomes import Place

Kind = Literal["environment", "run", "file", "output", "literal", "no-run", "refused"]
RUN = ("python", "bash")
FILES = ("yaml", "json", "jinja")
LITERAL = ("text", "mermaid")


@dataclass(frozen=True)
class Step:
    """One fence, hidden run or choice of an environment, and what is to be done with it."""

    kind: Kind
    language: str
    """Of an environment: its name."""
    place: Place
    embed: Embed | None = None
    hidden: bool = False
    note: str = ""
    """Why it does not run, or why it is refused."""
    local: bool = False
    """Of an output: it is that of the local workspace, and differs on a real one."""

    @property
    def key(self) -> tuple[str, str, str, bool, bool]:
        """What must be the same in all languages."""
        return (self.kind, self.language, str(self.embed or ""), self.hidden, self.local)

    def __str__(self) -> str:
        if self.kind == "environment":
            return f"the environment {self.language}"
        what = "hidden run of " if self.hidden else f"{self.language or 'unnamed'} fence "
        return f"{what}{self.embed or ''}".strip()


def steps_of(page: Page, job_code: Iterable[str]) -> tuple[Step, ...]:
    """Return the steps of a page in page order."""
    folders = tuple(job_code)
    steps = [_fence_step(page, fence, folders) for fence in page.fences]
    steps += [_hidden_step(page, run) for run in page.hidden_runs]
    if page.environment:
        place = Place(page.path, page.environment.line, page.environment.line)
        steps.append(Step("environment", page.environment.name, place, hidden=True))
    known = {fence.line for fence in page.fences}
    for block in page.blocks:
        if block.kind == "code" and block.line not in known:
            place = Place(page.path, block.line, block.end_line)
            steps.append(Step("refused", "", place, note="indented code; use a fence that embeds a sample"))
    return tuple(sorted(steps, key=lambda step: step.place.line))


def environment_of(steps: Iterable[Step]) -> str | None:
    """Return the name of the environment that a page names for its programs, if it names one."""
    return next((step.language for step in steps if step.kind == "environment"), None)


def _hidden_step(page: Page, run: HiddenRun) -> Step:
    place = Place(page.path, run.line, run.line)
    language = {".py": "python", ".sh": "bash"}.get(PurePosixPath(run.embed.sample).suffix)
    if language is None:
        return Step("refused", "", place, note=f"cannot run {run.embed}: neither .py nor .sh")
    return Step("run", language, place, run.embed, hidden=True)


def _fence_step(page: Page, fence: Fence, job_code: tuple[str, ...]) -> Step:
    place = Place(page.path, fence.line, fence.end_line)
    if "no-run" in fence.attributes:
        reason = fence.attributes.get("reason", "")
        if reason and not fence.embeds:
            return Step("no-run", fence.language, place, note=reason)
        note = 'no-run needs reason="…"' if not reason else "no-run is for literal code, not for samples"
        return Step("refused", fence.language, place, note=note)
    if fence.language in LITERAL:
        if fence.language == "text" and looks_like_code(fence.source):
            note = "a text fence holds a command or code; embed a sample, or say no-run and the reason"
            return Step("refused", fence.language, place, note=note)
        return Step("literal", fence.language, place)
    return _embedding_step(fence, place, job_code)


def _embedding_step(fence: Fence, place: Place, job_code: tuple[str, ...]) -> Step:
    embed = next(iter(fence.embeds), None)
    problem = _embedding_problem(fence, embed)
    if embed is None or problem:
        return Step("refused", fence.language, place, note=problem)
    if fence.language == "output":
        return Step("output", fence.language, place, embed, local="local" in fence.attributes)
    in_job = any(embed.sample.startswith(f"{folder}/") for folder in job_code)
    kind = "run" if fence.language in RUN and not in_job else "file"
    return Step(kind, fence.language, place, embed)


def _embedding_problem(fence: Fence, embed: Embed | None) -> str:
    if fence.language not in (*RUN, *FILES, "output"):
        known = ", ".join((*RUN, *FILES, "output", *LITERAL))
        return f"a fence in {fence.language or 'no language'} cannot be run; known: {known}"
    if embed is None:
        return f'literal {fence.language} is never run; embed a sample: --8<-- "file:region"'
    if len(fence.embeds) > 1 or fence.source.strip().count("\n"):
        return "a fence embeds one sample and holds nothing else"
    if fence.language == "output" and not embed.sample.endswith(".out"):
        return "an output fence embeds the approved output, <sample>.<region>.out"
    if embed.region and embed.region.startswith("_"):
        return "a hidden region cannot be shown; rename it or run it with <!-- run: … -->"
    return ""
