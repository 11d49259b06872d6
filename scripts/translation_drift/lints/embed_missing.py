"""A sample or a region of a sample that a page shows and that does not exist, or cannot be read.

Repair the name on the page, or the markers in the sample.
"""

from collections.abc import Iterator

from markdown_pages import MarkdownPagesError, SampleTree

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule


@rule("embed-missing", on_source=True)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds embedded samples that cannot be resolved."""
    tree = SampleTree(bitext.project.samples)
    for embed in (embed for fence in bitext.target.fences for embed in fence.embeds):
        try:
            tree.resolve(embed)
        except MarkdownPagesError as error:
            yield embed.line, f"cannot be embedded: {error.message}"
