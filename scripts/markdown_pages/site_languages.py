"""Reads which languages a site has, from the one place that says so: the i18n plugin in `mkdocs.yml`."""

from pathlib import Path
from typing import Any, cast

import yaml

from markdown_pages.errors import MarkdownPagesError


class _Loader(yaml.SafeLoader):
    """Reads a site's YAML without the tags (`!ENV`, `!!python/name:`) that only the builder understands."""


def _nothing(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


cast("Any", _Loader).add_multi_constructor("", _nothing)


def languages(site_file: Path) -> list[str]:
    """Return the locales of a site, the source language first.

    Raises:
        MarkdownPagesError: the file is missing or not YAML, or names no languages.
    """
    try:
        site: Any = yaml.load(site_file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
    except (OSError, yaml.YAMLError) as error:
        raise MarkdownPagesError(f"cannot be read: {error}", site_file) from error
    plugins: list[Any] = site.get("plugins") or []
    entries = [
        entry
        for plugin in plugins
        if isinstance(plugin, dict)
        for entry in cast("dict[str, Any]", plugin).get("i18n", {}).get("languages", [])
    ]
    entries.sort(key=lambda entry: not entry.get("default"))
    if not entries:
        raise MarkdownPagesError("names no languages: plugins: - i18n: languages: - locale: …", site_file)
    return [entry["locale"] for entry in entries if entry["locale"] != "null"]
