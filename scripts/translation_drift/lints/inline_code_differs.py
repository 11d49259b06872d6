"""Inline code that is not the one of the source: a command, a name or a value that readers will type.

Copy it from the source. The order may differ, as the grammar of the language needs it.
"""

from collections import Counter
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.normalisation import code_spans
from translation_drift.registry import Place, rule


@rule("inline-code-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds inline code that differs from the source."""
    for source, target in bitext.comparable:
        if source.kind in ("code", "html"):
            continue
        wanted, given = Counter(code_spans(source.block.text)), Counter(code_spans(target.block.text))
        for code in set(given) - set(wanted):
            line = target.line + target.block.text[: target.block.text.find(code)].count("\n")
            yield line, f"`{code}` is not in the source (line {source.line})"
        for code in set(wanted) - set(given):
            yield target.line, f"`{code}` of the source (line {source.line}) is not here"
