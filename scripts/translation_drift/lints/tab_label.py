"""Labels of tabs that differ from the source.

Readers who chose a tab keep it on every page and in every language, because the labels are the same. Do not
translate them.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule


@rule("tab-label-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds labels of tabs that are not those of the source."""
    for source, target in bitext.comparable:
        if source.kind == target.kind == "tab_label" and source.normal != target.normal:
            yield (
                target.line,
                f"tab is {target.normal!r}, in the source (line {source.line}) {source.normal!r}",
            )
