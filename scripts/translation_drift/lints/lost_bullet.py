"""A list item that lost its bullet, so that it runs on in the item before or stands there as a paragraph.

Put the list marker back at the start of the line.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule
from translation_drift.structure import swallowed


@rule("lost-bullet")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds list items of the source that are no list items in the translation."""
    for part in swallowed(bitext):
        if part.source.kind == "list_item":
            yield (
                part.line,
                f"a list item lost its bullet (source line {part.source.line}); put the marker back",
            )
    for source, target in bitext.comparable:
        if source.kind == "list_item" and target.kind == "paragraph":
            yield target.line, f"is a list item in the source (line {source.line}); put the marker back"
