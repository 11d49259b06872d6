"""Text so deep in lists and quotes that the parser leaves it out: no rule and no state sees it.

markdown-it-py cuts at 20 levels of nesting, and a list takes two (`maxNesting` of its CommonMark preset).
No page needs half of that: take the text out of the inner lists.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule

_DEEPEST = 8
_MARKERS = re.compile(rf"(?:[ \t]*(?:>|(?:[-*+]|\d{{1,9}}[.)])[ \t])){{{_DEEPEST + 1}}}")


@rule("nested-too-deep", on_source=True)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds lists and quotes inside each other that are more than eight levels deep."""
    code = {line for fence in bitext.target.fences for line in range(fence.line, fence.end_line + 1)}
    lines = {
        number
        for number, text in enumerate(bitext.target.text.split("\n"), start=1)
        if number not in code and _MARKERS.match(text)
    }
    lines |= {block.line for block in bitext.target.blocks if len(block.containers) > _DEEPEST}
    for line in sorted(lines):
        yield line, f"lies more than {_DEEPEST} levels deep in lists or quotes; make it flatter"
