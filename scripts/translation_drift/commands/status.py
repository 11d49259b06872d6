"""`i18n status`."""

from argparse import Namespace
from typing import TYPE_CHECKING

from translation_drift.arguments import add_selection, selection
from translation_drift.command import command
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


@command("status", 10, add_selection)
def status(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Says of every page whether it is behind its source, and which blocks are."""
    from translation_drift.reports.status import StatusReport
    from translation_drift.sample_comments import comment_states
    from translation_drift.status import project_status

    pages = project_status(project, selection(project, arguments), progress)
    return StatusReport(project, pages, comment_states(project, pages))
