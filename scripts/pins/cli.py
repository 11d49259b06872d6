"""The command line: which pins move, and how far to prove the move."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pins.errors import PinError
from pins.pinning import Mention, Pin, current_version, mentions, move
from pins.proving import LOCK, PROOFS, Outcome, prove, summary


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="move-pins",
        usage="move-pins [--only-lock] PACKAGE VERSION [PACKAGE VERSION …]",
        description="Move pins wherever they stand, make the locks, run check, test and docs --build, and "
        "say what broke. Nothing is committed or put back: `git diff` shows it, `git restore` ends it.",
    )
    parser.add_argument("--only-lock", action="store_true", help="stop once the locks are made")
    parser.add_argument(
        "pins", nargs="+", metavar="PACKAGE VERSION", help="packages that pyproject.toml pins"
    )
    parser.add_argument("--root", type=Path, default=Path.cwd(), help=argparse.SUPPRESS)
    return parser.parse_args()


def pairs(words: Sequence[str]) -> list[Pin]:
    """Return the pins that the words of a command line name."""
    if len(words) % 2:
        raise PinError(f"{words[-1]!r} has no version; write PACKAGE VERSION for each")
    return [Pin(name, version) for name, version in zip(words[::2], words[1::2], strict=True)]


def moved(root: Path, pins: Sequence[Pin]) -> list[Mention]:
    """Move all pins and say where; return what still names an old version in words."""
    old = {pin.name: current_version(root, pin.name) for pin in pins}  # all are known before one is moved
    for pin in pins:
        files = ", ".join(path.as_posix() for path in move(root, pin))
        print(f"{pin.name} {old[pin.name]} → {pin.version}: {files or 'it has that version already'}")
    return [
        mention
        for pin in pins
        if old[pin.name] != pin.version
        for mention in mentions(root, pin.name, old[pin.name])
    ]


def begins(name: str) -> None:
    """Say on a terminal what runs now, since it takes minutes."""
    if sys.stderr.isatty():
        print(f"{name} …", file=sys.stderr)


def run() -> int:
    """Do what the command line asks for; 1 if something broke, 2 if a pin cannot be moved."""
    options = arguments()
    try:
        left = moved(options.root, pairs(options.pins))
    except PinError as error:
        print(error, file=sys.stderr)
        return 2
    outcomes = [*prove(options.root, [LOCK], begins)]
    if outcomes[0].code == 0 and not options.only_lock:
        outcomes += prove(options.root, PROOFS, begins)
    print(told(outcomes, left))
    return 1 if any(outcome.code for outcome in outcomes) else 0


def told(outcomes: Sequence[Outcome], left: Sequence[Mention]) -> str:
    """Return the summary, and the sentences that a person has to read again."""
    lines = [summary(outcomes)]
    if left:
        lines += ["still named in words, to be read again:", *(f"  {mention}" for mention in left)]
    return "\n".join(lines)


def main() -> None:
    """Run as a program."""
    sys.exit(run())
