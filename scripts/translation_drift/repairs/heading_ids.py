"""Heading ids that are not those of the source."""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.pairing import Pair
from translation_drift.repair import Repair
from translation_drift.text_edits import Edit, Lines

_ATTRIBUTES = re.compile(r"\s\{:?(?P<list>[^{}\n]*)\}\s*#*\s*\Z")
_ID = re.compile(r"(?<=#)[^\s#}]+")


def mend(_bitext: Bitext, pairs: list[Pair], lines: Lines) -> Iterator[Repair]:
    """Writes the source's id."""
    for pair in pairs:
        if not pair.source or not pair.target or not pair.source.kind == pair.target.kind == "heading":
            continue
        wanted = pair.source.block.heading_id
        if wanted and wanted != pair.target.block.heading_id:
            edit = _edit(pair.target.block.text.split("\n")[0], wanted, lines.offset(pair.target.line))
            yield Repair(pair.target.line, "heading-id", f"id is #{wanted} again", edit)


def _edit(heading: str, wanted: str, start: int) -> Edit:
    attributes = _ATTRIBUTES.search(heading)
    if attributes is None:
        end = start + len(heading.rstrip())
        return Edit(end, end, f" {{#{wanted}}}")
    own = _ID.search(heading, attributes.start("list"), attributes.end("list"))
    if own:
        return Edit(start + own.start(), start + own.end(), wanted)
    begin = start + attributes.start("list")
    return Edit(begin, begin, f"#{wanted} ")
