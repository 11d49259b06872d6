"""Labels of tabs that are not those of the source."""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.pairing import Pair
from translation_drift.repair import Repair
from translation_drift.text_edits import Edit, Lines

_LABEL = re.compile(r"(?<=\").*(?=\")")


def mend(_bitext: Bitext, pairs: list[Pair], lines: Lines) -> Iterator[Repair]:
    """Writes the source's label."""
    for pair in pairs:
        if not pair.source or not pair.target or not pair.source.kind == pair.target.kind == "tab_label":
            continue
        wanted, given = _LABEL.search(pair.source.block.text), _LABEL.search(pair.target.block.text)
        if wanted and given and wanted[0] != given[0]:
            start = lines.offset(pair.target.line, given.start())
            edit = Edit(start, start + len(given[0]), wanted[0])
            yield Repair(pair.target.line, "tab-label-differs", f"tab is {wanted[0]!r} again", edit)
