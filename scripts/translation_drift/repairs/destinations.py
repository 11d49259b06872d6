"""Links and images that lead elsewhere than in the source; their texts stay."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from translation_drift.bitext import Bitext
from translation_drift.invariants import DestinationSpan, image_spans, link_spans
from translation_drift.pairing import Pair
from translation_drift.prose_lines import line_of
from translation_drift.repair import Repair
from translation_drift.text_edits import Edit, Lines
from translation_drift.units import Unit

_LOCALE = re.compile(r"(?<=[/.])(?:en-us|ja-jp|zh-tw|pl-pl|ru-ru)/", re.IGNORECASE)
_Spans = Callable[[str], list[DestinationSpan]]


def mend(_bitext: Bitext, pairs: list[Pair], lines: Lines) -> Iterator[Repair]:
    """Replaces destinations, where it can be told which of the source's is meant."""
    for pair in pairs:
        if pair.source and pair.target and pair.source.kind != "code" != pair.target.kind:
            yield from _in_unit(pair.source, pair.target, link_spans, lines)
            yield from _in_unit(pair.source, pair.target, image_spans, lines)


def same_destinations(source: Unit, target: Unit) -> bool:
    """Whether links and images of two blocks lead to the same places."""
    texts = source.block.text, target.block.text
    return not any(
        _left_over(spans(left), spans(right))
        for spans in (link_spans, image_spans)
        for left, right in (texts, texts[::-1])
    )


def _in_unit(source: Unit, target: Unit, spans: _Spans, lines: Lines) -> Iterator[Repair]:
    wanted, given = spans(source.block.text), spans(target.block.text)
    for place, wrong in _meant(wanted, given):
        right = _in_locale_of(wrong.destination, wanted[place].destination)
        start = lines.offset(target.line, wrong.destination_start)
        message = f"{wrong.destination!r} is {right!r} again"
        edit = Edit(start, start + len(wrong.destination), right)
        yield Repair(line_of(target.block, wrong.start), "link-differs", message, edit)


def _meant(
    wanted: Sequence[DestinationSpan], given: Sequence[DestinationSpan]
) -> list[tuple[int, DestinationSpan]]:
    """Wrong destinations, each with the place of the right one in the source; none when that is not sure."""
    lacking = _left_over(wanted, given)
    wrong = _left_over(given, wanted)
    if len(lacking) == len(wrong) == 1 or (len(wanted) == len(given) and lacking == wrong):
        return [(right, given[place]) for right, place in zip(lacking, wrong, strict=True)]
    return []


def _left_over(spans: Sequence[DestinationSpan], others: Sequence[DestinationSpan]) -> list[int]:
    unused = Counter(_same(span.destination) for span in others)
    left: list[int] = []
    for place, span in enumerate(spans):
        if unused[_same(span.destination)] > 0:
            unused[_same(span.destination)] -= 1
        else:
            left.append(place)
    return left


def _same(destination: str) -> str:
    return _LOCALE.sub("", destination)


def _in_locale_of(wrong: str, right: str) -> str:
    """The right destination, in the reader's language if the wrong one was."""
    locale = _LOCALE.search(wrong)
    return _LOCALE.sub(locale[0], right) if locale else right
