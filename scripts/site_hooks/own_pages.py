"""Makes the pages that nobody writes, in each language: how far the translations are, and the glossary.

They are files of MkDocs that only exist during a build (`File.generated`, MkDocs 1.6). static-i18n knows only
files that stand in docs/ (reconfigure.py: reconfigure_files), so they join after it, with what it gives to a
page of its own.
"""

from collections.abc import Callable, Iterator
from typing import Protocol, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from site_hooks import glossary_page, status_page
from site_hooks.errors import SiteError
from site_hooks.languages import current_language, home, site_languages
from site_hooks.page_edits import Edit
from site_hooks.page_links import PageLinks
from site_hooks.texts import texts
from site_hooks.translation_record import TranslationRecords

Part = tuple[str, str]
"""A heading in Markdown, which may be empty, and the HTML below it."""
PAGES: dict[str, Callable[[TranslationRecords, str, PageLinks], Iterator[Part]]] = {
    "translation-status": status_page.parts,
    "glossary": glossary_page.parts,
}
_NOT_SEARCHED = "---\nsearch:\n  exclude: true\n---\n\n"
_START = {"translation-status": _NOT_SEARCHED, "glossary": ""}


class _Localized(Protocol):
    """What static-i18n adds to a file (mkdocs_static_i18n/folder.py: create_i18n_file)."""

    locale: str
    locale_alternate_of: str
    alternates: dict[str, File]


@event_priority(-200)  # after static-i18n
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to those of the language that is built next."""
    language, languages = current_language(config), site_languages(config)
    for name in PAGES:
        if files.get_file_from_path(f"{language}/{name}.md"):
            raise SiteError(f"docs/{language}/{name}.md: the site makes a page of this name; rename the file")
        alternates = {locale: _file(name, locale, config) for locale in languages.build_languages}
        for file in alternates.values():
            cast(_Localized, file).alternates = alternates
        files.append(alternates[language])
        languages.i18n_files_per_language[language].append(alternates[language])
    return files


def _file(name: str, language: str, config: MkDocsConfig) -> File:
    title = texts(language)[name.replace("-", "_")]["title"]
    content = f"{_START[name]}# {title} {{#{name}}}\n"
    file = File.generated(
        config, f"{language}/{name}.md", content=content, inclusion=InclusionLevel.NOT_IN_NAV
    )
    file.dest_uri = home(language, site_languages(config)) + file.dest_uri.removeprefix(f"{language}/")
    localized = cast(_Localized, file)
    localized.locale = localized.locale_alternate_of = language
    return file


def addresses(language: str, config: MkDocsConfig) -> dict[str, str]:
    """Return where the pages are in a language, below the site's address, by name."""
    return {name: _file(name, language, config).url for name in PAGES}


def edits(page: Page, files: Files, config: MkDocsConfig, records: TranslationRecords) -> Iterator[Edit]:
    """Return what such a page says, below its title."""
    links = PageLinks(page, files, config)
    for heading, html in PAGES[page.file.name](records, links.language, links):
        if heading:
            yield Edit.after(1, 0, markdown=(heading,))
        yield Edit.after(1, 0, html)
