"""Finds the marks ``effect`` and ``ignored`` in the tests' sources, whatever tests are run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parents[1]


class MarkError(Exception):
    """A mark that cannot be read: where it is, and what is wrong."""


def marked(mark: str, tests: Path = TESTS) -> Mapping[str, tuple[str, ...]]:
    """The ids of the tests that have a mark, by what they are marked with: ``effect("jobs.get", …)``."""
    found: dict[str, list[str]] = {}
    for path in sorted(tests.rglob("test_*.py")):
        for subject, test in _marks_of(path, mark):
            found.setdefault(subject, []).append(f"{_shown(path)}::{test}")
    return {subject: tuple(sorted(set(ids))) for subject, ids in sorted(found.items())}


def _shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name


def _marks_of(path: Path, mark: str) -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == f"pytest.mark.{mark}":
                    yield from ((subject, node.name) for subject in _subjects(path, decorator))


def _subjects(path: Path, mark: ast.Call) -> Iterator[str]:
    for argument in mark.args:
        if not isinstance(argument, ast.Constant) or not isinstance(argument.value, str):
            raise MarkError(f"{path}:{mark.lineno}: write what is marked as plain text")
        yield argument.value
