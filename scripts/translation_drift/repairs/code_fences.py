"""Code that is not that of the source, line by line; translated comments and labels stay."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from translation_drift.bitext import Bitext
from translation_drift.fence_code import FOR_READERS, code_lines, fence_head, source_lines, words_of
from translation_drift.pairing import Pair
from translation_drift.repair import Repair
from translation_drift.text_edits import Lines
from translation_drift.units import Unit


def mend(_bitext: Bitext, pairs: list[Pair], lines: Lines) -> Iterator[Repair]:
    """Replaces the lines of code that differ."""
    for pair in pairs:
        source, target = pair.source, pair.target
        if source and target and source.fence and target.fence:
            yield from _head(source, target, lines)
            yield from _body(source, target, lines)


def _body(source: Unit, target: Unit, lines: Lines) -> Iterator[Repair]:
    assert target.fence
    wanted, given = code_lines(source), code_lines(target)
    text, own, before = source_lines(source), source_lines(target), _indent(target)
    first = target.fence.line + 1
    matcher = SequenceMatcher(None, given, wanted, autojunk=False)
    for what, start, end, source_start, source_end in matcher.get_opcodes():
        if what != "equal":
            kept = _with_own_words(text[source_start:source_end], own[start:end], words_of(source))
            new = [(before + line).rstrip() for line in kept]
            edit = lines.splice(first + start, first + end, new)
            message = f"code is that of the source (line {source.line + 1 + source_start}) again"
            yield Repair(min(first + start, target.fence.end_line), "code-differs", message, edit)


def _with_own_words(right: list[str], own: list[str], words: re.Pattern[str]) -> list[str]:
    """The right lines, with the comments and labels of those that they replace where both have as many."""
    if len(right) != len(own):
        return right
    return [_with_words_of(line, words.findall(wrong), words) for line, wrong in zip(right, own, strict=True)]


def _with_words_of(line: str, translated: list[str], words: re.Pattern[str]) -> str:
    if len(words.findall(line)) != len(translated):
        return line
    left = iter(translated)
    return words.sub(lambda _: next(left), line)


def _head(source: Unit, target: Unit, lines: Lines) -> Iterator[Repair]:
    assert source.fence
    assert target.fence
    if fence_head(source) == fence_head(target):
        return
    ours, theirs = target.fence.attributes, source.fence.attributes
    if any(theirs.get(name) and not ours.get(name) for name in FOR_READERS):
        return
    opening = target.block.text.split("\n")[0]
    marks = _opening_marks(opening[target.fence.indent :])
    info = source.block.text.split("\n")[0][source.fence.indent :]
    info = info[len(_opening_marks(info)) :]
    for name in FOR_READERS:
        if ours.get(name):
            info = re.sub(rf"(?<={name}=)([\"']).*?\1", lambda _, own=ours[name]: f'"{own}"', info)
    edit = lines.replacement(
        target.fence.line, target.fence.line, opening[: target.fence.indent] + marks + info
    )
    yield Repair(target.fence.line, "code-differs", f"fence is {info.strip()!r} again", edit)


def _opening_marks(text: str) -> str:
    return text[: len(text) - len(text.lstrip("`~"))]


def _indent(unit: Unit) -> str:
    assert unit.fence
    return re.sub(r"[^>\s]", " ", unit.block.text.split("\n")[0][: unit.fence.indent])
