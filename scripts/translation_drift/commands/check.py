"""`i18n check`."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from translation_drift.arguments import add_selection, selection, today
from translation_drift.command import command
from translation_drift.errors import ConfigurationError, DriftError
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    add_selection(parser)
    strictness = parser.add_mutually_exclusive_group()
    strictness.add_argument(
        "--touched", action="store_true", help="only pages that this branch touches fail; others warn"
    )
    strictness.add_argument("--all", action="store_true", help="blocks and pages that are behind fail, too")
    parser.add_argument(
        "--base", metavar="REV", help="what the branch will be merged into (default: origin's main branch)"
    )
    parser.add_argument("--report-only", action="store_true", help="show everything and succeed")
    parser.add_argument(
        "--lock-patch",
        type=Path,
        metavar="FILE",
        help="write the patch of the locks that accepts edits of blocks whose source is the same",
    )
    parser.add_argument(
        "--by", default="", metavar="NAME", help="whom the patch names (default: who changed the page last)"
    )


@command("check", 40, _add_arguments)
def check(project: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Fails when a lock does not fit its page, or a page has a defect; a block that is behind warns."""
    from translation_drift.checking import check_project
    from translation_drift.gate import Contributor, everything, lock_patches, touched_only
    from translation_drift.reports.findings import FindingsReport
    from translation_drift.touched import Touched, touched_paths

    if arguments.base and not arguments.touched:
        raise ConfigurationError("--base says what --touched compares with; add --touched")
    chosen = selection(project, arguments)
    touched = touched_paths(project, arguments.base) if arguments.touched else Touched()
    report = check_project(project, chosen, progress)
    patches = lock_patches(project, chosen, report.findings, Contributor(arguments.by, today()))
    if arguments.touched:
        report.findings = touched_only(project, report.findings, touched, patches)
    elif arguments.all:
        report.findings = everything(report.findings)
    patch = "".join(each.text for each in patches)
    if arguments.lock_patch:
        _write(arguments.lock_patch, patch)
    return FindingsReport(report, touched.notes, patch, report_only=arguments.report_only)


def _write(path: Path, patch: str) -> None:
    try:
        path.write_text(patch, encoding="utf-8", newline="\n")
    except OSError as error:
        raise DriftError(f"the patch cannot be written: {error.strerror}", path) from error
