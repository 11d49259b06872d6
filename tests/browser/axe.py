"""Asks axe-core, which axe-playwright-python carries, what is wrong with a page in each look."""

from collections.abc import Iterator, Sequence
from typing import Literal, cast

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Look = tuple[int, Literal["light", "dark"]]
"""The width of the window in pixels, and the scheme of colours."""
LOOKS: tuple[Look, ...] = ((1400, "light"), (1400, "dark"), (390, "dark"), (390, "light"))
_SCRIPT = Axe().axe_script
_RUN = """within => axe.run(within, {resultTypes: ["violations"]}).then(found =>
  found.violations.flatMap(({id, nodes}) => nodes.map(it =>
    `${id}: ${it.target} ${it.html.slice(0, 150)}`)))"""
_SETTLED = "Promise.all(document.getAnimations().map(it => it.finished.catch(() => 0)))"


def version(tab: Page) -> tuple[int, ...]:
    """Return which axe-core it is."""
    tab.evaluate(_SCRIPT)
    return tuple(map(int, tab.evaluate("axe.version").split(".")))


def violations(tab: Page, address: str, within: Sequence[str] = ("html",)) -> Iterator[str]:
    """Return what is wrong with a page, or with parts of it and all that they fold, in each look."""
    tab.goto(address)
    for part in within:
        tab.locator(part).evaluate_all("all => all.forEach(it => { it.open = true })")
    tab.evaluate(_SCRIPT)
    for width, scheme in LOOKS:
        tab.set_viewport_size({"width": width, "height": 900})
        tab.emulate_media(color_scheme=scheme)
        tab.evaluate(_SETTLED)  # colours fade into each other
        yield from (f"{width} px, {scheme}: {it}" for it in cast(list[str], tab.evaluate(_RUN, [*within])))
