"""A heading of another level than in the source, or a heading that is no heading any more.

The outline of a page is the same in all languages.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule


@rule("heading-level")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds headings whose level is not that of the source."""
    for source, target in bitext.comparable:
        if source.kind != "heading":
            continue
        if target.kind != "heading":
            yield target.line, f"is a heading in the source (line {source.line}); add the `#` marks"
        elif source.block.level != target.block.level:
            yield target.line, f"heading of level {target.block.level}, in the source {source.block.level}"
