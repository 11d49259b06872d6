"""Finds in pages and samples what a run cannot find, or should not have to."""

from collections.abc import Callable, Iterator

from snippets.lints import (
    early_ends,
    hidden_names,
    local_names,
    outputs,
    pages,
    planned_costs,
    regions,
    swallowed_errors,
)
from snippets.lints.project import Finding, Project, load_project
from snippets.settings import Settings

RULES: dict[str, Callable[[Project], Iterator[Finding]]] = {
    "page": pages.find,
    "region": regions.find,
    "hidden-name": hidden_names.find,
    "swallowed-error": swallowed_errors.find,
    "early-end": early_ends.find,
    "local-name": local_names.find,
    "output": outputs.find,
    "cost": planned_costs.find,
}


def lint(settings: Settings) -> list[Finding]:
    """Apply all rules to a project; findings in the order of their places."""
    project = load_project(settings)
    found = [*project.unreadable, *(finding for rule in RULES.values() for finding in rule(project))]
    return sorted(set(found), key=lambda finding: (finding.path, finding.line, finding.message))
