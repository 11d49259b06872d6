"""Lets code that starts an event loop run where one runs already: Jupyter awaits what a cell awaits.

A program says `asyncio.run(ask())`; in a cell that is an error, and `await ask()` is the same
(https://ipython.readthedocs.io/en/stable/interactive/autoawait.html).
"""

import ast
from collections.abc import Iterator

_OF_THEIR_OWN = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
"""What lies in them does not belong to the cell's own level."""


def awaiting(source: str) -> str:
    """Return a cell's code with `await` in place of each `asyncio.run(…)` at its own level.

    Raises:
        SyntaxError: it is not Python.
    """
    lines = source.encode().splitlines(keepends=True)
    starts = [sum(map(len, lines[:number])) for number in range(len(lines))]
    text = source.encode()
    for parent, call in sorted(_loops(ast.parse(source)), key=lambda it: _span(it[1], starts), reverse=True):
        begin, end = _span(call, starts)
        inner_begin, inner_end = _span(call.args[0], starts)
        awaited = b"await " + text[inner_begin:inner_end]
        if isinstance(parent, ast.Attribute | ast.Subscript) or (
            isinstance(parent, ast.Call) and parent.func is call
        ):
            awaited = b"(" + awaited + b")"
        text = text[:begin] + awaited + text[end:]
    return text.decode()


def _loops(node: ast.AST) -> Iterator[tuple[ast.AST, ast.Call]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _OF_THEIR_OWN):
            continue
        if isinstance(child, ast.Call) and ast.unparse(child.func) == "asyncio.run" and len(child.args) == 1:
            yield node, child
        yield from _loops(child)


def _span(node: ast.expr, starts: list[int]) -> tuple[int, int]:
    """Where an expression begins and ends, in bytes."""
    assert node.end_lineno is not None
    assert node.end_col_offset is not None
    return starts[node.lineno - 1] + node.col_offset, starts[node.end_lineno - 1] + node.end_col_offset
