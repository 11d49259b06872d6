"""Collects what translators are given of a page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from translation_drift.bitext import Bitext, load_bitext, load_page
from translation_drift.differences import page_differences
from translation_drift.exchange.exchange_unit import ExchangePage, ExchangeUnit, text_hash
from translation_drift.exchange.frames import Framed, framed
from translation_drift.lock import Review
from translation_drift.pairing import Pair
from translation_drift.project import Project
from translation_drift.states import BlockState, block_state
from translation_drift.units import Samples, Unit

NEVER = "1970-01-01"
"""Date of a page of which nothing was accepted."""


@dataclass(frozen=True)
class Exchangeable:
    """A pair of blocks that can travel, with the marks that stay at home."""

    unit: ExchangeUnit
    pair: Pair
    framed: Framed
    """The translation; of a block without one the source, whose marks it gets."""

    @property
    def marks(self) -> tuple[str, str]:
        """What stands before and behind the translated text."""
        return self.framed.frame.first, self.framed.frame.after


def exchange_page(project: Project, language: str, page: str, samples: Samples) -> ExchangePage:
    """All blocks of a page that a translator can work on, with the old source of those that are behind."""
    source = load_page(project, project.source, page, samples)
    bitext = load_bitext(project, language, page, source, samples)
    old = {block.status.block: block.old for block in page_differences(bitext, samples).blocks if block.old}
    dates = [entry.date for entry in bitext.lock.entries] if bitext.lock else []
    return ExchangePage(
        page=page,
        source_path=project.relative(source.page.path),
        source_language=project.source,
        language=language,
        date=max(dates, default=NEVER),
        units=tuple(each.unit for each in exchangeable(bitext, old)),
    )


def exchangeable(bitext: Bitext, old: Mapping[str, str] | None = None) -> list[Exchangeable]:
    """The blocks of the source whose text can be handed out, also those that have no translation yet."""
    found: list[Exchangeable] = []
    seen = Counter[str]()
    for pair in bitext.pairs:
        if pair.source is None:
            continue
        source = framed(pair.source)
        target = framed(pair.target) if pair.target else source
        if source is None or target is None:
            continue
        name = pair.entry.block if pair.entry else pair.source.hash[:8]
        seen[name] += 1
        block = name if seen[name] == 1 else f"{name}-{seen[name]}"
        unit = _unit(bitext, pair, pair.source, (source, target), block)
        if old and block in old and unit.state == BlockState.STALE:
            unit = replace(unit, previous=old[block])
        found.append(Exchangeable(unit, pair, target))
    return found


def _unit(bitext: Bitext, pair: Pair, source: Unit, texts: tuple[Framed, Framed], block: str) -> ExchangeUnit:
    state = block_state(pair)
    at_home = texts[1].body if pair.target else ""
    return ExchangeUnit(
        block=block,
        kind=source.kind,
        state=state.value,
        source=texts[0].body,
        target="" if state is BlockState.UNTRANSLATED else at_home,
        pending=not state.settled,
        review=Review(pair.entry.review) if pair.entry and pair.target else None,
        source_hash=source.hash,
        target_hash=text_hash(at_home),
        source_place=f"{bitext.project.relative(bitext.source.path)}:{source.line}",
    )
