"""Keeps translations in step with their source.

Exit codes: 0 nothing to do, 1 findings, 2 wrong usage or configuration, 3 a fault of the tool.
"""

import os
import sys
import traceback
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from translation_drift import commands
from translation_drift.errors import DriftError
from translation_drift.progress import TerminalProgress
from translation_drift.project import load_project

CLEAN, FINDINGS, USAGE, INTERNAL = range(4)

COMMANDS = {
    "status": commands.status,
    "diff": commands.diff,
    "accept": commands.accept,
    "check": commands.check,
    "lint": commands.lint,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one command and ends the process with its exit code."""
    sys.exit(_run(parser().parse_args(arguments)))


def parser() -> ArgumentParser:
    """Everything that can be said on the command line."""
    top = ArgumentParser(prog="i18n", description=__doc__)
    subparsers = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    parsers = {
        name: subparsers.add_parser(name, help=command.__doc__, description=command.__doc__)
        for name, command in COMMANDS.items()
    }
    for subparser in parsers.values():
        _add_common(subparser)
    for name in ("status", "check", "lint"):
        parsers[name].add_argument(
            "--page", action="append", default=[], help="only this page; may be repeated"
        )
    _add_lint(parsers["lint"])
    parsers["diff"].add_argument("pages", nargs="+", metavar="PAGE", help="name of a page, such as first-job")
    _add_accept(parsers["accept"])
    return top


def _add_common(subparser: ArgumentParser) -> None:
    subparser.add_argument(
        "--lang", action="append", default=[], help="only these languages; may be repeated"
    )
    subparser.add_argument("--format", choices=("table", "json", "github"), default="table")
    subparser.add_argument(
        "--project", type=Path, default=Path(), help="folder of the project (default: here)"
    )


def _add_lint(subparser: ArgumentParser) -> None:
    subparser.add_argument("--list", action="store_true", help="explain the rules instead of running them")
    subparser.add_argument("--rule", action="append", default=[], help="only this rule; may be repeated")


def _add_accept(subparser: ArgumentParser) -> None:
    subparser.add_argument(
        "parts",
        nargs="+",
        metavar="PAGE[#BLOCK]",
        help="a page, or of a page a block (id from `diff`), a section (id of its heading) or a line (L42)",
    )
    subparser.add_argument(
        "--review", choices=("draft", "translated", "reviewed"), help="state to write down"
    )
    subparser.add_argument("--by", default="", metavar="NAME", help="who accepts (default: git's user.name)")
    subparser.add_argument(
        "--unchanged",
        default="",
        metavar="WHY",
        help="why a translation stays as it is although its source changed",
    )


def _run(arguments: Namespace) -> int:
    progress = TerminalProgress()
    try:
        project = load_project(arguments.project)
        report = COMMANDS[arguments.command](project, arguments, progress)
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
