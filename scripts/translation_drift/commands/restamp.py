"""`i18n restamp`."""

from argparse import Namespace
from typing import TYPE_CHECKING

from translation_drift.arguments import add_selection, selection
from translation_drift.command import command
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


@command("restamp", 90, add_selection)
def restamp(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Writes locks again as this version writes them, after a change of the rules; no state changes."""
    from translation_drift.reports.restamp import RestampReport
    from translation_drift.restamp import Restamped
    from translation_drift.restamp import restamp as restamp_lock

    chosen = selection(project, arguments)
    source = set(project.pages(project.source))
    work = [
        (language, page)
        for language in chosen.translations(project)
        for page in chosen.names(project.locks(language))
        if page in source and project.page_path(language, page).is_file()
    ]
    locks: list[Restamped] = []
    for language, page in work:
        locks.append(restamp_lock(project, language, page))
        progress(len(locks), len(work))
    return RestampReport(locks)
