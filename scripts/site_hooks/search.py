"""Gives each language its own search: Pagefind's index behind Material's search box.

Material's plugin shows the box. The words that it would gather for lunr, which knows neither Polish nor
compounds, are of no use here, so it is told to leave every page out: what it writes are the settings that its
script asks for.
"""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from translation_drift.glossary import read_glossary

from site_hooks import search_index
from site_hooks.languages import current_language, site_languages, written_in
from site_hooks.search_keywords import keywords
from site_hooks.search_words import index_language


@event_priority(50)  # before Material's plugin, which looks at the page's `search`
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Index a page in its reader's language; an untranslated one is no result for who reads another."""
    language = current_language(config)
    search: dict[str, bool] = page.meta.setdefault("search", {})
    if not search.get("exclude") and written_in(page.file, site_languages(config)) == language:
        search_index.add_page(Path(config.site_dir), _indexed(page, language, config))
    search["exclude"] = True
    return {**context, "search_language": index_language(language)}


def _indexed(page: Page, language: str, config: MkDocsConfig) -> search_index.IndexedPage:
    title = str(page.title)  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
    glossary = read_glossary(Path(config.config_file_path).parent / "i18n" / "glossary" / f"{language}.yml")
    words = [page.file.name, *keywords(title, page.toc, glossary)]
    return search_index.IndexedPage(page.url, language, title, words, page.content or "")


@event_priority(50)
def on_template_context(context: dict[str, Any], config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Let the search box of a 404 page search its language."""
    return {**context, "search_language": index_language(current_language(config))}


_served: list[bool] = []
"""One: whether whoever serves the site makes the index, when the pages are there to be read."""


def on_startup(command: str, **_: object) -> None:
    """Note whether the site is served."""
    _served[:] = [command == "serve"]


@event_priority(-200)  # after static-i18n, which builds the other languages
def on_post_build(config: MkDocsConfig) -> None:
    """Make the index once all languages are built."""
    if not site_languages(config).building and not any(_served):
        search_index.write_index(Path(config.site_dir))
