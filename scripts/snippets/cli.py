"""The command `python -m snippets`: lints pages and samples without running them."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from snippets.errors import SnippetsError
from snippets.lints import lint
from snippets.settings import read_settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; exit code 0: nothing found, 1: findings, 2: unusable settings."""
    parser = argparse.ArgumentParser(prog="python -m snippets", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    linting = commands.add_parser(
        "lint", help="print what is wrong with pages and samples, as path:line: message"
    )
    linting.add_argument("--root", type=Path, default=Path.cwd(), help="the project (default: this folder)")
    options = parser.parse_args(arguments)
    try:
        findings = lint(read_settings(options.root.resolve()))
    except SnippetsError as error:
        print(f"snippets: {error}", file=sys.stderr)
        return 2
    for finding in findings:
        print(finding)
    return 1 if findings else 0
