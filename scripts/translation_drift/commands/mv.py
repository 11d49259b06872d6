"""`i18n mv`."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from translation_drift.command import command
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", help="name of a page, such as first-job")
    parser.add_argument("new", metavar="NEW", help="its new name, such as jobs/first")


@command("mv", 60, _add_arguments)
def mv(project: Project, arguments: Namespace, _progress: Progress) -> "Report":
    """Renames a page in all languages, with its locks and the links to it; what was accepted stays so."""
    from translation_drift.renaming import rename_page
    from translation_drift.reports.renaming import RenamingReport

    return RenamingReport(rename_page(project, arguments.old, arguments.new))
