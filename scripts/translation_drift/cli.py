"""Keeps translations in step with their source.

Exit codes: 0 nothing to do, 1 findings, 2 wrong usage or configuration, 3 a fault of the tool.
"""

import os
import sys
import traceback
from argparse import Action, ArgumentParser, Namespace
from collections.abc import Sequence

from translation_drift.arguments import add_common
from translation_drift.command import all_commands
from translation_drift.errors import DriftError
from translation_drift.progress import TerminalProgress
from translation_drift.project import load_project

CLEAN, FINDINGS, USAGE, INTERNAL = range(4)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and ends the process with its exit code."""
    sys.exit(_run(parser().parse_args(arguments)))


def parser() -> ArgumentParser:
    """Everything that can be said on the command line."""
    top = ArgumentParser(prog="i18n", description=__doc__)
    top.add_argument("--version", action=_ShowVersion, nargs=0, help="say which version this is")
    subparsers = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for each in all_commands().values():
        subparser = subparsers.add_parser(each.name, help=each.summary, description=each.summary)
        add_common(subparser)
        each.add_arguments(subparser)
    return top


class _ShowVersion(Action):
    """Looks the version up when it is asked for: that takes longer than everything else at the start."""

    def __call__(self, parser: ArgumentParser, *_: object) -> None:
        from translation_drift.version import tool_version

        print(f"i18n {tool_version()}")
        parser.exit(CLEAN)


def _run(arguments: Namespace) -> int:
    progress = TerminalProgress()
    try:
        project = load_project(arguments.project)
        report = all_commands()[arguments.command].run(project, arguments, progress)
        progress.clear()
        from translation_drift.reports import show

        show(report, arguments.format, sys.stdout)
        sys.stdout.flush()
    except DriftError as error:
        progress.clear()
        print(f"i18n: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except Exception:
        traceback.print_exc()
        print("i18n: this is a fault of the tool, not of the pages; please report it", file=sys.stderr)
        return INTERNAL
    return CLEAN if report.clean else FINDINGS
