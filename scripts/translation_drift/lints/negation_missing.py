"""A text that says the opposite of its source: the English says `not`, and nothing in the translation denies.

Any word of the language that denies, leaves out or restricts is enough, so that a free translation is left
alone; one that negates something else hides the fault. Say it as the source does; a translation that puts it
positively carries a suppression with that reason.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.english import prose
from translation_drift.findings import Severity
from translation_drift.registry import Place, rule

_KINDS = {"paragraph", "list_item", "table_row"}
_ENGLISH = re.compile(r"(?<!\bor )\bnot\b(?! only\b)|\bcannot\b|n['’]t\b", re.IGNORECASE)
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
    for source, target in bitext.comparable:
        if (
            source.kind in _KINDS
            and _ENGLISH.search(prose(source.block.text))
            and not denies.search(prose(target.block.text))
        ):
            yield target.line, f"the source (line {source.line}) says 'not', and nothing here does"
