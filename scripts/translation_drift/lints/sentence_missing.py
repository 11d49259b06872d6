"""A text with fewer sentences than its source, and shorter than usual: a sentence was not translated.

Polish and Russian keep the sentences of these pages (in 96 and 94 % of 1,067 blocks; Chinese joins them, in
Japanese a clause may become a sentence). Where sentences were only joined, the text is about as long as ever
and no finding. Translate what is missing; a translation that needs fewer words carries a suppression with
that reason.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.english import prose
from translation_drift.findings import Severity
from translation_drift.registry import Place, rule
from translation_drift.units import Unit

_KINDS = {"paragraph", "list_item", "table_row"}
_SHORT = {"pl": 0.96, "ru": 0.95}
"""Nine tenths of the usual length: the medians are 1.07 and 1.06 characters by a character of the English."""
_END = re.compile(r"[.!?…:](?=[\s)\]\"*»”]|$)")
_ABBREVIATION = re.compile(
    r"\b(?:e\.g|i\.e|etc|vs|np|tj|itd|itp|m\.in|т\.\s?е|т\.\s?д|т\.\s?п|др|см|напр)\.",  # noqa: RUF001
    re.IGNORECASE,
)


@rule("sentence-missing", languages=tuple(_SHORT), severity=Severity.WARNING)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds translations that lack a sentence."""
    for source, target in bitext.comparable:
        if source.kind not in _KINDS or len(target.normal) >= _SHORT[bitext.language] * len(source.normal):
            continue
        lost = _sentences(source) - _sentences(target)
        if lost > 0:
            message = f"has {lost} sentence(s) less than the source (line {source.line}), and is shorter"
            yield target.line, message


def _sentences(unit: Unit) -> int:
    return len(_END.findall(_ABBREVIATION.sub("", prose(unit.block.text))))
