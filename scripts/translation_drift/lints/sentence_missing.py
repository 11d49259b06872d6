"""A text with fewer sentences than its source: a sentence was not translated.

Polish and Russian keep the sentences of these pages (in 96 and 94 % of 1,067 blocks; Chinese joins them, in
Japanese a clause may become a sentence). Where sentences were only joined, the text is about as long as ever
and the words of each sentence are answered somewhere: no finding, nor for what somebody has accepted at
that length. Translate what is missing; a translation that needs fewer words carries a suppression with that
reason.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.correspondence import correspondence
from translation_drift.english import prose, sentences
from translation_drift.findings import Severity
from translation_drift.prose_pairs import prose_pairs
from translation_drift.registry import Place, rule
from translation_drift.units import Unit

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
    for source, target in prose_pairs(bitext):
        lost = _count(source) - _count(target)
        if lost <= 0:
            continue
        if len(target.normal) < _SHORT[bitext.language] * len(source.normal):
            message = f"has {lost} sentence(s) less than the source (line {source.line}), and is shorter"
            yield target.line, message
        elif not bitext.is_vouched_for(target) and (unsaid := _unsaid(bitext, source, target)):
            yield target.line, f"does not say {unsaid!r} of the source (line {source.line})"


def _unsaid(bitext: Bitext, source: Unit, target: Unit) -> str | None:
    """The first sentence for which no word of the translation speaks."""
    judge = correspondence(bitext.project, bitext.language, bitext.source.name)
    found = (text for _, text in sentences(source.block.text) if judge.sentence(text, target) < 0)
    return next(found, None)


def _count(unit: Unit) -> int:
    return len(_END.findall(_ABBREVIATION.sub("", prose(unit.block.text))))
