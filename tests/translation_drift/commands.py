"""Runs `i18n` in the process of the test, and tells how it ended and what it said."""

import pytest
from translation_drift import cli
from translation_drift.project import Project

CLEAN, FINDINGS, USAGE, INTERNAL = range(4)


def run(project: Project, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit code, the output and the error output of a command."""
    with pytest.raises(SystemExit) as stop:
        cli.main([*arguments, "--project", str(project.root)])
    captured = capsys.readouterr()
    code = stop.value.code
    assert isinstance(code, int)
    return code, captured.out, captured.err
