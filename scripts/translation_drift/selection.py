"""Which pages a command looks at, and whom it tells how far it has come: known before anything is read."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from translation_drift.project import Project

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Selection:
    """Which languages and pages a command looks at; empty means all."""

    languages: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()

    def translations(self, project: Project) -> list[str]:
        """The selected languages without the source."""
        return [
            language for language in project.translations if not self.languages or language in self.languages
        ]

    def includes_source(self, project: Project) -> bool:
        """Whether the source language itself is looked at."""
        return not self.languages or project.source in self.languages

    def names(self, pages: Iterable[str]) -> list[str]:
        """The selected ones of some pages."""
        return [page for page in pages if not self.pages or page in self.pages]
