"""Puts the stand-in `az` into the state folder, for the front of PATH."""

from __future__ import annotations

import shlex
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
