"""A code block that is not the one of the source: other code, another sample, another language of the fence.

Translated are the labels of a diagram, comments, placeholders such as `<your name>`, and what the fence
itself tells a reader (its `title`, its `reason` for not being run). Copy everything else from the source.
"""

import re
from collections.abc import Iterator, Mapping

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule
from translation_drift.units import Unit

_WORDS = re.compile(r"(?:^|(?<=\s))(?:#|//|%%)\s.*$|<(?=\w)[^<>\n]+(?<=\w)>", re.MULTILINE)
"""Comments, and placeholders."""
_LABEL = re.compile(r"\"[^\"\n]*\"|\[[^\[\]\n]*\]|\([^()\n]*\)|\{[^{}\n]*\}|\|[^|\n]*\||(?<=:)[^\n]*")


_FOR_READERS = ("title", "reason")


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
    pattern = _LABEL if unit.fence.language == "mermaid" else _WORDS
    return [pattern.sub("", line).rstrip() for line in unit.fence.source.splitlines()]


def _head(unit: Unit) -> str:
    assert unit.fence is not None
    kept = {name: value for name, value in unit.fence.attributes.items() if name not in _FOR_READERS}
    return f"{unit.fence.language} {kept or ''}{_told(unit.fence.attributes)}".strip()


def _told(attributes: Mapping[str, str]) -> str:
    return "".join(f" with {name}" for name in _FOR_READERS if attributes.get(name))


def _shown(unit: Unit) -> str:
    return ", ".join(unit.embeds) or "no sample"
