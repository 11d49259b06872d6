"""Names that a shown snippet uses and only hidden code defines: readers cannot know where they come from."""

import ast
import builtins
from collections.abc import Iterator

from snippets.lints.project import Finding, PageSteps, Project

ALLOWED = {"ml_client"}


def find(project: Project) -> Iterator[Finding]:
    """Finds names, imports above all, that a page hides."""
    for each in project.source_pages:
        yield from _in_page(project, each)


def _in_page(project: Project, each: PageSteps) -> Iterator[Finding]:
    shown: set[str] = set(dir(builtins)) | ALLOWED
    hidden: set[str] = set()
    for step in each.steps:
        region = project.region(step) if step.kind == "run" and step.language == "python" else None
        tree = _parse(region.text) if region else None
        if tree is None or region is None:
            continue
        if step.hidden:
            hidden |= _bound(tree)
            continue
        bound = _bound(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and node.id in hidden - shown - bound:
                message = f"{node.id!r} comes from hidden code; show where it is imported or made"
                yield project.finding(region.path, region.line_numbers[node.lineno - 1], message)
        shown |= bound


def _parse(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except SyntaxError:
        return None


def _bound(tree: ast.Module) -> set[str]:
    """The names that code makes, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
    return found
