"""`i18n cost`."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from translation_drift.arguments import add_languages, known_pages, selection
from translation_drift.command import command
from translation_drift.errors import ConfigurationError
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    add_languages(parser)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="source pages (default: all)")
    parser.add_argument(
        "--since", default="", metavar="REV", help="price of the edits since a git revision, not of all drift"
    )


@command("cost", 25, _add_arguments)
def cost(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Says how many words an edit of the source makes translators write, block by block."""
    from translation_drift.cost import cost_against_locks, cost_since
    from translation_drift.reports.cost import CostReport

    there = project.pages(project.source)
    pages = known_pages(project, arguments.pages) or there
    if gone := [page for page in pages if page not in there]:
        raise ConfigurationError(
            f"there is no source page {', '.join(gone)}; name a page of {project.source}"
        )
    languages = selection(project, arguments).translations(project)
    if arguments.since:
        return CostReport(cost_since(project, languages, pages, arguments.since, progress))
    return CostReport(cost_against_locks(project, languages, pages, progress))
