"""`i18n fix`."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from translation_drift.arguments import add_languages, known_pages, selection
from translation_drift.command import command
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    add_languages(parser)
    parser.add_argument("pages", nargs="*", metavar="PAGE", help="name of a page (default: all)")
    parser.add_argument("--check", action="store_true", help="only say what would be repaired")


@command("fix", 35, _add_arguments)
def fix(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Repairs code, links, ids, images, list markers and tab labels in translations, and no words."""
    from translation_drift.repairing import RepairedPage, repair_page
    from translation_drift.reports.repairs import RepairsReport

    pages = known_pages(project, arguments.pages) or project.pages(project.source)
    work = [
        (language, page)
        for page in pages
        for language in selection(project, arguments).translations(project)
        if project.page_path(language, page).is_file() and project.page_path(project.source, page).is_file()
    ]
    repaired: list[RepairedPage] = []
    for language, page in work:
        repaired.append(repair_page(project, language, page, write=not arguments.check))
        progress(len(repaired), len(work))
    return RepairsReport(repaired, written=not arguments.check)
