"""`i18n accept`."""

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
        "parts",
        nargs="+",
        metavar="PAGE[#BLOCK]",
        help="a page, or of a page a block (id from `diff`), a section (id of its heading) or a line (L42)",
    )
    parser.add_argument("--review", choices=("draft", "translated", "reviewed"), help="state to write down")
    parser.add_argument("--by", default="", metavar="NAME", help="who accepts (default: git's user.name)")
    parser.add_argument(
        "--unchanged",
        default="",
        metavar="WHY",
        help="why a translation stays as it is although its source changed",
    )


@command("accept", 30, _add_arguments)
def accept(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Writes down that translations say what their source says; refuses when a lint finds something."""
    from translation_drift.acceptance import Acceptance, Part, Signature
    from translation_drift.acceptance import accept as accept_part
    from translation_drift.lock import Review
    from translation_drift.reports.acceptance import AcceptanceReport

    review = Review(arguments.review) if arguments.review else None
    if review is Review.REVIEWED and not arguments.by:
        raise ConfigurationError("a review needs the reviewer: add --by NAME")
    signature = Signature(arguments.by or git_user(project), today(), review, arguments.unchanged.strip())
    parts: dict[str, list[str]] = {}
    for name in arguments.parts:
        page, _, block = name.partition("#")
        parts.setdefault(page, []).extend([block] if block else [])
    known_pages(project, parts)
    work = [
        (language, Part(page, tuple(blocks)))
        for page, blocks in parts.items()
        for language in selection(project, arguments).translations(project)
    ]
    accepted: list[Acceptance] = []
    for language, part in work:
        accepted.append(accept_part(project, language, part, signature))
        progress(len(accepted), len(work))
    return AcceptanceReport(accepted)
