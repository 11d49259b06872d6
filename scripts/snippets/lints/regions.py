"""Regions that no page shows, that are too long to read, and hidden code that outgrows its page."""

from collections.abc import Iterator

from snippets.lints.project import Finding, PageSteps, Project

LONGEST = 40
HIDDEN = 15


def find(project: Project) -> Iterator[Finding]:
    """Finds unused and overlong regions."""
    shown = project.shown() | set(project.settings.internal)
    for region in project.regions():
        length = len(region.line_numbers)
        if str(region) not in shown:
            message = f"no page shows or runs region {region.name!r}; remove it or list it as `internal`"
            yield project.finding(region.path, region.first_line - 1, message)
        if not region.hidden and length > LONGEST:
            message = (
                f"region {region.name!r} has {length} lines; {LONGEST} are the most that a reader follows"
            )
            yield project.finding(region.path, region.first_line - 1, message)
    yield from _unknown(project)
    for each in project.source_pages:
        yield from _hidden(project, each)


def _unknown(project: Project) -> Iterator[Finding]:
    known = {str(region) for region in project.regions()}
    for name in project.settings.internal:
        if name not in known:
            message = f"`internal` names {name}, which does not exist"
            yield project.finding(project.settings.root / "pyproject.toml", 1, message)


def _hidden(project: Project, each: PageSteps) -> Iterator[Finding]:
    lines = 0
    for step in each.steps:
        region = project.region(step) if step.hidden else None
        lines += len(region.line_numbers) if region else 0
        if region and lines > HIDDEN:
            message = f"hidden code of this page comes to {lines} lines; {HIDDEN} are the most"
            yield project.finding(each.page.path, step.place.line, message)
            return
