"""Computes the state of every page in every language; unchanged pages come from a cache."""

import gc
from collections.abc import Iterable, Sequence
from os import cpu_count

from translation_drift.cache import StatusCache
from translation_drift.project import Project
from translation_drift.selection import Progress, Selection
from translation_drift.shown import samples_shown
from translation_drift.states import PageState, PageStatus

_WORTH_A_POOL = 60
"""Pages to read below which starting processes costs more than it saves."""
_OBJECTS_BETWEEN_COLLECTIONS = 50_000
"""Pages have no cycles worth looking for each 700 objects, as Python does by default."""


def project_status(
    project: Project, selection: Selection, progress: Progress | None = None
) -> list[PageStatus]:
    """The state of all selected pages: the source's first, then language by language."""
    existing = {language: set(project.pages(language)) for language in project.languages}
    found = _source_pages(project, selection, sorted(existing[project.source]))
    jobs: list[tuple[str, str]] = []
    for language in selection.translations(project):
        for page in selection.names(sorted(existing[project.source] | existing[language])):
            if page not in existing[project.source]:
                found.append(_without_blocks(project, language, page, PageState.ORPHANED))
            else:
                jobs.append((page, language))
    found += _compute(project, jobs, progress)
    order = {language: place for place, language in enumerate(project.languages)}
    return sorted(found, key=lambda status: (order[status.language], status.page))


def page_states(project: Project) -> dict[tuple[str, str], PageStatus]:
    """The state of every page by (page, language): for a site that tells its readers what is behind."""
    return {(status.page, status.language): status for status in project_status(project, Selection())}


def _source_pages(project: Project, selection: Selection, pages: list[str]) -> list[PageStatus]:
    if not selection.includes_source(project):
        return []
    return [
        _without_blocks(project, project.source, page, PageState.FRESH) for page in selection.names(pages)
    ]


def _without_blocks(project: Project, language: str, page: str, state: PageState) -> PageStatus:
    path = project.page_path(language, page)
    is_source = language == project.source
    shown = () if is_source else samples_shown(project, path)
    return PageStatus(page, language, project.relative(path), state, is_source=is_source, shown=shown)


def _compute(
    project: Project, jobs: Sequence[tuple[str, str]], progress: Progress | None
) -> list[PageStatus]:
    cache = StatusCache(project)
    found: list[PageStatus] = []
    todo: dict[str, list[str]] = {}
    for page, language in jobs:
        known = cache.get(page, language)
        if known is not None:
            found.append(known)
        else:
            todo.setdefault(page, []).append(language)
    for statuses in _read(project, todo):
        found += statuses
        for status in statuses:
            cache.put(status)
        if progress:
            progress(len(found), len(jobs))
    cache.save()
    return found


def _read(project: Project, todo: dict[str, list[str]]) -> Iterable[list[PageStatus]]:
    from translation_drift.page_status import read_statuses

    work = [(project, page, tuple(languages)) for page, languages in sorted(todo.items())]
    if sum(map(len, todo.values())) < _WORTH_A_POOL or (cpu_count() or 1) < 2:
        yield from map(read_statuses, work)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(initializer=gc.set_threshold, initargs=(_OBJECTS_BETWEEN_COLLECTIONS,)) as pool:
        yield from pool.map(read_statuses, work, chunksize=8)
