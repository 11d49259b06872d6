"""Tells whether a reader who follows an outdated paragraph may do the wrong thing.

The text that the translation was made of need not be at hand: a translation keeps the code, numbers and
versions of its source, so it is compared with today's English instead.
"""

import re
from collections import Counter
from collections.abc import Sequence

from translation_drift.normalisation import code_spans
from translation_drift.numerals import differing_numbers, numbers
from translation_drift.states import BlockStatus, Lines

_WARNING = re.compile(r"\s*(?:!!!|\?\?\?\+?)\s+(?:warning|danger)\b")
_WARNING_WORD = re.compile(
    r"\b(?:deprecated|retired?|no longer|security|secrets?|passwords?|irreversibl[ey]|cannot be undone)\b",
    re.IGNORECASE,
)


def is_major(block: BlockStatus, source: Sequence[str], target: Sequence[str]) -> bool:
    """Return whether a stale block may mislead about a command, a number, a version or a warning.

    `source` and `target` are the lines of both pages. This is the one place that decides it: a severity that
    `BlockStatus` brings along can be returned from here.
    """
    if block.source is None or block.target is None:
        return False
    english, translated = _text(source, block.source), _text(target, block.target)
    return (
        block.kind == "code"
        or Counter(code_spans(english)) != Counter(code_spans(translated))
        or any(differing_numbers(numbers(english), numbers(translated)))
        or _WARNING_WORD.search(english) is not None
        or _in_warning(source, block.source.first)
    )


def _text(lines: Sequence[str], place: Lines) -> str:
    return "\n".join(lines[place.first - 1 : place.last])


def _in_warning(lines: Sequence[str], line: int) -> bool:
    """Whether a line, or what it is indented under, begins a warning."""
    depth = _depth(lines[line - 1])
    if _WARNING.match(lines[line - 1]):
        return True
    for above in reversed(lines[: line - 1]):
        if above.strip() and _depth(above) < depth:
            if _WARNING.match(above):
                return True
            depth = _depth(above)
    return False


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip())
