"""Prints what a command returns in the format that `--output` asks for, after `--query`.

The rules are those of knack, the library behind az: keys of JSON sorted, tables without id, type, etag and
nested values (knack 0.14.0, knack/output.py).
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, cast

import jmespath
import yaml

_NOT_IN_TABLES = ("id", "type", "etag")


def render(
    result: Any, style: str, *, query: Any = None, table: str | None = None, colour: bool = False
) -> str:
    """The text that az prints for `result`; `table` is the projection of the command's own table."""
    if query is not None:
        result = query.search(result, jmespath.Options(dict_cls=OrderedDict))
    if result is None:
        return ""
    if style == "table":
        return _render_table(result, None if query is not None else table, sort=query is None)
    text = _RENDERERS[style](result)
    return _coloured(text, style) if colour and style in ("jsonc", "yamlc") else text


def _render_json(result: Any) -> str:
    return json.dumps(result, ensure_ascii=False, indent=2, sort_keys=True, default=str) + "\n"


def _render_yaml(result: Any) -> str:
    return yaml.safe_dump(
        json.loads(json.dumps(result, default=str)), default_flow_style=False, allow_unicode=True
    )


def _render_tsv(result: Any) -> str:
    return "".join("\t".join(_tsv_cell(cell) for cell in _tsv_cells(row)) + "\n" for row in _rows(result))


def _rows(result: Any) -> list[Any]:
    return cast(list[Any], result) if isinstance(result, list) else [result]


def _tsv_cells(row: Any) -> Iterable[Any]:
    if isinstance(row, OrderedDict):
        return cast(OrderedDict[str, Any], row).values()
    if isinstance(row, dict):
        return [value for _, value in sorted(cast(dict[str, Any], row).items())]
    if isinstance(row, list):
        return cast(list[Any], row)
    return [str(row).lower() if isinstance(row, bool) else row]


def _tsv_cell(value: Any) -> str:
    if isinstance(value, list):
        return str(len(cast(list[Any], value)))
    return "" if isinstance(value, dict) else str(value)


def _render_table(result: Any, projection: str | None, *, sort: bool) -> str:
    if projection:
        result = jmespath.search(projection, result, jmespath.Options(dict_cls=OrderedDict))
    rows = [_table_row(item, sort=sort and not projection) for item in _rows(result)]
    columns = list(dict.fromkeys(key for row in rows for key in row))
    if not columns:
        return "\n"
    lines = [columns, *([_table_cell(row.get(column)) for column in columns] for row in rows)]
    # tabulate, which az prints with, makes a column at least two characters wider than its heading.
    widths = [
        max(len(cell) for cell in [f"{column}  ", *cells]) for column, *cells in zip(*lines, strict=True)
    ]
    lines.insert(1, ["-" * width for width in widths])
    return "".join(_table_line(line, widths) for line in lines)


def _table_row(item: Any, *, sort: bool) -> dict[str, Any]:
    if isinstance(item, dict):
        fields = cast(dict[str, Any], item)
        keys = sorted(fields) if sort else list(fields)
        shown = [
            key
            for key in keys
            if key not in _NOT_IN_TABLES and not isinstance(fields[key], list | dict | None)
        ]
        return {key[:1].upper() + key[1:]: fields[key] for key in shown}
    if isinstance(item, list):
        return {f"Column{index + 1}": value for index, value in enumerate(cast(list[Any], item))}
    return {"Result": item}


def _table_cell(value: Any) -> str:
    return "" if value is None else str(value)


def _table_line(cells: list[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() + "\n"


def _coloured(text: str, style: str) -> str:
    from pygments import highlight
    from pygments.formatters import TerminalFormatter
    from pygments.lexers import JsonLexer, YamlLexer  # pyright: ignore[reportUnknownVariableType]

    lexer = cast(Any, JsonLexer if style == "jsonc" else YamlLexer)()
    return highlight(text, lexer, TerminalFormatter())


_RENDERERS: dict[str, Callable[[Any], str]] = {
    "json": _render_json,
    "jsonc": _render_json,
    "yaml": _render_yaml,
    "yamlc": _render_yaml,
    "tsv": _render_tsv,
    "none": lambda _: "",
}
