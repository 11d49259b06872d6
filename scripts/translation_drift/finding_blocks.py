"""Says of each finding in which language and in which block it stands, so that it is known again later."""

from collections.abc import Iterable
from dataclasses import replace

from translation_drift.bitext import Bitext
from translation_drift.findings import Finding
from translation_drift.pairing import Pair


def located(bitext: Bitext, findings: Iterable[Finding]) -> list[Finding]:
    """Findings at lines of a translated page, each with the language and the block."""
    return [
        replace(finding, language=bitext.language, block=_block_at(bitext, finding.line))
        for finding in findings
    ]


def in_language(language: str, findings: Iterable[Finding]) -> list[Finding]:
    """Findings about a page or its lock, each with the language."""
    return [replace(finding, language=language) for finding in findings]


def block_id(pair: Pair) -> str:
    """What a block is called: as in its lock, or by its source, or by what it says itself."""
    if pair.entry:
        return pair.entry.block
    unit = pair.source or pair.target
    assert unit is not None
    return unit.hash[:8]


def _block_at(bitext: Bitext, line: int) -> str:
    for pair in bitext.pairs:
        if pair.target and pair.target.block.line <= line <= pair.target.block.end_line:
            return block_id(pair)
    return ""
