"""Git repositories for tests, independent of who runs them and of how that person has set up git."""

import os
import subprocess
from pathlib import Path

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ola Web",
    "GIT_AUTHOR_EMAIL": "ola@example.com",
    "GIT_COMMITTER_NAME": "Ola Web",
    "GIT_COMMITTER_EMAIL": "ola@example.com",
}


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """What git prints."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, env=ENVIRONMENT, check=check, capture_output=True, text=True).stdout


def commit_all(folder: Path, message: str = "pages") -> None:
    """Commits everything in a folder, which becomes a repository with the branch `main` if it is none."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q", "-b", "main")
        (folder / ".git" / "info" / "exclude").write_text("build/\n", encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
