"""A paragraph, a sentence or a label that nobody translated.

Code, names, destinations and titles of external links, quotations, and an English original in brackets
behind a translated term are rightly English and are not looked at. Translate the text, or put a citation
into quotation marks.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.leftovers import leftovers
from translation_drift.registry import Place, rule


@rule("english-left")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds English text in a translated page."""
    for left in leftovers(bitext):
        if not left.repeated:
            yield left.line, f"English is left here: {_short(left.text)}; translate it"


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
