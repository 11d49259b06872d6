"""`i18n explain`."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from translation_drift.command import command
from translation_drift.errors import ConfigurationError
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "codes", nargs="+", metavar="CODE", help="a lint, a finding or a state, such as stale"
    )


@command("explain", 70, _add_arguments)
def explain(_project: Project, arguments: Namespace, _progress: Progress) -> "Report":
    """Explains a lint, a finding or a state: what it means, and what to do."""
    from translation_drift.codes import explanations
    from translation_drift.reports.explanations import ExplanationsReport

    known = explanations()
    unknown = [code for code in arguments.codes if code not in known]
    if unknown:
        raise ConfigurationError(f"no code {', '.join(unknown)}; there are {', '.join(known)}")
    return ExplanationsReport([each for code in arguments.codes for each in known[code]])
