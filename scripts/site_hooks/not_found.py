"""Gives each language its own 404.html, English at the root: static-i18n leaves one, in the last language."""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from site_hooks.languages import current_language, home, point_switcher, site_languages
from site_hooks.texts import all_texts

_NAME = "404.html"


@event_priority(-100)
def on_template_context(context: dict[str, Any], template_name: str, config: MkDocsConfig) -> dict[str, Any]:
    """Point the language switcher at the first pages, and hand over every language's words.

    The switcher still holds the links of the last page of the build before. The words are for a host that
    knows only one 404.html: it picks the language by the address that was asked for.
    """
    if template_name != _NAME:
        return context
    languages = site_languages(config)
    point_switcher(config, {it["lang"]: it["link"] for it in languages.extra_alternate})
    words = {locale: all_texts()[locale]["not_found"] for locale in languages.build_languages}
    homes = {locale: home(locale, languages) for locale in languages.build_languages}
    return {**context, "not_found": words, "homes": homes}


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Write a language's 404.html into its folder; only the default language's goes to the root."""
    folder = home(current_language(config), site_languages(config))
    if template_name != _NAME or not folder:
        return output_content
    path = Path(config.site_dir, folder, _NAME)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(output_content, encoding="utf-8")
    return ""
