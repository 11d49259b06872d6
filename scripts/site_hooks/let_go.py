"""Lets go of what the pages of a language hold once its site is written.

static-i18n keeps the files of every language until the last one is built, and the files keep their pages: the
sitemap asks for the addresses. What a page says nobody asks for again, and it is most of the memory.
"""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.toc import TableOfContents

from site_hooks.languages import current_language, site_languages


@event_priority(-90)  # after what lists or indexes the pages, before static-i18n builds the other languages
def on_post_build(config: MkDocsConfig) -> None:
    """Empty the pages of the language just built."""
    for file in site_languages(config).i18n_files_per_language[current_language(config)]:
        if page := file.page:
            page.markdown = page.content = None
            page.toc = TableOfContents([])
            page.meta = {}
