"""Begins the translation of a page: the source page, with what has been translated elsewhere put in."""

from dataclasses import dataclass
from pathlib import Path

from translation_drift.bitext import PageUnits, load_lock, load_page, page_from_text
from translation_drift.blobs import blob_id
from translation_drift.block_shell import put_in
from translation_drift.errors import ConfigurationError
from translation_drift.lock import Entry, Lock, write_lock
from translation_drift.memory import Memory, Remembered
from translation_drift.pairing import pair_units
from translation_drift.project import Project
from translation_drift.text_edits import Edit, Lines, apply_edits
from translation_drift.units import Samples


@dataclass(frozen=True)
class Prefilled:
    """A block that came from elsewhere."""

    line: int
    place: str
    """`path:line` of the translation that it was taken from."""


@dataclass(frozen=True)
class Scaffold:
    """A page that was begun."""

    path: str
    page: str
    language: str
    prefilled: tuple[Prefilled, ...]
    remaining: int
    """Blocks that still are in the source's words."""


def start_page(project: Project, page: str, language: str, memory: Memory) -> Scaffold:
    """Writes the page and a lock in which each block counts as not accepted.

    The lock of a translation that was deleted keeps the blocks that say again what was accepted.

    Raises:
        ConfigurationError: there is no source, or a translation is there already.
        LockError: a lock was left behind that this tool did not write.
    """
    path = _free_path(project, page, language)
    samples = Samples(project.samples)
    source = load_page(project, project.source, page, samples)
    known = {
        index: remembered
        for index, unit in enumerate(source.units)
        if (remembered := memory.exact(unit)) and put_in(unit.block, remembered.unit.block) is not None
    }
    page_units = page_from_text(project, language, page, _filled(source, known), samples)
    unfit = _unfit(source, page_units, known)
    if unfit:
        known = {index: remembered for index, remembered in known.items() if index not in unfit}
        page_units = page_from_text(project, language, page, _filled(source, known), samples)
    blob = blob_id(source.page.path.read_bytes())
    accepted = _still_accepted(source, page_units, load_lock(project, language, page))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(page_units.page.text.encode())
    lock = Lock(project.relative(source.page.path), language, blob, accepted)
    write_lock(lock, project.lock_path(language, page))
    prefilled = tuple(
        Prefilled(page_units.units[index].line, remembered.place) for index, remembered in known.items()
    )
    prose = [unit for unit in source.units if unit.kind not in ("code", "tab_label")]
    return Scaffold(project.relative(path), page, language, prefilled, len(prose) - len(prefilled))


def _free_path(project: Project, page: str, language: str) -> Path:
    source, path = project.page_path(project.source, page), project.page_path(language, page)
    if not source.is_file():
        raise ConfigurationError("no such page to translate; `i18n mv` renames one", project.relative(source))
    if path.exists():
        message = f"is there already; edit it, `i18n diff {page} --lang {language}` shows what is to do"
        raise ConfigurationError(message, project.relative(path))
    return path


def _still_accepted(source: PageUnits, begun: PageUnits, left: Lock | None) -> tuple[Entry, ...]:
    """What the lock of a deleted translation still knows: blocks of which both texts are what they were."""
    return tuple(
        pair.entry
        for pair in pair_units(source.units, begun.units, left)
        if pair.entry and pair.source and pair.target
        if (pair.entry.source, pair.entry.target) == (pair.source.hash, pair.target.hash)
    )


def _filled(source: PageUnits, known: dict[int, Remembered]) -> str:
    lines = Lines(source.page.text)
    edits: list[Edit] = []
    for index, remembered in known.items():
        block = source.units[index].block
        text = put_in(block, remembered.unit.block)
        if text is not None:
            edits.append(lines.replacement(block.line, block.end_line, text))
    return apply_edits(source.page.text, edits)


def _unfit(source: PageUnits, filled: PageUnits, known: dict[int, Remembered]) -> set[int]:
    """Blocks that would say something else here than where they come from: all, if the structure changed."""
    if [unit.kind for unit in filled.units] != [unit.kind for unit in source.units]:
        return set(known)
    return {index for index, each in known.items() if filled.units[index].hash != each.unit.hash}
