"""Asks git about the clone that a project stands in; every answer may be lacking."""

import shutil
import subprocess
from pathlib import Path


def has_git() -> bool:
    """Whether there is a git to ask."""
    return shutil.which("git") is not None


def git(root: Path, *arguments: str) -> str | None:
    """What git prints about a folder, or None when it fails or is not there."""
    if not has_git():
        return None
    answer = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    return answer.stdout.decode("utf-8", "surrogateescape") if answer.returncode == 0 else None


def last_author(root: Path, path: str) -> str:
    """Who changed a file last, as far as this clone knows; empty where it does not."""
    return (git(root, "log", "-1", "--format=%an", "--", path) or "").strip()


def folder_in_clone(root: Path) -> str:
    """The folder as patches name it: empty at the top of the clone, else with a slash at the end."""
    return (git(root, "rev-parse", "--show-prefix") or "").strip("\n")
