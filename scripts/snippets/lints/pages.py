"""Fences that prove nothing: literal code, unknown languages, embeds outside of fences, many exceptions."""

from collections.abc import Iterator

from markdown_pages import MarkdownPagesError
from markdown_pages.fences import embed_line

from snippets.lints.project import Finding, PageSteps, Project

BUDGET = 0.03
"""Share of a language's fences that may be literal code that does not run."""


def find(project: Project) -> Iterator[Finding]:
    """Finds refused fences, embeds that cannot be resolved, and an overdrawn budget."""
    for each in project.pages:
        yield from _refused(project, each)
        yield from _outside(project, each)
    for language in project.settings.languages:
        yield from _overdrawn(project, [each for each in project.pages if each.page.language == language])


def _refused(project: Project, each: PageSteps) -> Iterator[Finding]:
    for step in each.steps:
        if step.kind == "refused":
            yield project.finding(each.page.path, step.place.line, step.note)
        elif step.embed is not None:
            try:
                project.tree.resolve(step.embed)
            except MarkdownPagesError as error:
                place = error.path or each.page.path
                yield project.finding(place, error.line or step.place.line, error.message)


def _outside(project: Project, each: PageSteps) -> Iterator[Finding]:
    for block in each.page.blocks:
        if block.kind == "code":
            continue
        for number, text in enumerate(block.text.split("\n"), start=block.line):
            if embed_line(text):
                message = "a sample is embedded outside of a fence, where nothing runs it"
                yield project.finding(each.page.path, number, message)


def _overdrawn(project: Project, pages: list[PageSteps]) -> Iterator[Finding]:
    fences = [step for each in pages for step in each.steps if not step.hidden]
    literal = [step for step in fences if step.kind == "no-run"]
    if len(literal) > BUDGET * len(fences):
        last = literal[-1]
        message = f"{len(literal)} of {len(fences)} fences are no-run; the budget is {BUDGET:.0%}"
        yield project.finding(last.place.path, last.place.line, message)
