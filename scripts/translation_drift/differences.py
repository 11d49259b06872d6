"""Shows what a translator needs for a block: the source as it was and is, and the translation."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from translation_drift.bitext import Bitext
from translation_drift.blobs import read_blob
from translation_drift.memory import Memory, Suggestion
from translation_drift.pairing import Pair
from translation_drift.revisions import units_of_text
from translation_drift.states import BlockState, BlockStatus, block_state, block_status
from translation_drift.units import Samples

_WORDS = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff]|\w+|[^\w\s]")
_TO_TRANSLATE = {BlockState.STALE, BlockState.MISSING, BlockState.UNTRANSLATED}


@dataclass(frozen=True)
class Change:
    """A run of words: kept, deleted or inserted."""

    kind: str
    """`=`, `-` or `+`."""
    text: str


@dataclass(frozen=True)
class Difference:
    """One unsettled block: the source then, the source now, the translation now."""

    status: BlockStatus
    old: str | None
    """None when the old source page is in no git object of this clone."""
    new: str
    changes: tuple[Change, ...]
    translation: str
    suggestions: tuple[Suggestion, ...] = ()
    """How this text, or one that is alike, has been translated elsewhere."""


@dataclass(frozen=True)
class PageDifferences:
    """All unsettled blocks of a page in one language."""

    path: str
    language: str
    blocks: tuple[Difference, ...]
    lacking_blob: str | None
    """Id of the old source page that git should have had."""


def page_differences(
    bitext: Bitext, samples: Samples, memory: Callable[[str], Memory] | None = None
) -> PageDifferences:
    """What has to be done on a page, block by block; `memory` gives that of a language when it is needed."""
    unsettled = [pair for pair in bitext.pairs if not block_state(pair).settled]
    wanted = {pair.entry.source for pair in unsettled if pair.entry and block_state(pair) is BlockState.STALE}
    old = old_texts(bitext, samples, wanted)
    lacking = bitext.lock.source_blob if bitext.lock and wanted - old.keys() else None
    blocks = tuple(
        replace(_difference(pair, old), suggestions=_suggestions(pair, bitext, memory)) for pair in unsettled
    )
    return PageDifferences(bitext.path, bitext.language, blocks, lacking)


def word_changes(old: str, new: str) -> tuple[Change, ...]:
    """What turns one text into the other, word by word."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    changes: list[Change] = []
    for what, i, next_i, j, next_j in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            changes.append(Change("=", "".join(before[i:next_i])))
            continue
        if next_i > i:
            changes.append(Change("-", "".join(before[i:next_i])))
        if next_j > j:
            changes.append(Change("+", "".join(after[j:next_j])))
    return tuple(changes)


def _difference(pair: Pair, old: dict[str, str]) -> Difference:
    before = old.get(pair.entry.source) if pair.entry else None
    now = pair.source.block.text if pair.source else ""
    return Difference(
        status=block_status(pair),
        old=before,
        new=now,
        changes=word_changes(before, now) if before is not None and pair.source else (),
        translation=pair.target.block.text if pair.target else "",
    )


def _suggestions(
    pair: Pair, bitext: Bitext, memory: Callable[[str], Memory] | None
) -> tuple[Suggestion, ...]:
    if memory is None or pair.source is None or block_state(pair) not in _TO_TRANSLATE:
        return ()
    return tuple(memory(bitext.language).nearest(pair.source))


def old_texts(bitext: Bitext, samples: Samples, wanted: set[str]) -> dict[str, str]:
    """The texts of the wanted blocks, by hash, from the old source pages that git has."""
    found: dict[str, str] = {}
    blobs = [bitext.lock.source_blob, *bitext.lock.older_blobs] if bitext.lock else []
    for blob in blobs:
        if wanted <= found.keys():
            break
        text = read_blob(bitext.project.root, blob)
        if text is not None:
            old = units_of_text(bitext.source.path, text, samples)
            found |= {unit.hash: unit.block.text for unit in old if unit.hash in wanted}
    return found
