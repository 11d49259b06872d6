"""`i18n check`."""

from argparse import Namespace
from typing import TYPE_CHECKING

from translation_drift.arguments import add_selection, selection
from translation_drift.command import command
from translation_drift.project import Project
from translation_drift.status import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


@command("check", 40, add_selection)
def check(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Fails when a lock does not fit its page, or a page has a defect; a block that is behind warns."""
    from translation_drift.checking import check_project
    from translation_drift.reports.findings import FindingsReport

    return FindingsReport(check_project(project, selection(project, arguments), progress))
