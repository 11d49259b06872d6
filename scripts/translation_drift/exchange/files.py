"""Which files an export writes and an import reads."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from translation_drift.errors import ConfigurationError
from translation_drift.exchange.collecting import exchange_page
from translation_drift.exchange.exchange_unit import ExchangePage, ReturnedUnit
from translation_drift.exchange.inline import tokens
from translation_drift.exchange.po import read_po, write_po
from translation_drift.exchange.tmx import MemoryPair, one_line, read_tmx, write_tmx
from translation_drift.exchange.xliff import read_xliff, write_xliff
from translation_drift.project import Project
from translation_drift.selection import Progress
from translation_drift.units import Samples

_WRITERS: dict[str, tuple[str, Callable[[ExchangePage], bytes]]] = {
    "po": (".po", write_po),
    "xliff": (".xlf", write_xliff),
}
_READERS: dict[str, Callable[[bytes, str], list[ReturnedUnit]]] = {
    ".po": read_po,
    ".xlf": read_xliff,
    ".xliff": read_xliff,
}


@dataclass(frozen=True)
class ExportedFile:
    """A file that was written, and how much of it there is to do."""

    path: Path
    language: str
    units: int
    pending: int
    what: str = "blocks"
    """What is counted."""


@dataclass(frozen=True)
class Export:
    """What is to be written where."""

    form: str
    folder: Path
    overwrite: bool = False
    memory: Path | None = None
    """A TMX file whose texts are offered for blocks that are not translated."""
    only_pending: bool = False
    """Leaves out the blocks that are done, and the pages without any other."""


def export_language(
    project: Project, language: str, pages: Iterable[str], export: Export, progress: Progress
) -> list[ExportedFile]:
    """Writes the translated ones of some pages for one language: a file a page, of a memory one in all."""
    samples = Samples(project.samples)
    names = [name for name in pages if project.page_path(language, name).is_file()]
    memory = _memory(project, language, export.memory)
    found: list[ExchangePage] = []
    for name in names:
        found.append(_suggested(exchange_page(project, language, name, samples), memory))
        progress(len(found), len(names))
    if export.only_pending:
        found = [page for page in map(_pending, found) if page.units]
    return [_write(*work, export.overwrite) for work in _contents(project, language, found, export)]


def read_units(path: Path, shown: str) -> list[ReturnedUnit]:
    """The units of a PO or XLIFF file."""
    reader = _READERS.get(path.suffix.casefold())
    if reader is None:
        wanted = ", ".join(_READERS)
        raise ConfigurationError(f"cannot be imported; take one of {wanted} (a .tmx: export --memory)", shown)
    try:
        return reader(path.read_bytes(), shown)
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", shown) from error


def _contents(
    project: Project, language: str, pages: list[ExchangePage], export: Export
) -> Iterator[tuple[Path, bytes, list[ExchangePage]]]:
    if export.form == "tmx":
        content = write_tmx(pages, project.source)
        yield export.folder / f"{language}.tmx", content, pages
        return
    suffix, writer = _WRITERS[export.form]
    for page in pages:
        yield export.folder / language / f"{page.page}{suffix}", writer(page), [page]


def _write(path: Path, content: bytes, pages: list[ExchangePage], overwrite: bool) -> ExportedFile:
    if path.is_file() and path.read_bytes() != content and not overwrite:
        message = "exists and says something else: import it first, or say --overwrite"
        raise ConfigurationError(message, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    units = [unit for page in pages for unit in page.units]
    return ExportedFile(path, pages[0].language if pages else "", len(units), sum(u.pending for u in units))


def _memory(project: Project, language: str, path: Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ConfigurationError(f"cannot be read: {error.strerror}", path) from error
    pairs: list[MemoryPair] = read_tmx(content, str(path), project.source, language)
    return {pair.source: pair.target for pair in pairs}


def _pending(page: ExchangePage) -> ExchangePage:
    return replace(page, units=tuple(unit for unit in page.units if unit.pending))


def _suggested(page: ExchangePage, memory: dict[str, str]) -> ExchangePage:
    """The page with the memory's texts where nothing is translated, for somebody to look at."""
    if not memory:
        return page
    units = list(page.units)
    for place, unit in enumerate(units):
        text = memory.get(one_line(unit.source), "")
        if not unit.target and text and tokens(text) == tokens(unit.source):
            units[place] = replace(unit, target=text)
    return replace(page, units=tuple(units))
