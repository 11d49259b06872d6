"""Carries out one `az` call from its words to its exit code."""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from local_workspace.az import handlers, help_text, output
from local_workspace.az.command_line import CommandLine, HelpRequest, read_command_line
from local_workspace.az.documents import plain
from local_workspace.az.errors import AzError
from local_workspace.az.failures import describe
from local_workspace.az.handlers.configuration import describe_version
from local_workspace.az.registry import HANDLERS
from local_workspace.az.session import Session
from local_workspace.az.settings import Settings

__all__ = ["handlers", "run"]

_COLOUR = re.compile("\x1b\\[[0-9;]*m")
_LEVELS = {-1: logging.ERROR, 0: logging.WARNING, 1: logging.INFO}


def run(words: Sequence[str], state: Path) -> int:
    """Do what the words say, print the outcome, and return the exit code."""
    try:
        _run(words, Settings(Path(os.environ.get("AZURE_CONFIG_DIR") or state / "azure")))
    except (Exception, KeyboardInterrupt) as error:
        logging.getLogger(__name__).debug("the command failed", exc_info=error)
        sys.stdout.flush()
        message, code = describe(error, from_file=bool({"-f", "--file"} & set(words)))
        # The SDK colours its explanations; az takes the colours out where nobody sees them (colorama does).
        print(f"ERROR: {message if sys.stderr.isatty() else _COLOUR.sub('', message)}", file=sys.stderr)
        return code
    return 0


def _run(words: Sequence[str], settings: Settings) -> None:
    if list(words) in (["--version"], ["-v"]):
        print(describe_version(), end="")
        return
    line = read_command_line(words, settings.default)
    if isinstance(line, HelpRequest):
        print(help_text.describe(line.name), end="")
        return
    _set_up_logging(line.verbosity)
    if line.command.confirm and not line.arguments["yes"]:
        _confirm()
    result = HANDLERS[line.command.name](Session(line.command.name, line.arguments, settings))
    _print(line, result)


def _print(line: CommandLine, result: object) -> None:
    colour, result = sys.stdout.isatty(), plain(result)
    print(
        output.render(result, line.output, query=line.query, table=line.command.table, colour=colour), end=""
    )


def _set_up_logging(verbosity: int) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logging.basicConfig(level=_LEVELS.get(verbosity, logging.DEBUG), handlers=[handler], force=True)
    if verbosity < 1:
        # These report retries and refused credentials as warnings, which az leaves out.
        for name in ("azure.core", "azure.identity", "msal", "urllib3", "mlflow"):
            logging.getLogger(name).setLevel(logging.ERROR)


def _confirm() -> None:
    if not sys.stdin.isatty():
        print("WARNING: Unable to prompt for confirmation as no tty available. Use --yes.", file=sys.stderr)
        raise AzError("Operation cancelled.")
    print("Are you sure you want to perform this operation? (y/n): ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise AzError("Operation cancelled.")
