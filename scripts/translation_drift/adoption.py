"""Takes over translations that another tool has made, with what that tool knows of their source.

Where the source text that a page was translated from is still in git, the page gets a lock against that text:
blocks whose source has changed since are stale, the others are drafts that nobody has read. Where it is not,
the page gets a lock that accepts nothing: a page of unknown origin is never called fresh.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from markdown_pages import MarkdownPagesError

from translation_drift.acceptance import Signature, accepted_lock
from translation_drift.bitext import Bitext, PageUnits, load_page
from translation_drift.blobs import blob_id
from translation_drift.coop import (
    AUTHOR,
    Origin,
    header_origin,
    origin_of,
    sidecar_origins,
    without_header,
)
from translation_drift.exchange.page_text import page_with
from translation_drift.history import contents_by_md5
from translation_drift.lock import Lock, Review, write_lock
from translation_drift.pairing import pair_units
from translation_drift.project import Project
from translation_drift.selection import Progress
from translation_drift.units import Samples, units_of


class Outcome(StrEnum):
    """What became of a page."""

    BASE_FOUND = "base-found"
    """Its blocks are drafts against the text that they were translated from."""
    UNKNOWN = "unknown"
    """Nobody knows what it was translated from; none of its blocks is accepted."""
    HAS_LOCK = "has-lock"
    """It is followed already, and was left alone."""


@dataclass(frozen=True)
class Adoption:
    """What became of one page in one language, and why."""

    path: str
    outcome: Outcome
    why: str = ""
    drafts: int = 0
    """Blocks that were taken over."""


@dataclass(frozen=True)
class _Candidate:
    language: str
    page: str
    origin: Origin | None


def adopt(
    project: Project,
    selected: Sequence[tuple[str, str]],
    *,
    from_coop: bool,
    strip_headers: bool,
    progress: Progress,
) -> list[Adoption]:
    """Writes a lock for each of the pages (language, name) that has none; changes no text of a page."""
    candidates = _candidates(project, selected, from_coop=from_coop)
    contents = _old_contents(project, candidates)
    samples = Samples(project.samples)
    sources: dict[str, PageUnits] = {}
    found: list[Adoption] = []
    for candidate in candidates:
        if candidate.page not in sources:
            sources[candidate.page] = load_page(project, project.source, candidate.page, samples)
        found.append(_adopt(project, candidate, sources[candidate.page], contents, samples))
        if strip_headers:
            _strip(project, candidate)
        progress(len(found), len(candidates))
    return found


def _candidates(
    project: Project, selected: Sequence[tuple[str, str]], *, from_coop: bool
) -> list[_Candidate]:
    found: list[_Candidate] = []
    sidecars = {language: sidecar_origins(project, language) if from_coop else {} for language, _ in selected}
    for language, page in selected:
        path = project.page_path(language, page)
        if path.is_file() and project.page_path(project.source, page).is_file():
            text = path.read_text(encoding="utf-8", errors="replace") if from_coop else ""
            origin = header_origin(text) or origin_of(sidecars[language], project, page)
            found.append(_Candidate(language, page, origin))
    return found


def _old_contents(project: Project, candidates: Sequence[_Candidate]) -> dict[str, bytes]:
    """Contents by MD5 of all sources that there have been, where they are now and where the tool saw them."""
    named = {candidate.origin.source_file for candidate in candidates if candidate.origin}
    if not named:
        return {}
    inside = {name for name in named if name and not name.startswith(("/", "../"))}
    folder = project.relative(project.docs / project.source)
    return contents_by_md5(project.root, sorted({folder, *inside}))


def _adopt(
    project: Project,
    candidate: _Candidate,
    source: PageUnits,
    contents: dict[str, bytes],
    samples: Samples,
) -> Adoption:
    path = project.relative(project.page_path(candidate.language, candidate.page))
    lock_path = project.lock_path(candidate.language, candidate.page)
    if lock_path.is_file():
        return Adoption(path, Outcome.HAS_LOCK)
    unknown = Lock(project.relative(source.page.path), candidate.language, _blob(source))
    if candidate.origin is None:
        write_lock(unknown, lock_path)
        return Adoption(path, Outcome.UNKNOWN, "no record of its source")
    content = contents.get(candidate.origin.md5)
    if content is None:
        write_lock(unknown, lock_path)
        why = f"no commit has {candidate.origin.source_file} with MD5 {candidate.origin.md5}"
        return Adoption(path, Outcome.UNKNOWN, why)
    lock = _lock_against(project, candidate, source, content, samples)
    write_lock(lock or unknown, lock_path)
    if lock is None:
        return Adoption(path, Outcome.UNKNOWN, "its source cannot be read as a page")
    return Adoption(path, Outcome.BASE_FOUND, drafts=len(lock.entries))


def _lock_against(
    project: Project, candidate: _Candidate, source: PageUnits, content: bytes, samples: Samples
) -> Lock | None:
    """The lock that a page would have got when it was translated."""
    assert candidate.origin is not None
    try:
        page = page_with(source.page, content.decode())
    except (MarkdownPagesError, UnicodeDecodeError):
        return None
    base = PageUnits(page, tuple(units_of(page, samples)))
    target = load_page(project, candidate.language, candidate.page, samples)
    pairs = tuple(pair_units(base.units, target.units, None))
    bitext = Bitext(project, candidate.language, page, target.page, pairs)
    signature = Signature(AUTHOR, candidate.origin.date, Review.DRAFT)
    lock = accepted_lock(bitext, base, bitext.pairs, signature)
    return replace(lock, source_blob=blob_id(content))


def _blob(source: PageUnits) -> str:
    return blob_id(source.page.path.read_bytes())


def _strip(project: Project, candidate: _Candidate) -> None:
    path = project.page_path(candidate.language, candidate.page)
    text = path.read_bytes().decode()
    stripped = without_header(text)
    if stripped != text:
        path.write_bytes(stripped.encode())
