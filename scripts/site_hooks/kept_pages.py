"""Renders the Markdown of a page once while the site is served, until what it is made of changes.

That is its own text with the edits of the other hooks, the samples, mkdocs.yml, and the addresses of the
other files, which its links become.
"""

import logging
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils import CountHandler

from site_hooks.kept import Kept, state_of
from site_hooks.languages import current_language

Links = Mapping[str, dict[str, str]]


@dataclass(frozen=True)
class Rendered:
    """What MkDocs leaves on a page that it has rendered (mkdocs/structure/pages.py: Page.render)."""

    content: str | None
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None
    links: Links | None
    """The anchors that it links to, by the path of the file: each build has files of its own."""


_kept: Kept[Rendered] = Kept()
_sources: list[Hashable] = []
"""One, what the pages of this build share; files are asked for once a build."""


def on_startup(command: str, **_: object) -> None:
    """Keep what the build before has rendered."""
    _kept.begin(command)


@event_priority(-300)  # when every file that a page can be is known
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Note what all pages are made of."""
    root = Path(config.config_file_path).parent
    addresses = tuple(sorted((it.src_uri, it.url) for it in files))
    _sources[:] = [(state_of(root / "samples", Path(config.config_file_path)), addresses)]
    return files


def on_pre_page(page: Page, **_: object) -> Page:
    """Have the page rendered by `_render`, when the other hooks have edited its text."""
    vars(page)["render"] = partial(_render, page, page.render)
    return page


def _render(
    page: Page, render: Callable[[MkDocsConfig, Files], None], config: MkDocsConfig, files: Files
) -> None:
    """Render a page, or give it what it was rendered to; one that MkDocs warns of is rendered each time."""
    warnings = CountHandler(level=logging.WARNING)

    def make() -> Rendered:
        render(config, files)
        return _rendered(page)

    key = (page.file.src_uri, current_language(config), page.markdown, *_sources)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    try:
        rendered = _kept.of(key, make, lambda: not warnings.get_counts())
    finally:
        logger.removeHandler(warnings)
    _give(page, rendered, files)


def _rendered(page: Page) -> Rendered:
    links = page.links_to_anchors
    by_path = None if links is None else {file.src_uri: anchors for file, anchors in links.items()}
    title = vars(page)["_title_from_render"]
    return Rendered(page.content, page.toc, title, page.present_anchor_ids, by_path)


def _give(page: Page, rendered: Rendered, files: Files) -> None:
    page.content, page.toc = rendered.content, rendered.toc
    page.present_anchor_ids = rendered.anchors
    page.links_to_anchors = None if rendered.links is None else _of_files(rendered.links, files)
    vars(page)["_title_from_render"] = rendered.title


def _of_files(links: Links, files: Files) -> dict[File, dict[str, str]]:
    return {files.src_uris[path]: anchors for path, anchors in links.items() if path in files.src_uris}
