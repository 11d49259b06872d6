"""Compares what a region prints with its comments `#> …`, as pytest-examples does.

The page's process reads this file only for a region with such a comment.
"""
# pyright: basic

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pytest_examples import CodeExample, EvalExample
from pytest_examples.run_code import run_code


class SessionExamples(EvalExample):
    """pytest-examples' runner, with the page's one module."""

    def __init__(self, loader: Any) -> None:
        node = SimpleNamespace(nodeid="")
        request: Any = SimpleNamespace(config=SimpleNamespace(getoption={}.get), node=node)
        super().__init__(tmp_path=Path(loader.path).parent, pytest_request=request)
        self.loader = loader

    def _run(self, example, insert_print_statements, module_globals, rewrite_assertions, call):
        del rewrite_assertions
        return run_code(
            example=example,
            python_file=Path(self.loader.path),
            loader=self.loader,
            config=self.config,
            enable_print_mock=insert_print_statements is not None,
            print_callback=self.print_callback,
            include_print=self.include_print,
            module_globals=module_globals,
            call=call,
        )


def run_print_check(loader: Any, request: dict[str, Any]) -> None:
    """Run a region; raises what pytest raises when it prints something else."""
    example = CodeExample.create(
        request["source"],
        path=Path(request["page"]),
        start_line=request["line"],
        end_line=request["end_line"],
        prefix="python",
    )
    SessionExamples(loader).run_print_check(example, rewrite_assertions=False)
