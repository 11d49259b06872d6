"""A note of another kind than in the source, or text that lies in a note only in one of the languages.

A warning stays a warning, what folds stays folded, and what a note holds stays indented below its title.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule
from translation_drift.units import Unit

_MARKER = re.compile(r"\s*(!!!|\?\?\?\+?)\s*([\w -]*)")


@rule("admonition-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds notes whose kind or content is not that of the source."""
    told: set[str] = set()
    for source, target in bitext.comparable:
        if source.kind == target.kind == "admonition_title":
            if _marker(source) != _marker(target):
                yield target.line, f"is `{_marker(target)}`, in the source `{_marker(source)}`"
                told.add(_marker(source))
        elif (wanted := _notes(source)) != (given := _notes(target)) and not told & {wanted, given}:
            told.add(wanted or given)
            where = f"in a note `{wanted}`" if wanted else "in no note"
            yield target.line, f"lies {where} in the source (line {source.line}); indent it as there"


def _marker(unit: Unit) -> str:
    found = _MARKER.match(unit.block.text)
    return f"{found[1]} {found[2]}".strip() if found else ""


def _notes(unit: Unit) -> str:
    return " ".join(
        name.partition(":")[2] for name in unit.block.containers if name.startswith("admonition:")
    )
