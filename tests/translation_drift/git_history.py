"""Gives a test's project a history of its own, whatever git is told to do elsewhere."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def commit(root: Path, day: str = "2026-11-21") -> None:
    """Commits all pages, samples and locks."""
    if not (root / ".git").exists():
        _git(root, day, "init", "-q")
    _git(root, day, "add", "--", "docs", "samples", "i18n")
    _git(root, day, "commit", "-q", "-m", "pages")


def _git(root: Path, day: str, *arguments: str) -> None:
    moment = f"{day}T12:00:00+00:00"
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_DATE": moment,
        "GIT_COMMITTER_DATE": moment,
    }
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *identity, *arguments], cwd=root, env=environment, check=True)
