"""Figures of `i18n status` on large trees."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from translation_drift.generated_tree import write_tree

from benchmarks.measure import Figure, peak_memory, run

PAGES = 375
MANY_PAGES = 2_500
LANGUAGES = 4
TIMES = 3
"""The shortest counts: whatever else a computer does makes a command slower, never faster."""
COMMAND = (Path(sys.executable).with_name("i18n"), "status", "--format", "json")


def generated_tree() -> Iterator[Figure]:
    """Measure the status of 1,500 pairs of pages with 112,500 blocks: cold, warm, and after one edit."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_tree(folder, PAGES)
        what = f"i18n status, {PAGES * LANGUAGES:,} pairs of pages"
        yield Figure(f"{what}, cold, wall", min(_cold(folder) for _ in range(TIMES)), "s", 5)
        warm = min(run(COMMAND, folder).wall for _ in range(TIMES))
        yield Figure(f"{what}, warm, wall", warm, "s", 0.5)
        edited = min(_after_an_edit(folder, page) for page in range(TIMES))
        yield Figure(f"{what}, one page changed, above warm", edited - warm, "s", 0.2)
        shutil.rmtree(folder / "build")
        yield Figure(f"{what}, cold, largest process", peak_memory(COMMAND, folder), "MiB", 500)


def many_pages() -> Iterator[Figure]:
    """Measure how the time of a cold status grows from 1,500 to 10,000 pairs of pages."""
    walls: list[float] = []
    for pages in (PAGES, MANY_PAGES):
        with tempfile.TemporaryDirectory() as folder:
            write_tree(Path(folder), pages)
            walls.append(run(COMMAND, Path(folder)).wall)
        yield Figure(f"i18n status, {pages * LANGUAGES:,} pairs of pages, cold, wall", walls[-1], "s")
    growth = walls[1] / walls[0] / (MANY_PAGES / PAGES)
    yield Figure("growth of the time by growth of the pages", growth, "", 1.2)


def _cold(folder: Path) -> float:
    """Seconds of a status that knows nothing from an earlier one."""
    shutil.rmtree(folder / "build", ignore_errors=True)
    return run(COMMAND, folder).wall


def _after_an_edit(folder: Path, page: int) -> float:
    """Seconds of a status after one page of one language was wrapped otherwise, which leaves it fresh."""
    path = folder / "docs" / "pl" / f"page-{page:04}.md"
    path.write_text(path.read_text(encoding="utf-8").replace(" ", "  ", 1), encoding="utf-8")
    return run(COMMAND, folder).wall
