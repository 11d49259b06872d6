"""Figures of the site's build and of the set-up that every command begins with."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, Figure, run


def build() -> Iterator[Figure]:
    """Measure the strict build of all languages, against what MkDocs takes for the same pages by itself."""
    usage = run([ROOT / "scripts" / "docs", "--build"])
    pages = len(list((ROOT / "site").rglob("*.html")))
    with tempfile.TemporaryDirectory() as folder:
        plain = run([sys.executable, "-m", "benchmarks.plain_mkdocs", folder])
    yield Figure(f"site build, {pages} HTML files, wall", usage.wall, "s")
    yield Figure("site build, CPU per HTML file", 1000 * usage.cpu / pages, "ms")
    yield Figure("site build, CPU", usage.cpu, "s")
    yield Figure("plain MkDocs on the same pages, CPU", plain.cpu, "s")
    yield Figure("site build, CPU against plain MkDocs", usage.cpu / plain.cpu, "times", aim=1.5)


def setup_again() -> Iterator[Figure]:
    """Measure what a command spends on a set-up that is already there."""
    usage = run(["python3", "scripts/set_up.py", "dev"])
    yield Figure("set-up, nothing to do", usage.wall, "s", aim=2)


def setup_from_nothing() -> Iterator[Figure]:
    """Measure the set-up of each lock in a fresh clone."""
    for lock in ("site", "workspace", "dev"):
        with tempfile.TemporaryDirectory() as folder:
            clone = Path(folder) / "clone"
            run(["git", "clone", "--quiet", ROOT, clone])
            usage = run(["python3", "scripts/set_up.py", lock], cwd=clone)
            size = sum(file.lstat().st_size for file in (clone / ".venv").rglob("*") if file.is_file())
            shutil.rmtree(clone)
        yield Figure(f"set-up from nothing, {lock}, wall", usage.wall, "s")
        yield Figure(f"set-up from nothing, {lock}, size of .venv", size / 2**20, "MiB")
