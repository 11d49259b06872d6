"""Puts the stand-in `az` into the state folder, for the front of PATH."""

from __future__ import annotations

import fcntl
import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path


def az_path(state: Path) -> Path:
    """Write `az` into a folder inside the state folder; returns that folder, to be first on PATH."""
    folder = state.resolve() / "bin"
    folder.mkdir(parents=True, exist_ok=True)
    client = Path(__file__).with_name("client.py")
    words = [sys.executable, "-I", "-S", str(client), str(state.resolve())]
    _write_executable(folder / "az", f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
    return folder


def _write_executable(path: Path, text: str) -> None:
    if path.exists() and path.read_text("utf-8") == text:
        return
    draft = path.with_suffix(".new")
    draft.write_text(text, "utf-8")
    draft.chmod(0o755)
    draft.replace(path)


def stop_az(state: Path) -> None:
    """End the resident process of `az`, if there is one; calls that are under way go on."""
    lock = state / "az" / "lock"
    if lock.exists() and not _is_free(lock):
        os.kill(int(lock.read_text("utf-8")), signal.SIGTERM)


def _is_free(lock: Path) -> bool:
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def prepare_az(state: Path) -> None:
    """Start the resident process of `az` in the background, so that the first call need not wait for it."""
    folder = state.resolve() / "az"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "worker.log").open("ab") as log:
        subprocess.Popen(
            [sys.executable, "-m", "local_workspace.az.worker", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
