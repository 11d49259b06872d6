"""Tells the languages of the site from the one list there is, in `mkdocs.yml`."""

from functools import lru_cache, partial
from itertools import chain
from pathlib import Path
from typing import Any, cast

import yaml

from markdown_pages.errors import MarkdownPagesError
from markdown_pages.reading import read_text
from markdown_pages.safe_yaml import FAST, SLOW, fastest


class _SiteLoader(SLOW):
    """Reads a site's YAML without the tags (`!ENV`, …) that only the site builder understands."""


class _FastSiteLoader(FAST):
    """The same with libyaml."""


def _nothing(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


for _loader in (_SiteLoader, _FastSiteLoader):
    cast("Any", _loader).add_multi_constructor("", _nothing)


def languages(mkdocs_yml: Path) -> tuple[str, ...]:
    """Return the languages of the static-i18n plugin, the default language first."""
    return _languages_in(read_text(mkdocs_yml), mkdocs_yml)


@lru_cache(1)
def _languages_in(text: str, mkdocs_yml: Path) -> tuple[str, ...]:
    try:
        site: Any = fastest(partial(yaml.load, text), _FastSiteLoader, _SiteLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise MarkdownPagesError(f"is not YAML: {error.problem}", mkdocs_yml, line) from error
    entries = _entries(site)
    if not entries:
        message = "names no languages: expected plugins: - i18n: languages: - locale: …"
        raise MarkdownPagesError(message, mkdocs_yml)
    default = next((entry for entry in entries if entry.get("default")), entries[0])
    others = (entry for entry in entries if entry is not default)
    return tuple(str(entry["locale"]) for entry in (default, *others))


def _entries(site: Any) -> list[dict[str, Any]]:
    plugins: Any = _mapping(site).get("plugins") or []
    named: list[Any] = [plugins] if isinstance(plugins, dict) else plugins
    settings = (_mapping(_mapping(plugin).get("i18n")) for plugin in named)
    found: list[Any] = list(chain.from_iterable(each.get("languages") or [] for each in settings))
    return [_mapping(entry) for entry in found if _mapping(entry).get("locale") not in (None, "null")]


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
