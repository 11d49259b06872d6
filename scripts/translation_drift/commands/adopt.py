"""`i18n adopt`."""

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
    parser.add_argument(
        "--from",
        dest="tool",
        choices=("co-op", "none"),
        default="co-op",
        help="who translated: Co-op Translator, or a tool that left no record",
    )
    parser.add_argument(
        "--strip-headers", action="store_true", help="take the header of Co-op Translator out of the pages"
    )


@command("adopt", 90, _add_arguments)
def adopt(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Takes over the translations of another tool: writes the locks that its records allow, and no more."""
    from translation_drift.adoption import adopt as adopt_pages
    from translation_drift.reports.adoption import AdoptionReport

    chosen = selection(project, arguments)
    selected = [
        (language, page)
        for page in chosen.names(project.pages(project.source))
        for language in chosen.translations(project)
    ]
    from_coop = arguments.tool == "co-op"
    strip: bool = arguments.strip_headers
    return AdoptionReport(
        adopt_pages(project, selected, from_coop=from_coop, strip_headers=strip, progress=progress)
    )
