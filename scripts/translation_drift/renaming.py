"""Renames a page in all languages, with its locks and the links to it; no block changes its state.

A link in a source page is part of what the page says, so its hashes change with it. Where a lock stood
against just that text, it moves on with it; a block that was stale, or edited, stays so.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from translation_drift.acceptance import older_blobs
from translation_drift.bitext import PageUnits, load_lock, load_page, page_from_text
from translation_drift.blobs import blob_id
from translation_drift.errors import ConfigurationError
from translation_drift.invariants import image_spans, link_spans
from translation_drift.lock import Entry, Lock, write_lock
from translation_drift.project import SITE_FILE, Project
from translation_drift.prose_lines import line_of
from translation_drift.severity import kept_of
from translation_drift.text_edits import Edit, Lines, apply_edits
from translation_drift.units import Samples, Unit

_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)*")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//|/|#", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file that has to do with the renamed page."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass
class Renaming:
    """What was renamed and changed, and what is left for people."""

    old: str
    new: str
    moved: list[str] = field(default_factory=list[str])
    """New paths of pages and locks."""
    links: list[Place] = field(default_factory=list[Place])
    """Links that were changed."""
    left: list[Place] = field(default_factory=list[Place])
    """Lines that name the old page still: the navigation, and what is no link of Markdown."""


@dataclass(frozen=True)
class _Page:
    """A page before and after."""

    language: str
    name: str
    before: PageUnits
    after: PageUnits


def rename_page(project: Project, old: str, new: str) -> Renaming:
    """Renames a page; the source page may have been renamed already.

    Raises ConfigurationError when there is no such page, or a page of the new name; nothing is written then.
    """
    _check(project, old, new)
    samples = Samples(project.samples)
    renaming = Renaming(old, new)
    pages: dict[tuple[str, str], _Page] = {}
    for language in project.languages:
        for name in project.pages(language):
            pages[language, name] = _rewritten(project, samples, language, name, renaming)
    locks = [_moved_lock(project, pages, language, name, renaming) for language, name in _locks(project)]
    for page in pages.values():
        _write_page(project, page, renaming)
    for path, lock, gone in locks:
        write_lock(lock, path)
        if gone:
            gone.unlink()
            _remove_empty(gone.parent, project.metadata / "state" / lock.language)
            renaming.moved.append(project.relative(path))
    renaming.left += _left(project, old)
    return renaming


def _check(project: Project, old: str, new: str) -> None:
    if not _NAME.fullmatch(new) or new.endswith(".md") or ".." in new.split("/"):
        raise ConfigurationError(f"{new!r} is no name of a page; take one such as first-job or jobs/first")
    sources = project.page_path(project.source, old), project.page_path(project.source, new)
    renamed_already = sources[1].is_file() and not sources[0].is_file()
    found = [language for language in project.languages if project.page_path(language, old).is_file()]
    if not found:
        raise ConfigurationError(f"no page {old} in {project.relative(project.docs)}")
    for language in project.languages:
        for taken in (project.page_path(language, new), project.lock_path(language, new)):
            if taken.exists() and not (renamed_already and taken == sources[1]):
                raise ConfigurationError("is there already; choose another name", project.relative(taken))


def _locks(project: Project) -> Iterator[tuple[str, str]]:
    for language in project.translations:
        for name in project.locks(language):
            yield language, name


def _rewritten(project: Project, samples: Samples, language: str, name: str, renaming: Renaming) -> _Page:
    before = load_page(project, language, name, samples)
    new_name = renaming.new if name == renaming.old else name
    lines = Lines(before.page.text)
    edits: list[Edit] = []
    for unit in before.units:
        for line, edit in _edits(unit, name, new_name, renaming, lines):
            edits.append(edit)
            path = project.relative(project.page_path(language, new_name))
            renaming.links.append(Place(path, line, edit.text))
    text = apply_edits(before.page.text, edits)
    after = page_from_text(project, language, new_name, text, samples)
    return _Page(language, new_name, before, after)


def _edits(
    unit: Unit, name: str, new_name: str, renaming: Renaming, lines: Lines
) -> Iterator[tuple[int, Edit]]:
    if unit.kind == "code":
        return
    for span in sorted({*link_spans(unit.block.text), *image_spans(unit.block.text)}):
        wanted = _destination(span.destination, name, new_name, renaming)
        if wanted != span.destination:
            start = lines.offset(unit.line, span.destination_start)
            yield line_of(unit.block, span.start), Edit(start, start + len(span.destination), wanted)


def _destination(destination: str, name: str, new_name: str, renaming: Renaming) -> str:
    """Where a link of a page leads after the page, or what it leads to, was renamed."""
    if not destination or _SCHEME.match(destination):
        return destination
    file, mark, fragment = destination.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file))
    if target == f"{renaming.old}.md":
        target = f"{renaming.new}.md"
    elif posixpath.dirname(name) == posixpath.dirname(new_name):
        return destination
    return posixpath.relpath(target, posixpath.dirname(new_name) or ".") + mark + fragment


def _moved_lock(
    project: Project, pages: dict[tuple[str, str], _Page], language: str, name: str, renaming: Renaming
) -> tuple[Path, Lock, Path | None]:
    """Where a lock goes, what it says there, and the path that it leaves."""
    path = project.lock_path(language, name)
    lock = load_lock(project, language, name)
    assert lock is not None
    moves = name == renaming.old
    source, target = pages.get((project.source, name)), pages.get((language, name))
    if moves and source is None:
        source = pages.get((project.source, renaming.new))
    entries = tuple(_carried(entry, source, target) for entry in lock.entries)
    if moves:
        path = project.lock_path(language, renaming.new)
        lock = replace(lock, source=project.relative(project.page_path(project.source, renaming.new)))
    if source and any(new.source != old.source for old, new in zip(lock.entries, entries, strict=True)):
        blob = blob_id(source.after.page.text.encode())
        older = older_blobs(lock, blob, entries, source.after)
        lock = replace(lock, source_blob=blob, older_blobs=older)
    return path, lock.with_entries(entries), project.lock_path(language, name) if moves else None


def _carried(entry: Entry, source: _Page | None, target: _Page | None) -> Entry:
    for old, new in _changed(source):
        if entry.source == old.hash:
            raw = new.raw if entry.raw == old.raw else entry.raw
            entry = entry._replace(**{**kept_of(new), "raw": raw})
            break
    for old, new in _changed(target):
        if entry.target == old.hash:
            return entry._replace(target=new.hash)
    return entry


def _changed(page: _Page | None) -> Iterator[tuple[Unit, Unit]]:
    if page is not None:
        for old, new in zip(page.before.units, page.after.units, strict=True):
            if old.raw != new.raw:
                yield old, new


def _write_page(project: Project, page: _Page, renaming: Renaming) -> None:
    old, new = page.before.page.path, page.after.page.path
    if page.before.page.text != page.after.page.text:
        old.write_bytes(page.after.page.text.encode())
    if old != new:
        new.parent.mkdir(parents=True, exist_ok=True)
        old.rename(new)
        _remove_empty(old.parent, project.docs / page.language)
        renaming.moved.append(project.relative(new))


def _remove_empty(folder: Path, last: Path) -> None:
    while folder != last and folder.is_relative_to(last) and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _left(project: Project, old: str) -> Iterator[Place]:
    """Lines that a link of Markdown does not explain: the navigation, HTML, code."""
    name = re.compile(rf"(?<![\w.-]){re.escape(old)}\.md(?!\w)")
    paths = [project.page_path(each, page) for each in project.languages for page in project.pages(each)]
    for path in [project.root / SITE_FILE, *paths]:
        if path.is_file():
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                if name.search(line):
                    yield Place(project.relative(path), number, line.strip())
