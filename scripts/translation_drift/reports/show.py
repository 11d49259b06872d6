"""Writes a report in the format that was asked for."""

import json
from collections.abc import Callable
from typing import Any, TextIO

from translation_drift.reports.report import Report


def show(report: Report, form: str, out: TextIO) -> None:
    """Writes a report to a stream in one of the `FORMATS`."""
    FORMATS[form](report, out)


def _table(report: Report, out: TextIO) -> None:
    from rich.console import Console

    report.write(Console(file=out, width=None if out.isatty() else 160, highlight=False))


def _json(report: Report, out: TextIO) -> None:
    _dump({"schema": {"name": report.name, "version": report.version}, **report.data()}, out)


def _github(report: Report, out: TextIO) -> None:
    from translation_drift.reports.github import annotations

    for line in annotations(report):
        out.write(f"{line}\n")


def _sarif(report: Report, out: TextIO) -> None:
    from translation_drift.reports.sarif import sarif_log

    _dump(sarif_log(report), out)


def _markdown(report: Report, out: TextIO) -> None:
    from translation_drift.reports.markdown import markdown_summary

    out.write(markdown_summary(report))


def _dump(content: dict[str, Any], out: TextIO) -> None:
    out.write(f"{json.dumps(content, ensure_ascii=False, indent=2)}\n")


FORMATS: dict[str, Callable[[Report, TextIO], None]] = {
    "table": _table,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "markdown": _markdown,
}
