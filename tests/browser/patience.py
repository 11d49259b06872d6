"""How long a page may take: minutes, since other tests use the processors meanwhile."""

from playwright.sync_api import BrowserContext, expect

PATIENCE = 120_000
"""Milliseconds; Playwright's own 5 and 30 seconds are those of an idle machine."""
expect.set_options(timeout=PATIENCE)


def patient(context: BrowserContext) -> BrowserContext:
    """Give a reader's visit that time."""
    context.set_default_timeout(PATIENCE)
    return context
