"""`i18n merge-driver`, which git runs: gitattributes(5), "Defining a custom merge driver"."""

import subprocess
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from translation_drift.command import command
from translation_drift.errors import LockError
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.lock import Lock
    from translation_drift.reports import Report


def _add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("base", type=Path, help="%%O: the lock that both sides began with")
    parser.add_argument("ours", type=Path, help="%%A: our lock, which becomes the merged one")
    parser.add_argument("theirs", type=Path, help="%%B: their lock")
    parser.add_argument("path", help="%%P: where the lock stands, for messages")


@command("merge-driver", 200, _add_arguments)
def merge_driver(_: Project, arguments: Namespace, progress: Progress) -> "Report":
    """Merges two versions of a lock block by block; git runs this after `i18n install-merge-driver`."""
    from translation_drift.lock_merge import merge_locks
    from translation_drift.reports.merge import MergeReport

    try:
        base, ours, theirs = map(_lock, (arguments.base, arguments.ours, arguments.theirs))
        if ours is None or theirs is None:
            raise LockError("empty lock", arguments.path)
        merged = merge_locks(base, ours, theirs)
    except LockError:
        return MergeReport(arguments.path, _merged_as_text(arguments))
    arguments.ours.write_text(merged.text(), encoding="utf-8", newline="\n")
    progress(1, 1)
    sides = [each.ours or each.theirs for each in merged.conflicts]
    return MergeReport(arguments.path, [entry.block for entry in sides if entry])


def _lock(path: Path) -> "Lock | None":
    """A lock; None for the empty file that git passes where a side has none."""
    from translation_drift.lock import parse_lock

    text = path.read_text(encoding="utf-8", errors="replace")
    return parse_lock(text, path) if text else None


def _merged_as_text(arguments: Namespace) -> list[str]:
    """Merges lines as git would have done without this tool: for what this tool cannot read as a lock."""
    files = [arguments.ours, arguments.base, arguments.theirs]
    labels = [part for label in ("ours", "base", "theirs") for part in ("-L", label)]
    answer = subprocess.run(["git", "merge-file", *labels, *map(str, files)], check=False)
    return [] if answer.returncode == 0 else ["text"]
