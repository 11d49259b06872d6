"""Gives each language its own search index, cut into words as that language needs it.

Out of the box one index holds all languages, cut by the rules of one. Nothing is stemmed: Material sends
queries with a wildcard, which lunr does not stem, so a stemmed index loses matches.
"""

import json
import re
from collections.abc import MutableMapping
from pathlib import Path
from typing import Any, Protocol, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority

from site_hooks.languages import current_language, current_settings, home, site_languages

_INDEX = Path("search", "search_index.json")
_root_index: dict[str, str] = {}


class _SearchPlugin(Protocol):
    config: MutableMapping[str, Any]


@event_priority(100)  # before the search plugin reads its settings
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Set the search up for the language that is built next."""
    extra = current_settings(config).extra or {}
    cast(_SearchPlugin, config.plugins["material/search"]).config.update(extra.get("search", {}))
    return config


def below(index: dict[str, Any], folder: str, characters: str) -> dict[str, Any]:
    """Return an index with addresses relative to a folder, and with characters that are words set apart."""

    def cut(text: str) -> str:
        return re.sub(f"({characters})", "\u200b\\1\u200b", text) if characters else text

    documents = [
        {
            **it,
            "location": it["location"].removeprefix(folder),
            "title": cut(it["title"]),
            "text": cut(it["text"]),
        }
        for it in index["docs"]
    ]
    return {**index, "docs": documents}


def _keep(config: MkDocsConfig) -> None:
    """Put the index of the language just built into its folder; the next build overwrites the root's."""
    site, languages = Path(config.site_dir), site_languages(config)
    folder = home(current_language(config), languages)
    characters = (current_settings(config).extra or {}).get("search_characters", "")
    index = below(json.loads((site / _INDEX).read_text(encoding="utf-8")), folder, characters)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (site / folder / _INDEX).parent.mkdir(parents=True, exist_ok=True)
    (site / folder / _INDEX).write_text(text, encoding="utf-8")
    if not folder:
        _root_index[config.site_dir] = text


@event_priority(
    -200
)  # after static-i18n, which builds the other languages and then writes all entries into one index
def _restore(config: MkDocsConfig) -> None:
    """Put the default language's own index back once all languages are built."""
    if site_languages(config).building:
        return
    at_root = Path(config.site_dir) / _INDEX
    text = _root_index.pop(config.site_dir, None)
    if text is not None:
        at_root.write_text(text, encoding="utf-8")
    else:  # one language alone, which has its own folder
        at_root.unlink()
        at_root.parent.rmdir()


on_post_build = CombinedEvent(_keep, _restore)
