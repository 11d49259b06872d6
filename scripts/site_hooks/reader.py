"""Tells the templates who reads: the texts of the language, what the page is written in, its translations."""

from collections.abc import Mapping
from functools import partial
from typing import Any, cast

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from site_hooks import own_pages
from site_hooks.languages import current_language, home, point_switcher, site_languages, written_in
from site_hooks.texts import texts

Context = dict[str, Any]


def _alternates(file: File) -> Mapping[str, File]:
    return getattr(file, "alternates", {})


def _written(file: File, config: MkDocsConfig) -> Mapping[str, File]:
    """Return a page's file in each language that it is written in, in the order of the languages."""
    languages, alternates = site_languages(config), _alternates(file)
    real = {locale for locale, other in alternates.items() if written_in(other, languages) == locale}
    return {locale: alternates[locale] for locale in languages.build_languages if locale in real}


def translations(file: File, config: MkDocsConfig) -> Mapping[str, str]:
    """Return a page's absolute address in each language that it is written in; none without a site_url."""
    if not config.site_url:
        return {}
    return {locale: config.site_url + _address(other) for locale, other in _written(file, config).items()}


def _address(file: File) -> str:
    return file.url.removeprefix("./")


def _reader(config: MkDocsConfig) -> Context:
    language, languages = current_language(config), site_languages(config)
    return {
        "language": language,
        "texts": texts(language),
        "home": home(language, languages),
        "page_language": language,
        "own_pages": own_pages.addresses(language, config),
        "suggestions": {},
    }


@event_priority(-200)  # after static-i18n, which puts the theme's settings back before each language
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Name the colour switch and the links to headings in the reader's language."""
    words = texts(current_language(config))
    for option, name in zip(config.theme["palette"], words["palette"], strict=True):
        option["toggle"]["name"] = name
    cast(dict[str, dict[str, object]], config["mdx_configs"])["toc"]["permalink_title"] = words["permalink"]
    return config


def on_env(env: jinja2.Environment, config: MkDocsConfig, **_: object) -> jinja2.Environment:
    """Let sitemap.xml ask for a file's translations."""
    cast(dict[str, object], env.filters)["translations"] = partial(translations, config=config)
    return env


@event_priority(0)
def on_page_context(context: Context, page: Page, config: MkDocsConfig, **_: object) -> Context:
    """Add `reader` to a page's context, and point the language switcher at the page in each language."""
    urls = {locale: other.url for locale, other in _alternates(page.file).items()}
    point_switcher(config, urls)
    languages, addresses = site_languages(config), translations(page.file, config)
    page_language = written_in(page.file, languages)
    reader = {**_reader(config), "page_language": page_language, "translations": addresses}
    reader["original"] = addresses.get(languages.default_language)
    reader["english"] = urls.get(languages.default_language)
    written = _written(page.file, config).items()
    reader["suggestions"] = {
        locale: {"link": other.url, **texts(locale)["suggestion"]}
        for locale, other in written
        if locale != reader["language"]
    }
    return {**context, "reader": reader}


@event_priority(0)
def on_template_context(context: Context, config: MkDocsConfig, **_: object) -> Context:
    """Add `reader` to the context of a template that is no page: 404.html and sitemap.xml."""
    return {**context, "reader": {**_reader(config), "translations": {}}}
