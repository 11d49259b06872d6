"""Runs `i18n check` on a project of git, and reads its report."""

import json
from pathlib import Path
from typing import Any

import pytest
from translation_drift import cli

CLEAN, FINDINGS, USAGE = range(3)
DEFECT = ("liczy jego wiersze.", "liczy je w trybie serwerless.")
TYPO = ("liczy jego wiersze.", "zlicza jego wiersze.")


def run(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        cli.main([*arguments, "--project", str(root)])
    captured = capsys.readouterr()
    assert isinstance(stop.value.code, int)
    return stop.value.code, captured.out, captured.err


def check(root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code, out, err = run(root, capsys, "check", "--format", "json", *arguments)
    assert out, err
    return code, json.loads(out)


def severities(report: dict[str, Any]) -> dict[tuple[str, str], str]:
    return {(finding["path"], finding["code"]): finding["severity"] for finding in report["findings"]}
