"""The whole handbook on a static host, and the Chromium that is installed to look at it with.

Without Chromium the tests of this folder are skipped, and pytest's summary counts them with the reason.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from site_hooks import evidence
from site_hooks.building import build_site
from site_hooks.drawing.chromium import NAMES
from site_hooks.site_configuration import load

from .outdated import outdated_handbook
from .patience import PATIENCE, patient
from .proven import all_proven
from .static_host import StaticHost, static_host

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """The site of this repository's pages when all that they show has run; it knows its address."""
    folder = tmp_path_factory.mktemp("site")
    with static_host(folder) as host:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("SITE_URL", "REPO_URL", "EDIT_URI"):
                patch.delenv(name, raising=False)
            patch.setattr(evidence, "read_results", all_proven)
            assert build_site(load(ROOT, folder, None, host.address)) == []
        yield host


@pytest.fixture(scope="module")  # while it is open, no other test of this process may use asyncio
def browser() -> Iterator[Browser]:
    """Chromium, as Debian and its relatives install it."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on PATH (.ci/packages.txt names one)")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox"], timeout=PATIENCE
        )
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A reader's first visit: nothing stored, a wide window."""
    context = patient(browser.new_context(viewport={"width": 1400, "height": 900}))
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext) -> Page:
    """An empty tab of that reader."""
    return context.new_page()


@pytest.fixture(scope="package")
def outdated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """The site of a small handbook whose translations are behind."""
    handbook = outdated_handbook(tmp_path_factory.mktemp("outdated"))
    assert handbook.build() == []
    with static_host(handbook.site) as host:
        yield host
