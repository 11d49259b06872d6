"""Figures of `i18n status` on a large tree."""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from translation_drift.generated_tree import write_tree

from benchmarks.measure import Figure, run

PAGES = 400


def generated_tree() -> Iterator[Figure]:
    """Measure the status of 400 pages in four translations, cold and from the cache."""
    command = [Path(sys.executable).with_name("i18n"), "status", "--format", "json"]
    with tempfile.TemporaryDirectory() as folder:
        write_tree(Path(folder), PAGES)
        for when, aim in (("cold", 8), ("warm", 1)):
            usage = run(command, cwd=Path(folder))
            yield Figure(f"i18n status, {PAGES} pages × 4 languages, {when}, wall", usage.wall, "s", aim)
