"""A proof is read with the keyboard, is no part of what is copied, and leads to the whole program."""

from collections.abc import Iterator
from typing import Any, cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.site_hooks.conftest import SAMPLE, make
from tests.site_hooks.test_code import INNER, WHOLE
from tests.site_hooks.test_evidence import result, write

from .patience import patient
from .static_host import StaticHost, static_host


@pytest.fixture(scope="module")
def proven(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """A small handbook that has run, with a comment that is said in Polish."""
    handbook = make(tmp_path_factory.mktemp("proven"))
    with pytest.MonkeyPatch.context() as patch, static_host(handbook.site) as host:
        for name in ("SITE_URL", "REPO_URL", "EDIT_URI"):
            patch.delenv(name, raising=False)
        sample = handbook.root / "samples/jobs/greet.py"
        sample.write_text(SAMPLE.replace("import sys", "import sys  # prints"), encoding="utf-8")
        comments = handbook.root / "i18n/comments/pl/jobs/greet.py.yml"
        comments.parent.mkdir(parents=True)
        comments.write_text("prints: wypisuje <tak>\n", encoding="utf-8")
        write(handbook, *(result(language, text=INNER) for language in ("en", "pl")))
        assert handbook.build(site_url=host.address) == []
        yield host


def test_a_proof_opens_and_closes_with_the_keyboard(proven: StaticHost, tab: Page) -> None:
    tab.goto(f"{proven.address}pl/first-job/")
    proof = tab.locator("details.handbook-proof")
    assert proof.count() == 1
    assert not proof.locator("dl").is_visible()
    proof.locator("summary").focus()
    tab.keyboard.press("Enter")
    assert proof.locator("dl").is_visible()
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/pl/samples/jobs/greet.py.html#inner")
    region = tab.locator(".handbook-region#inner")
    assert region.inner_text().strip() == INNER.strip()
    edge = "it => parseFloat(getComputedStyle(it).borderInlineStartWidth)"
    assert region.evaluate(edge) > 0
    assert tab.locator("#whole").evaluate(edge) == 0


def test_the_copy_button_copies_the_program_alone(
    proven: StaticHost, context: BrowserContext, tab: Page
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=proven.address)
    tab.goto(f"{proven.address}pl/first-job/")
    blocks = tab.locator("div.highlight")
    copied: list[str] = []
    for number in (0, 2):
        blocks.nth(number).hover()
        blocks.nth(number).locator('[data-md-type="copy"]').click()
        tab.wait_for_timeout(100)
        copied.append(tab.evaluate("navigator.clipboard.readText()"))
    whole = WHOLE.replace("import sys", "import sys  # wypisuje <tak>")
    assert [text.rstrip("\n") for text in copied] == [whole.rstrip("\n"), INNER.rstrip("\n")]


def test_without_javascript_a_proof_opens(proven: StaticHost, context: BrowserContext) -> None:
    browser = context.browser
    assert browser
    plain = patient(browser.new_context(java_script_enabled=False))
    tab = plain.new_page()
    tab.goto(f"{proven.address}first-job/")
    tab.locator("details.handbook-proof > summary").click()
    assert tab.locator("details.handbook-proof dl").is_visible()
    tab.locator("details.handbook-proof a").click()
    assert "import sys" in tab.locator("pre").inner_text()
    plain.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["pl/first-job/", "pl/samples/jobs/greet.py.html#inner"])
def test_proofs_and_whole_programs_are_accessible(
    proven: StaticHost, tab: Page, path: str, scheme: str
) -> None:
    tab.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    tab.goto(proven.address + path, wait_until="networkidle")
    tab.evaluate("document.querySelectorAll('details').forEach(it => it.open = true)")
    expected = "slate" if scheme == "dark" else "default"
    assert tab.locator("body").get_attribute("data-md-color-scheme") == expected
    target = ".handbook-proof" if "samples" not in path else "main"
    found = cast(Any, Axe()).run(tab, context={"include": [[target]]})
    assert found.violations_count == 0, found.generate_report()


def test_the_page_of_a_sample_asks_for_nothing_that_is_missing(proven: StaticHost, tab: Page) -> None:
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    proven.missing.clear()
    tab.goto(f"{proven.address}pl/samples/jobs/greet.py.html", wait_until="networkidle")
    assert proven.missing == []
    assert said == []
