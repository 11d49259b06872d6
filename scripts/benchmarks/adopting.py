"""Figures of `i18n adopt`: a large project whose translations another tool has made."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

from translation_drift.generated_tree import write_tree
from translation_drift.lock import read_lock

from benchmarks.measure import Figure, run

PAGES = 250
EDITED = 5
"""Every fifth page of the source has changed since it was translated."""
I18N = Path(sys.executable).with_name("i18n")
_GIT = ("git", "-c", "user.name=Bench", "-c", "user.email=bench@example.com")


def thousand_pages() -> Iterator[Figure]:
    """Measure how long 1,000 pages take that only the records of Co-op Translator and git know about."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        project = write_tree(folder, PAGES)
        for language in project.translations:
            run((I18N, "export", "--as", "co-op", "--lang", language, "-o", project.docs), folder)
        rmtree(project.metadata / "state")
        run(("git", "init", "--quiet"), folder)
        _commit(folder)
        for page in project.pages(project.source)[::EDITED]:
            path = project.page_path(project.source, page)
            path.write_text(path.read_text("utf-8") + "\nOne paragraph more.\n", "utf-8")
        _commit(folder)
        what = f"i18n adopt, {PAGES * len(project.translations):,} pairs of pages"
        yield Figure(f"{what}, wall", run((I18N, "adopt"), folder).wall, "s", 60)
        paths = [
            project.lock_path(language, page)
            for language in project.translations
            for page in project.pages(language)
        ]
        locks = [lock for lock in map(read_lock, paths) if lock and lock.entries]
        yield Figure(f"{what}, base found", 100 * len(locks) / len(paths), "%", 100, True)


def _commit(folder: Path) -> None:
    run((*_GIT, "add", "."), folder)
    run((*_GIT, "commit", "--quiet", "-m", "pages"), folder)
