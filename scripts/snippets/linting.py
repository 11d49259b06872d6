"""Lints a Python snippet as its reader sees it, with pytest-examples: black's layout and ruff's rules."""

import re
import tomllib
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from markdown_pages import Region
from pytest_examples import CodeExample, EvalExample

from snippets.outcomes import Place, SnippetFailedError

_NOT_OF_A_REGION = ("D", "F401", "F811", "F821", "E402", "I001", "T201", "B018", "INP", "S")
"""Rules about whole programs: a region may use what an earlier one made, and ends with a value to look at."""


def lint_python(region: Region, place: Place, root: Path) -> None:
    """Refuse a snippet that is not laid out as the project wants it, or that ruff objects to."""
    example = CodeExample.create(
        region.text, path=place.path, start_line=place.line, end_line=place.end_line, prefix="python"
    )
    try:
        _linter(root).lint(example)
    except BaseException as error:
        if type(error).__name__ != "Failed":  # pytest's, which pytest-examples raises
            raise
        trace = re.sub(r"--> -:(\d+)", lambda match: _place_of(region, int(match[1])), str(error))
        raise SnippetFailedError("does not pass the lint", region, trace=trace) from error


def _place_of(region: Region, line: int) -> str:
    number = region.line_numbers[min(line, len(region.line_numbers)) - 1]
    return f"--> {region.path}:{number}"


@cache
def _linter(root: Path) -> EvalExample:
    config = SimpleNamespace(getoption=dict[str, bool]().get)
    request: Any = SimpleNamespace(config=config, node=SimpleNamespace(nodeid=""))
    linter = EvalExample(tmp_path=root, pytest_request=request)
    linter.set_config(
        line_length=_line_length(root),
        quotes="either",
        target_version=cast("Any", "py311"),
        ruff_ignore=list(_NOT_OF_A_REGION),
    )
    return linter


def _line_length(root: Path) -> int:
    path = root / "pyproject.toml"
    content = tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
    return int(content.get("tool", {}).get("ruff", {}).get("line-length", 88))
