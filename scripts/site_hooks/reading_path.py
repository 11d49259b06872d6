"""Says below a page what to read before it and what comes after it: `extra.needs` in mkdocs.yml."""

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from site_hooks.errors import SiteError

Needs = Mapping[str, Sequence[str]]
"""For a page's name the names of the pages that a reader should know before it."""


def needs(config: MkDocsConfig) -> Needs:
    """Return what mkdocs.yml says of the order of pages."""
    return cast(Needs, cast(dict[str, Any], config["extra"]).get("needs") or {})


def before(name: str, needed: Needs) -> Sequence[str]:
    """Return the pages that stand directly before a page."""
    return needed.get(name, ())


def after(name: str, needed: Needs) -> list[str]:
    """Return the pages that stand directly after a page, in the order of mkdocs.yml."""
    return [page for page, those in needed.items() if name in those]


@event_priority(-200)  # after static-i18n, which makes each language's own navigation
def on_nav(nav: Navigation, config: MkDocsConfig, **_: object) -> Navigation:
    """Refuse pages that do not exist, and pages that need each other."""
    needed, known = needs(config), {name_of(page) for page in nav.pages}
    for name in sorted({*needed, *(other for those in needed.values() for other in those)} - known):
        raise SiteError(f"mkdocs.yml: extra.needs names {name!r}, which the navigation does not have")
    try:
        TopologicalSorter(needed).prepare()
    except CycleError as error:
        circle = " → ".join(error.args[1])
        raise SiteError(f"mkdocs.yml: extra.needs goes in a circle, take one out: {circle}") from error
    return nav


@event_priority(0)
def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Hand the neighbours of a page to its template."""
    if page.file.generated_by:
        return context
    pages, needed, name = {name_of(it): it for it in nav.pages}, needs(config), name_of(page)
    path = {"before": before(name, needed), "after": after(name, needed)}
    return {**context, "reading_path": {side: [*_links(names, pages)] for side, names in path.items()}}


def _links(names: Sequence[str], pages: Mapping[str, Page]) -> Iterator[tuple[str, str]]:
    for name in names:
        yield title_of(pages[name]), pages[name].url


def name_of(page: Page) -> str:
    """Return a page's name, which is the same in all languages."""
    return page.file.src_uri.split("/", 1)[1].removesuffix(".md")


def title_of(page: Page) -> str:
    """Return a page's title in the navigation of the reader's language."""
    return str(cast(Any, page).title)
