"""Figures of a site of 400 pages in each language, made of copies of the handbook's own pages."""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROOT, Figure, peak_memory

PAGES = 400
_MOST_MEMORY = round(900e6 / 2**20)
"""MiB."""
_ENTRY = re.compile(r"^  - (?P<title>[^:]+): (?P<page>\S+)\.md$", re.MULTILINE)


def build() -> Iterator[Figure]:
    """Measure the memory of a strict build of all languages."""
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        root = Path(folder)
        languages = grow(root, PAGES)
        memory = peak_memory([sys.executable, "-m", "site_hooks", "--build"], root)
        written = len(list((root / "site").rglob("*.html")))
    name = f"build of {PAGES} pages in {languages} languages, {written} HTML files"
    yield Figure(f"{name}, memory", memory, "MiB", aim=_MOST_MEMORY)


def grow(root: Path, pages: int) -> int:
    """Write a handbook of so many pages a language into a folder; return the number of languages."""
    for name in ("docs", "i18n"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("samples", "scripts", "pyproject.toml"):
        (root / name).symlink_to(ROOT / name)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    entries = [*_ENTRY.finditer(text)]
    copies = [(entry, number) for number in range(1, pages // len(entries) + 1) for entry in entries]
    copies = copies[: pages - len(entries)]
    lines = "".join(f"  - {it['title']} {number}: {it['page']}-{number}.md\n" for it, number in copies)
    end = entries[-1].end() + 1
    (root / "mkdocs.yml").write_text(text[:end] + lines + text[end:], encoding="utf-8")
    for entry, number in copies:
        _copy(root, entry["page"], number)
    return sum(1 for it in (root / "docs").iterdir() if (it / "index.md").is_file())


def _copy(root: Path, page: str, number: int) -> None:
    pages = (root / "docs").glob(f"*/{page}.md")
    locks = (root / "i18n").glob(f"state/*/{page}.lock")
    for path in (*pages, *locks):
        os.link(path, path.with_name(f"{page}-{number}{path.suffix}"))
