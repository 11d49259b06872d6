"""Tells a change of the source that needs no translator from one that does."""

import re

from translation_drift.fence_code import FOR_READERS, code_lines, fence_head, words_of
from translation_drift.invariants import image_spans, link_spans
from translation_drift.repairs.destinations import same_destinations
from translation_drift.text_edits import Edit, apply_edits
from translation_drift.units import Unit

_SAID_BY_FENCE = re.compile(rf"\b(?:{'|'.join(FOR_READERS)})=(?:\"[^\"]*\"|'[^']*')")


def only_mechanical(old: str, new: Unit) -> bool:
    """Whether a block said the same words before and only its code, destinations or label were others."""
    if new.kind == "tab_label":
        return True
    if new.fence is not None:
        return _fence_words(old, new) == _fence_words(new.block.text, new)
    return new.kind != "html" and _words(old) == _words(new.block.text)


def in_step(source: Unit, target: Unit) -> bool:
    """Whether all that is mechanical in a block is the same in both languages."""
    if source.fence and target.fence:
        return code_lines(source) == code_lines(target) and fence_head(source) == fence_head(target)
    if source.kind == "tab_label":
        return source.normal == target.normal
    return same_destinations(source, target)


def _fence_words(text: str, unit: Unit) -> list[str]:
    head, *body = text.split("\n")
    code = "\n".join(line.strip() for line in body[:-1])
    return [*_SAID_BY_FENCE.findall(head), *words_of(unit).findall(code)]


def _words(text: str) -> str:
    spans = sorted({*link_spans(text), *image_spans(text)})
    edits = [Edit(s.destination_start, s.destination_start + len(s.destination), "") for s in spans]
    return " ".join(apply_edits(text, edits).split())
