"""A code block that is not the one of the source: other code, another sample, another language of the fence.

Translated are the labels of a diagram, comments, placeholders such as `<your name>`, and what the fence
itself tells a reader (its `title`, its `reason` for not being run). Copy everything else from the source.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.fence_code import code_lines, fence_head
from translation_drift.registry import Place, rule
from translation_drift.units import Unit


@rule("code-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds code blocks that differ from the source."""
    for source, target in bitext.comparable:
        if source.fence is None or target.fence is None:
            continue
        if source.embeds != target.embeds:
            yield target.line, f"shows {_shown(target)}, the source (line {source.line}) {_shown(source)}"
        elif fence_head(source) != fence_head(target):
            yield (
                target.line,
                f"fence is {fence_head(target)!r}, in the source (line {source.line}) {fence_head(source)!r}",
            )
        else:
            yield from _literal(source, target)


def _literal(source: Unit, target: Unit) -> Iterator[Place]:
    wanted, given = code_lines(source), code_lines(target)
    for offset, (left, right) in enumerate(zip(wanted, given, strict=False), start=1):
        if left != right:
            yield (
                target.line + offset,
                f"code differs from the source (line {source.line + offset}): {right.strip()!r}",
            )
            return
    if len(wanted) != len(given):
        yield target.line, f"has {len(given)} lines of code, the source (line {source.line}) {len(wanted)}"


def _shown(unit: Unit) -> str:
    return ", ".join(unit.embeds) or "no sample"
