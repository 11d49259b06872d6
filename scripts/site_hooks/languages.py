"""Tells which languages the site has and which one is being built: static-i18n builds one after the other."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from site_hooks.errors import SiteError


class Language(Protocol):
    """One entry of `languages:` in mkdocs.yml."""

    locale: str
    name: str
    build: bool
    extra: Mapping[str, Any] | None
    nav_translations: Mapping[str, str] | None
    admonition_translations: Mapping[str, str] | None


class _Settings(Protocol):
    languages: Sequence[Language]


class SiteLanguages(Protocol):
    """What the static-i18n plugin knows (mkdocs_static_i18n/reconfigure.py: ExtendedPlugin)."""

    config: _Settings
    current_language: str | None
    default_language: str
    build_languages: list[str]
    building: bool
    """Whether the builds of the other languages are under way, inside the first one's `on_post_build`."""
    extra_alternate: list[dict[str, str]]
    i18n_files_per_language: dict[str, list[File]]
    """The pages of the languages built so far, for the sitemap."""


def site_languages(config: MkDocsConfig) -> SiteLanguages:
    """Return the languages of a site."""
    return cast(SiteLanguages, config.plugins["i18n"])


def current_language(config: MkDocsConfig) -> str:
    """Return the language that is being built."""
    languages = site_languages(config)
    return languages.current_language or languages.default_language


def current_settings(config: MkDocsConfig) -> Language:
    """Return what mkdocs.yml says of the language that is being built."""
    locale = current_language(config)
    return next(language for language in site_languages(config).config.languages if language.locale == locale)


def build_only(config: MkDocsConfig, locale: str) -> None:
    """Build one language, at the address that it has in the whole site; pages that it lacks stay English."""
    languages = site_languages(config)
    known = [language.locale for language in languages.config.languages]
    if locale not in known:
        raise SiteError(f"unknown language {locale!r}; mkdocs.yml has {', '.join(known)}")
    for language in languages.config.languages:
        language.build = language.locale == locale
    languages.current_language = locale


def point_switcher(config: MkDocsConfig, links: Mapping[str, str]) -> None:
    """Set the links of the language switcher; languages without one are left out."""
    entries = site_languages(config).extra_alternate
    switcher = [{**entry, "link": links[entry["lang"]]} for entry in entries if entry["lang"] in links]
    # An attribute, as static-i18n sets it for every page: templates find it before an item of the same name.
    setattr(cast(object, config["extra"]), "alternate", switcher)  # noqa: B010


def written_in(file: File, languages: SiteLanguages) -> str:
    """Return the language that a file is written in: not the reader's when the page is untranslated."""
    folder = file.src_uri.split("/", 1)[0]
    known = {language.locale for language in languages.config.languages}
    return folder if folder in known else languages.default_language


def home(locale: str, languages: SiteLanguages) -> str:
    """Return the folder of a language below the site's address, empty for the default language."""
    return "" if locale == languages.default_language else f"{locale}/"
