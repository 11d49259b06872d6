"""Drawing: Mermaid's SVG without anything that the site does not need."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from site_hooks.drawing import chromium
from site_hooks.drawing.svg import SVG, reduced, words
from site_hooks.errors import SiteError

from .conftest import DRAWN


def test_a_browser_that_draws_nothing_is_an_error(browser: Path, tmp_path: Path) -> None:
    browser.write_text("<html><body></body></html>")
    with pytest.raises(SiteError, match="no drawing"):
        chromium.draw({"a": "flowchart LR"}, tmp_path / "mermaid.js")


def test_no_browser_is_an_error_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "NAMES", ("no-such-browser",))
    with pytest.raises(SiteError, match="apt-get install chromium-headless-shell"):
        chromium.find_browser()


def elements(name: str) -> Iterator[ElementTree.Element]:
    return ElementTree.fromstring(reduced(DRAWN)).iter(f"{SVG}{name}")


def test_a_drawing_keeps_shapes_and_words_only() -> None:
    svg = reduced(DRAWN)
    for part in (
        "<style",
        "stroke-width",
        "data-",
        "unused",
        "filter",
        "#000",
        "0.123456",
        "M9 9",
        'class="edge ',
    ):
        assert part not in svg
    assert [marker.get("id") for marker in elements("marker")] == ["used"]
    assert [text.text for text in elements("tspan")] == ["First step"]
    assert [group.get("class") for group in elements("g") if not len(group)] == []
    assert words(svg) == "TwostepsFirst,secondFirststep"


def test_a_drawing_is_an_image_with_title_and_description() -> None:
    root = ElementTree.fromstring(reduced(DRAWN))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "t1 s1"
    assert (root.get("width"), root.get("height")) == ("100.2", "50")
    assert root.get("style") == "min-width: 62px"


def test_the_same_drawing_has_the_same_bytes() -> None:
    assert reduced(DRAWN) == reduced(DRAWN)
