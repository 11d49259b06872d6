"""Pages that run code and have no plan of what that costs on a real workspace."""

from collections.abc import Iterator

from snippets.costs import read_plan
from snippets.errors import SettingsError
from snippets.lints.project import Finding, Project


def find(project: Project) -> Iterator[Finding]:
    """Finds pages without a plan; a project without any plan runs on local workspaces only."""
    path = project.settings.costs
    if not path.is_file():
        return
    try:
        plan = read_plan(path)
    except SettingsError as error:
        yield project.finding(path, 1, error.message)
        return
    running = {
        each.page.name for each in project.source_pages if any(step.kind == "run" for step in each.steps)
    }
    for name in sorted(running - set(plan.pages)):
        yield project.finding(
            path, 1, f"page {name} runs code and is not in the plan; give it [] if it costs nothing"
        )
