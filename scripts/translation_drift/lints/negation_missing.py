"""A text that says the opposite of its source: the English says `not`, and nothing in the translation denies.

Any word of the language that denies, leaves out or restricts is enough, so that a free translation is left
alone; one that negates something else hides the fault. Texts with as many sentences as their source are
compared sentence by sentence, and the sentence beside one may deny in its place; others are compared as a
whole. Say it as the source does; a translation that puts it positively carries a suppression with that
reason.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.english import prose, sentences
from translation_drift.findings import Severity
from translation_drift.prose_pairs import prose_pairs
from translation_drift.registry import Place, rule
from translation_drift.units import Unit

_ENGLISH = re.compile(r"(?<!\bor )\bnot\b(?! only\b)|\bcannot\b|n['’]t\b", re.IGNORECASE)
_SAYS_NO = re.compile(
    r"\b(?:no|none|nor|never|nobody|nothing|neither|without|only|just|instead|rather|else|other|except|few)\b",
    re.IGNORECASE,
)
"""English words that languages say with a negation, too: where one stands, a negation is none to spare."""
_DENIES = {
    "ja": re.compile(
        "な[いくけかし]|ません|[えかがさせたばられげけめね]ず|わず|ざる|としても|不|未|無|非|以外|だけ|のみ"
    ),
    "pl": re.compile(
        r"\b(?:nie|ani\b|bez\b|żad|nikt|nic\b|nigdy|brak|zamiast|tylko|poza\b|inn\w+ niż|wszystko jedno)",
        re.I,
    ),
    "ru": re.compile(r"\b(?:не|ни\b|ни[кч]|без|мало\b|только\b|вместо\b|лишь\b)", re.IGNORECASE),
    "zh-TW": re.compile("不|沒|未|無|非|勿|別|否|以外|而是|才|只|免"),
}
"""Words and beginnings of words. Without them stand about half of the blocks of the handbook's pages."""


@rule("negation-missing", languages=tuple(_DENIES), severity=Severity.WARNING)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds translations in which nothing denies what the source denies."""
    denies = _DENIES[bitext.language]
    for source, target in prose_pairs(bitext):
        for offset in _missing(source, target, denies):
            yield target.line + offset, f"the source (line {source.line}) says 'not', and nothing here does"


def _missing(source: Unit, target: Unit, denies: re.Pattern[str]) -> list[int]:
    """The sentences of a block that lack a negation, each by the line of the block that it begins on."""
    english, translated = sentences(source.block.text), sentences(target.block.text)
    if len(english) != len(translated):
        english, translated = [(0, source.block.text)], [(0, target.block.text)]
    wanted = [bool(_ENGLISH.search(prose(text))) for _, text in english]
    given = [bool(denies.search(prose(text))) for _, text in translated]
    spare = [
        has and not needs and not _SAYS_NO.search(text)
        for needs, has, (_, text) in zip(wanted, given, english, strict=True)
    ]
    return [
        translated[place][0]
        for place, needs in enumerate(wanted)
        if needs and not given[place] and not any(spare[max(place - 1, 0) : place + 2])
    ]
