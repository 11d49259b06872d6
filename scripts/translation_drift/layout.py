"""Where the pages of a language are, told by one pattern for the source and one for its translations.

A pattern is a path below the project with `{page}` in it and, where it is not the same for all languages,
`{language}`: `docs/{language}/{page}.md`, `docs/{page}.{language}.md`. A pattern that ends with `{page}`
takes `.md` and `.mdx` files alike, and the ending belongs to the name of the page.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from translation_drift.errors import ConfigurationError

_ENDINGS = (".md", ".mdx")


@dataclass(frozen=True)
class PathPattern:
    """One pattern, such as `docs/{page}.{language}.md`."""

    text: str

    def __post_init__(self) -> None:
        folder, page, ending = self.text.partition("{page}")
        if not page or not folder.strip("/").replace("{language}", "") or not folder.endswith("/"):
            raise ConfigurationError(
                f"{self.text!r} is no pattern for pages; write a folder and a name: 'docs/{{page}}.md'"
            )
        if ending and not ending.endswith(_ENDINGS):
            raise ConfigurationError(f"{self.text!r} must end with .md, .mdx or {{page}}")

    def path(self, language: str, page: str) -> str:
        """The file of a page, relative to the project."""
        return self.text.replace("{language}", language).replace("{page}", page)

    def page(self, language: str, path: str) -> str | None:
        """The name of the page that a file is in a language, or None."""
        folder, ending = self._around(language)
        name = path.removeprefix(folder).removesuffix(ending)
        fits = path == f"{folder}{name}{ending}" and name and (ending or name.endswith(_ENDINGS))
        return name if fits else None

    def pages(self, root: Path, language: str) -> Iterator[str]:
        """The names of all pages that there are in a language."""
        folder, ending = self._around(language)
        for last in (ending.rpartition("/")[2],) if ending else _ENDINGS:
            for path in _files(root / folder, last):
                page = self.page(language, folder + path)
                if page is not None:
                    yield page

    def _around(self, language: str) -> tuple[str, str]:
        folder, _, ending = self.text.replace("{language}", language).partition("{page}")
        return folder, ending


def _files(root: Path, ending: str) -> Iterator[str]:
    """What is below a folder and ends so, with forward slashes; `Path.rglob` takes ten times as long."""
    for folder, folders, files in os.walk(root):
        names = [name for name in (*folders, *files) if name.endswith(ending)]
        below = PurePath(folder).relative_to(root) if names else PurePath()
        yield from ((below / name).as_posix() for name in names)


@dataclass(frozen=True)
class Layout:
    """Where the pages of the source and of the translations are."""

    source: PathPattern
    translation: PathPattern

    def pages(self, root: Path, language: str, source: str, translations: tuple[str, ...]) -> list[str]:
        """Names of the pages that exist in a language, sorted; a translation is no source page."""
        if language != source:
            return sorted(self.translation.pages(root, language))
        names = self.source.pages(root, source)
        if self.source == self.translation:
            return sorted(names)
        return sorted(name for name in names if not self._is_translation(source, name, translations))

    def path(self, language: str, source: str, page: str) -> str:
        """The file of a page in a language, relative to the project, whether it exists or not."""
        return (self.source if language == source else self.translation).path(language, page)

    def _is_translation(self, source: str, page: str, translations: tuple[str, ...]) -> bool:
        path = self.source.path(source, page)
        return any(self.translation.page(language, path) for language in translations)
