"""`i18n import`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from translation_drift.arguments import git_user, today
from translation_drift.command import command
from translation_drift.errors import ConfigurationError
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a .po, .xlf or .xliff file")
    parser.add_argument("--by", default="", metavar="NAME", help="who translated (default: git's user.name)")
    parser.add_argument(
        "--review", choices=("draft", "translated", "reviewed"), help="state, instead of what the files say"
    )


@command("import", 80, _add_arguments)
def import_files(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Takes over what was changed in exported files, block by block, and accepts what is said to be done."""
    from translation_drift.acceptance import Signature
    from translation_drift.exchange.files import read_units
    from translation_drift.exchange.importing import import_units
    from translation_drift.lock import Review
    from translation_drift.reports.exchange import ImportReport

    review = Review(arguments.review) if arguments.review else None
    if review is Review.REVIEWED and not arguments.by:
        raise ConfigurationError("a review needs the reviewer: add --by NAME")
    files: list[Path] = arguments.files
    returned = [unit for path in files for unit in read_units(path, project.relative(path.resolve()))]
    names = ", ".join(path.name for path in files)
    signature = Signature(arguments.by or git_user(project), today(), review, f"confirmed in {names}")
    return ImportReport(import_units(project, returned, signature, progress))
