"""Text under another heading than its source, or whose heading ran together with the text before.

Move the text under its heading, or set the heading apart again.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule
from translation_drift.structure import swallowed


@rule("wrong-heading")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds text under another heading than in the source."""
    for part in swallowed(bitext):
        if part.source.kind != "list_item":
            what = "heading" if part.source.kind == "heading" else part.source.kind
            yield (
                part.line,
                f"a {what} of its own in the source (line {part.source.line}); set it apart again",
            )
    ids = {heading.heading_id for heading in bitext.target.headings}
    for source, target in bitext.comparable:
        if source.section != target.section and source.section in ids and source.kind != "heading":
            yield (
                target.line,
                f"stands under #{target.section}, in the source under #{source.section}; move it",
            )
