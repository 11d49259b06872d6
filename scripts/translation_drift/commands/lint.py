"""`i18n lint`."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from translation_drift.arguments import add_selection, selection
from translation_drift.command import command
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    add_selection(parser)
    parser.add_argument("--list", action="store_true", help="explain the rules instead of running them")
    parser.add_argument("--rule", action="append", default=[], help="only this rule; may be repeated")


@command("lint", 50, _add_arguments)
def lint(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Looks for defects of translation in the pages."""
    from translation_drift.linting import lint_project
    from translation_drift.reports.findings import FindingsReport
    from translation_drift.reports.rules import RulesReport

    if arguments.list:
        return RulesReport()
    return FindingsReport(
        lint_project(project, selection(project, arguments), tuple(arguments.rule), progress)
    )
