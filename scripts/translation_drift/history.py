"""Finds old contents of files in git by their MD5: two calls of git for a whole tree, not one a page."""

import hashlib
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path


def contents_by_md5(root: Path, paths: Sequence[str]) -> dict[str, bytes]:
    """Every content that a file below these paths has had in any commit; with either kind of line ends.

    A tool that hashes raw bytes has hashed those of its checkout: on Windows, git writes CR LF.
    """
    if shutil.which("git") is None:
        return {}
    found: dict[str, bytes] = {}
    for content in _contents(root, _blobs(root, paths)):
        unix = content.replace(b"\r\n", b"\n")
        for each in (unix.replace(b"\n", b"\r\n"), unix, content):
            found[hashlib.md5(each, usedforsecurity=False).hexdigest()] = content
    return found


def _blobs(root: Path, paths: Sequence[str]) -> list[str]:
    command = ["git", "-C", str(root), "rev-list", "--all", "--full-history", "--objects", "--", *paths]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (line.partition(" ") for line in answer.stdout.splitlines())
    return [blob for blob, _, path in lines if path.endswith(".md")]


def _contents(root: Path, blobs: Iterable[str]) -> Iterator[bytes]:
    command = ["git", "-C", str(root), "cat-file", "--batch"]
    wanted = "".join(f"{blob}\n" for blob in blobs).encode()
    answer = subprocess.run(command, input=wanted, capture_output=True, check=False).stdout
    position = 0
    while position < len(answer):
        end = answer.index(b"\n", position)
        _, kind, *size = answer[position:end].split(b" ")
        length = int(size[0]) if size else 0
        if kind == b"blob":
            yield answer[end + 1 : end + 1 + length]
        position = end + 1 + (length + 1 if size else 0)
