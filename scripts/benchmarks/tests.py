"""Figures of the test suite."""

from collections.abc import Iterator

from benchmarks.measure import ROOT, Figure, run


def one_page() -> Iterator[Figure]:
    """Measure a run of one page's snippets in one language."""
    usage = run([ROOT / "scripts" / "test", "-q", "docs/en/first-job.md"])
    yield Figure("one page's snippets (first-job, en), wall", usage.wall, "s")


def whole() -> Iterator[Figure]:
    """Measure the whole suite, twice: the second run finds caches and job environments warm."""
    for when in ("first", "second"):
        usage = run([ROOT / "scripts" / "test", "-q"])
        yield Figure(f"whole test suite, {when} run, wall", usage.wall, "s")
        yield Figure(f"whole test suite, {when} run, CPU", usage.cpu, "s")
