"""`i18n doctor`."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from translation_drift.command import command
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _no_arguments(parser: ArgumentParser) -> None:
    """The whole project is looked at."""


@command("doctor", 80, _no_arguments)
def doctor(project: Project, _arguments: Namespace, _progress: Progress) -> "Report":
    """Looks whether configuration, pages, glossaries, locks, history, cache and packages are sound."""
    from translation_drift.diagnosis import diagnose
    from translation_drift.reports.diagnosis import DiagnosisReport

    return DiagnosisReport(list(diagnose(project)))
