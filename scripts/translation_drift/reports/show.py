"""Writes a report in the format that was asked for."""

import json
from collections.abc import Callable
from typing import TextIO

from translation_drift.findings import Finding
from translation_drift.reports.report import Report


def show(report: Report, form: str, out: TextIO) -> None:
    """Writes a report to a stream as `table`, `json` or `github`."""
    FORMATS[form](report, out)


def _table(report: Report, out: TextIO) -> None:
    from rich.console import Console

    report.write(Console(file=out, width=None if out.isatty() else 160, highlight=False))


def _json(report: Report, out: TextIO) -> None:
    content = {"schema": {"name": report.name, "version": report.version}, **report.data()}
    json.dump(content, out, ensure_ascii=False, indent=2)
    out.write("\n")


def _github(report: Report, out: TextIO) -> None:
    for finding in report.annotations():
        out.write(_annotation(finding) + "\n")


def _annotation(finding: Finding) -> str:
    place = f"file={_property(finding.path)},line={finding.line},title={_property(finding.code)}"
    return f"::{finding.severity} {place}::{_escaped(finding.message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Report, TextIO], None]] = {"table": _table, "json": _json, "github": _github}
