"""`i18n diff`."""

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
    parser.add_argument("pages", nargs="+", metavar="PAGE", help="name of a page, such as first-job")


@command("diff", 20, _add_arguments)
def diff(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Shows what has to be done on a page: source then and now, word by word, and the present translation."""
    from functools import cache, partial

    from translation_drift.bitext import load_bitext, load_page
    from translation_drift.differences import page_differences
    from translation_drift.memory import load_memory
    from translation_drift.reports.differences import DifferencesReport
    from translation_drift.units import Samples

    samples = Samples(project.samples)
    memory = cache(partial(load_memory, project))
    found = [
        page_differences(
            load_bitext(project, language, page, load_page(project, project.source, page, samples), samples),
            samples,
            memory,
        )
        for page in known_pages(project, arguments.pages)
        for language in selection(project, arguments).translations(project)
        if project.page_path(language, page).is_file()
    ]
    progress(len(found), len(found))
    return DifferencesReport(found)
