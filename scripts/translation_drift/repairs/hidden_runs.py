"""Samples that run without being shown and are not those of the source."""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.pairing import Pair
from translation_drift.repair import Repair
from translation_drift.text_edits import Edit, Lines


def mend(bitext: Bitext, _pairs: list[Pair], lines: Lines) -> Iterator[Repair]:
    """Names the source's samples, where both pages have as many hidden runs."""
    wanted, given = bitext.source.hidden_runs, bitext.target.hidden_runs
    if len(wanted) != len(given):
        return
    for right, wrong in zip(wanted, given, strict=True):
        if str(right.embed) != str(wrong.embed):
            line = lines.offset(wrong.line)
            start = bitext.target.text.index(str(wrong.embed), line)
            edit = Edit(start, start + len(str(wrong.embed)), str(right.embed))
            yield Repair(wrong.line, "hidden-run-differs", f"runs {right.embed} again", edit)
