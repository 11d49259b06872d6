"""Approved outputs that no page shows: nobody would compare them."""

from collections.abc import Iterator

from snippets.lints.project import Finding, Project
from snippets.outputs import unshown


def find(project: Project) -> Iterator[Finding]:
    """Finds outputs without a page."""
    for path in unshown(project.settings.samples, project.shown()):
        message = "no page shows this approved output; show it behind its snippet, or delete it"
        yield project.finding(path, 1, message)
