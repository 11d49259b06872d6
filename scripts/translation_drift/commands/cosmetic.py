"""`i18n cosmetic`."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from translation_drift.arguments import add_languages, git_user, known_pages, selection, today
from translation_drift.command import command
from translation_drift.errors import ConfigurationError
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    add_languages(parser)
    parser.add_argument(
        "part",
        metavar="PAGE[#BLOCK]",
        help="a source page, or a block (id from `status`), section (id of its heading) or line (L42) of it",
    )
    parser.add_argument("--why", required=True, metavar="WHY", help="why no translation has to follow")
    parser.add_argument("--by", default="", metavar="NAME", help="who says so (default: git's user.name)")
    parser.add_argument(
        "--since",
        default="",
        metavar="REV",
        help="git revision before the edit (default: the page as committed last, or before its last commit)",
    )


@command("cosmetic", 35, _add_arguments)
def cosmetic(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Says once for all languages that an edit of a source page changes nothing that is translated."""
    from translation_drift.acceptance import Part, Signature
    from translation_drift.cosmetic import CosmeticEdit, mark_cosmetic
    from translation_drift.reports.acceptance import AcceptanceReport
    from translation_drift.revisions import text_at, text_before_edit

    page, _, block = arguments.part.partition("#")
    known_pages(project, [page])
    if not arguments.why.strip():
        raise ConfigurationError("--why is empty: say in a few words why no translation has to follow")
    if not project.page_path(project.source, page).is_file():
        raise ConfigurationError(f"there is no source page {page}; its author marks an edit of that page")
    signature = Signature(arguments.by.strip() or git_user(project), today(), unchanged=arguments.why.strip())
    before = text_at(project, arguments.since, page) if arguments.since else text_before_edit(project, page)
    if before is None:
        raise ConfigurationError(f"{page} was not there at {arguments.since}: name a later revision")
    edit = CosmeticEdit(Part(page, (block,) if block else ()), before, signature)
    accepted = mark_cosmetic(project, selection(project, arguments).translations(project), edit)
    progress(len(accepted), len(accepted))
    return AcceptanceReport(accepted)
