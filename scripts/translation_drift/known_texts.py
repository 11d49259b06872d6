"""Tells from the locks alone, without reading a page, where a text of the source is translated already."""

from functools import cached_property

from translation_drift.lock import read_lock
from translation_drift.project import Project
from translation_drift.states import BlockState, BlockStatus

_ID = 8
_TO_TRANSLATE = (BlockState.MISSING, BlockState.UNTRANSLATED)


class KnownTexts:
    """The accepted source texts of one language, by the id that a new block with this text has."""

    def __init__(self, project: Project, language: str) -> None:
        self._project = project
        self._language = language

    def page(self, block: BlockStatus) -> str | None:
        """Path of a page that translates the text of a block that still has to be translated."""
        return self._pages.get(block.block) if block.state in _TO_TRANSLATE and not block.by else None

    @cached_property
    def _pages(self) -> dict[str, str]:
        return {
            entry.source[:_ID]: self._project.relative(self._project.page_path(self._language, name))
            for name in self._project.locks(self._language)
            if (lock := read_lock(self._project.lock_path(self._language, name))) is not None
            for entry in lock.entries
            if entry.source != entry.target
        }
