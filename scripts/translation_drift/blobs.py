"""Names a file's content as git does, without git, and fetches an old content from git where there is one."""

import hashlib
import shutil
import subprocess
from pathlib import Path


def blob_id(content: bytes) -> str:
    """The id that git gives this content (line ends as git stores them)."""
    if b"\r" in content:
        content = content.replace(b"\r\n", b"\n")
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def read_blob(root: Path, blob: str) -> str | None:
    """The content of a blob, or None when this clone does not have it."""
    if shutil.which("git") is None:
        return None
    answer = subprocess.run(
        ["git", "-C", str(root), "cat-file", "blob", blob], capture_output=True, check=False
    )
    return answer.stdout.decode("utf-8", "replace") if answer.returncode == 0 else None
