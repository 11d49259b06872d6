"""Writes `llms.txt` and each page as plain Markdown, per language, for readers that are programs.

The form is that of https://llmstxt.org: a title, a quote that says what it is, lists of links with notes.
"""

from collections.abc import Iterator
from pathlib import Path

from markdown_pages import SampleTree, read_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_hooks.languages import current_language, home, site_languages, written_in
from site_hooks.plain_markdown import path_of, plain_markdown
from site_hooks.reading_path import name_of, title_of
from site_hooks.texts import texts

NAME = "llms.txt"
_pages: list[Page] = []
"""Those of the language that is being built, in the order of the navigation."""


@event_priority(-200)  # after static-i18n, which makes each language's own navigation
def on_nav(nav: Navigation, **_: object) -> Navigation:
    """Keep the pages: their titles and descriptions are known once they are built."""
    _pages[:] = nav.pages
    return nav


@event_priority(0)  # before static-i18n, which then builds the other languages
def on_post_build(config: MkDocsConfig) -> None:
    """Write the files of the language just built."""
    folder = Path(config.site_dir, home(current_language(config), site_languages(config)))
    (folder / NAME).write_text("\n".join(_listing(config)) + "\n", encoding="utf-8")
    tree, docs = SampleTree(Path(config.config_file_path).parent / "samples"), Path(config.docs_dir)
    for page in filter(lambda page: _is_translated(page, config), _pages):
        path = folder / path_of(name_of(page))
        source = read_page(Path(page.file.abs_src_path or ""), docs)
        path.write_text(plain_markdown(source, tree), encoding="utf-8")


def _is_translated(page: Page, config: MkDocsConfig) -> bool:
    return written_in(page.file, site_languages(config)) == current_language(config)


def _listing(config: MkDocsConfig) -> Iterator[str]:
    language, languages = current_language(config), site_languages(config)
    words = texts(language)["llms"]
    yield from (f"# {config.site_name}", "", f"> {config.site_description}", "", f"## {words['pages']}", "")
    for page in _pages:
        if _is_translated(page, config):
            address = _address(path_of(name_of(page)), language, config)
            note = page.meta.get("description")
            yield f"- [{title_of(page)}]({address})" + (f": {note}" if note else "")
    yield from ("", f"## {words['languages']}", "")
    for other in languages.config.languages:
        if other.locale != language and other.locale in languages.build_languages:
            yield f"- [{other.name}]({_address(NAME, other.locale, config)})"


def _address(path: str, language: str, config: MkDocsConfig) -> str:
    """Return an absolute address; without a site_url, one that is right seen from the language's folder."""
    languages = site_languages(config)
    below = home(language, languages) + path
    if config.site_url:
        return config.site_url + below
    up = "../" if home(current_language(config), languages) else ""
    return path if language == current_language(config) else up + below
