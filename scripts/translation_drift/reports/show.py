"""Writes a report in the format that was asked for."""

import json
from collections.abc import Callable
from typing import TextIO, cast

from translation_drift.reports.report import Report


def show(report: Report, form: str, out: TextIO) -> None:
    """Writes a report to a stream in one of the `FORMATS`."""
    FORMATS[form](report, out)


def _table(report: Report, out: TextIO) -> None:
    from rich.console import Console

    report.write(Console(file=out, width=None if out.isatty() else 160, highlight=False))


def _json(report: Report, out: TextIO) -> None:
    """Each entry of a list on a line of its own: to indent all takes as long as to find what is unchanged."""
    content = {"schema": {"name": report.name, "version": report.version}, **report.data()}
    members = (f"{json.dumps(name)}: {_entries(value)}" for name, value in content.items())
    out.write("{\n" + ",\n".join(members) + "\n}\n")


def _entries(value: object) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value, ensure_ascii=False)
    entries = (json.dumps(entry, ensure_ascii=False) for entry in cast("list[object]", value))
    return "[\n" + ",\n".join(entries) + "\n]"


def _github(report: Report, out: TextIO) -> None:
    from translation_drift.reports.github import annotations

    for line in annotations(report):
        out.write(f"{line}\n")


def _sarif(report: Report, out: TextIO) -> None:
    from translation_drift.reports.sarif import sarif_log

    out.write(f"{json.dumps(sarif_log(report), ensure_ascii=False, indent=2)}\n")


def _markdown(report: Report, out: TextIO) -> None:
    from translation_drift.reports.markdown import markdown_summary

    out.write(markdown_summary(report))


FORMATS: dict[str, Callable[[Report, TextIO], None]] = {
    "table": _table,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "markdown": _markdown,
}
