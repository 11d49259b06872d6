"""Finds the pages of the site from one page of it: their titles, and their addresses in each language."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from site_hooks.languages import current_language, current_settings, site_languages


class PageLinks:
    """What a page made during the build has to know about the others."""

    def __init__(self, page: Page, files: Files, config: MkDocsConfig) -> None:
        self.language = current_language(config)
        self._page = page
        self._files = files
        self._config = config

    def language_name(self, language: str) -> str:
        """Return how a language calls itself."""
        languages = site_languages(self._config).config.languages
        return next(it.name for it in languages if it.locale == language)

    def in_order(self, names: Iterable[str]) -> list[str]:
        """Return names of pages in the order of the navigation, others after them."""
        places = {path: place for place, path in enumerate(self._titles)}
        return sorted(names, key=lambda name: (places.get(f"{name}.md", len(places)), name))

    def title(self, name: str) -> str:
        """Return a page's title in the navigation of the reader's language, or its name."""
        return self._titles.get(f"{name}.md", name)

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        translations = current_settings(self._config).nav_translations or {}
        return {
            path: translations.get(title, title)
            for title, path in _entries(cast(object, self._config["nav"]))
        }

    def to_page(self, name: str, language: str) -> str | None:
        """Return the address of a page in a language; None when this build does not have it."""
        file = self._files.get_file_from_path(f"{self.language}/{name}.md")
        alternate = getattr(file, "alternates", {}).get(language)
        return get_relative_url(alternate.url, self._page.url) if alternate else None


def _entries(navigation: object) -> Iterator[tuple[str, str]]:
    """The titles and files of a navigation, sections or not."""
    for item in cast("list[Any]", navigation or []):
        for title, below in cast("dict[str, Any]", item).items() if isinstance(item, dict) else ():
            if isinstance(below, str):
                yield title, below
            else:
                yield from _entries(below)
