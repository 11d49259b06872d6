"""The same text in both languages side by side: the English sentence was kept and its translation added.

It comes from translating below the original and forgetting to delete it. Delete the English text.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.leftovers import leftovers
from translation_drift.registry import Place, rule


@rule("bilingual-duplicate")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds English text that stands beside its own translation."""
    for left in leftovers(bitext):
        if left.repeated:
            yield left.line, f"English beside its translation: {left.text[:60]!r}; delete the English"
