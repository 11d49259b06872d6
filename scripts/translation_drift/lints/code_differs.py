"""A code block that is not the one of the source: other code, another sample, another language of the fence.

Only the labels of a diagram and the comments are translated. Copy everything else from the source.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule
from translation_drift.units import Unit

_COMMENT = re.compile(r"(?:^|(?<=\s))(?:#|//|%%)\s.*$", re.MULTILINE)
_LABEL = re.compile(r"\"[^\"\n]*\"|\[[^\[\]\n]*\]|\([^()\n]*\)|\{[^{}\n]*\}|\|[^|\n]*\||(?<=:)[^\n]*")


@rule("code-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds code blocks that differ from the source."""
    for source, target in bitext.comparable:
        if source.fence is None or target.fence is None:
            continue
        if source.embeds != target.embeds:
            yield target.line, f"shows {_shown(target)}, the source (line {source.line}) {_shown(source)}"
        elif _head(source) != _head(target):
            yield (
                target.line,
                f"fence is {_head(target)!r}, in the source (line {source.line}) {_head(source)!r}",
            )
        else:
            yield from _literal(source, target)


def _literal(source: Unit, target: Unit) -> Iterator[Place]:
    wanted, given = _code_lines(source), _code_lines(target)
    for offset, (left, right) in enumerate(zip(wanted, given, strict=False), start=1):
        if left != right:
            yield (
                target.line + offset,
                f"code differs from the source (line {source.line + offset}): {right.strip()!r}",
            )
            return
    if len(wanted) != len(given):
        yield target.line, f"has {len(given)} lines of code, the source (line {source.line}) {len(wanted)}"


def _code_lines(unit: Unit) -> list[str]:
    assert unit.fence is not None
    pattern = _LABEL if unit.fence.language == "mermaid" else _COMMENT
    return [pattern.sub("", line).rstrip() for line in unit.fence.source.splitlines()]


def _head(unit: Unit) -> str:
    assert unit.fence is not None
    return f"{unit.fence.language} {unit.fence.attributes or ''}".strip()


def _shown(unit: Unit) -> str:
    return ", ".join(unit.embeds) or "no sample"
