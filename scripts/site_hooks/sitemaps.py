"""Gives each language a sitemap of its own, `ja/sitemap.xml`, beside the root's, which lists all languages.

A sitemap may only list what lies in its own folder (sitemaps.org/protocol.html, "Sitemap file location"), so
that of the default language, whose pages lie at the root, is the root's.
"""

import copy
from pathlib import Path
from xml.etree import ElementTree

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from site_hooks.languages import home, site_languages

NAME = "sitemap.xml"
NAMESPACES = {"": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}


@event_priority(-200)  # after static-i18n, which builds the other languages
def on_post_build(config: MkDocsConfig) -> None:
    """Write the sitemaps of the languages that have a folder, once the root's is there."""
    languages, root = site_languages(config), Path(config.site_dir, NAME)
    if languages.building or not config.site_url or not root.is_file():
        return
    for prefix, address in NAMESPACES.items():
        ElementTree.register_namespace(prefix, address)
    every = ElementTree.parse(root).getroot()  # noqa: S314 - written a moment ago by the template
    for folder in filter(None, (home(locale, languages) for locale in languages.build_languages)):
        if len(listed := _only(every, config.site_url + folder)):
            path = Path(config.site_dir, folder, NAME)
            ElementTree.ElementTree(listed).write(path, encoding="UTF-8", xml_declaration=True)


def _only(sitemap: ElementTree.Element, start: str) -> ElementTree.Element:
    """Return a sitemap of the addresses with a start."""
    only = copy.deepcopy(sitemap)
    for url in only.findall("url", NAMESPACES):
        if not url.findtext("loc", "", NAMESPACES).startswith(start):
            only.remove(url)
    return only
