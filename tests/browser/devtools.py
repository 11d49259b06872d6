"""Asks Chromium itself, by the DevTools protocol, what Playwright has no name for."""

from collections.abc import Callable
from typing import Any, cast

from playwright.sync_api import Page

Command = Callable[..., dict[str, Any]]


def devtools(tab: Page) -> Command:
    """Return what sends a tab's browser a command and returns its answer."""
    session = tab.context.new_cdp_session(tab)
    return cast(Command, session.send)  # pyright: ignore[reportUnknownMemberType] - a dict of anything
