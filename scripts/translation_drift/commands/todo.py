"""`i18n todo`."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from typing import TYPE_CHECKING

from translation_drift.arguments import add_selection, selection
from translation_drift.command import command
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError(f"{text!r} is no number of blocks; take 1 or more")
    return int(text)


def _add_arguments(parser: ArgumentParser) -> None:
    add_selection(parser)
    parser.add_argument("--limit", type=_positive, metavar="N", help="only the first N (default: all)")


@command("todo", 15, _add_arguments)
def todo(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Lists the blocks that need somebody, the most urgent first, each with the command that helps."""
    from translation_drift.reports.worklist import WorklistReport
    from translation_drift.worklist import worklist

    return WorklistReport(worklist(project, selection(project, arguments), progress), arguments.limit)
