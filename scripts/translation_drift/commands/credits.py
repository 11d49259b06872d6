"""`i18n credits`."""

from argparse import Namespace
from typing import TYPE_CHECKING

from translation_drift.arguments import add_selection, selection
from translation_drift.command import command
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


@command("credits", 60, add_selection)
def people(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Says who translated and who reviewed each page, as the locks have kept it."""
    from translation_drift.credits import project_credits
    from translation_drift.reports.credits import CreditsReport

    found = project_credits(project, selection(project, arguments))
    progress(len(found), len(found))
    return CreditsReport(found)
