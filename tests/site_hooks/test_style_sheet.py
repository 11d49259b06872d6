import hashlib
import re
from pathlib import Path

import pytest
from site_hooks.errors import SiteError
from site_hooks.style_sheet import names_of, write

from .conftest import Handbook

THEME = "assets/stylesheets/main.0.min.css"


def linked(page: Path) -> list[Path]:
    found = re.findall(r'<link rel="stylesheet" href="([^"]+)">', page.read_text(encoding="utf-8"))
    root = page.parent if page.name != "404.html" else None
    return [(root / it).resolve() if root else Path(it) for it in found]


def test_every_page_has_the_one_style_sheet(plain: Handbook) -> None:
    (sheet,) = (plain.site / "assets").rglob("*.css")
    pages = [path for path in plain.site.rglob("*.html") if path.name != "404.html"]
    assert len(pages) > 20
    assert all(linked(page) == [sheet.resolve()] for page in pages)
    assert [it.name for it in linked(plain.site / "404.html")] == [sheet.name]


def test_the_style_sheet_is_named_after_its_content(plain: Handbook) -> None:
    (sheet,) = (plain.site / "assets").rglob("*.css")
    assert sheet.name.split(".")[1] == hashlib.sha256(sheet.read_bytes()).hexdigest()[:8]
    css = sheet.read_text(encoding="utf-8")
    assert css.startswith('@charset "UTF-8";')
    assert ".md-code__button" in css
    assert ".handbook-drawer" in css
    assert "mjx-container" not in css
    assert "dir=rtl" not in css


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path, text in {
        THEME: "a{top:0}.made{top:0}.gone{top:0}[data-md-state=on]{top:0}.md-version__list{top:0}",
        "assets/own.css": ".page-only{top:0}",
        "assets/javascripts/bundle.js": 'x.className = "made md-version__list"; y.dataset.mdState = "on"',
        "assets/javascripts/lunr/all.js": '"gone"',
        "a/index.html": '<html><link rel="stylesheet" href="../assets/stylesheets/main.0.min.css">'
        '\n<link rel="stylesheet" href="../assets/own.css">'
        '<a class="page-only" title="1 > 0" data-tabs="2:4">gone</a>',
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def test_pages_and_scripts_say_what_is_needed(site: Path) -> None:
    names = names_of(site)
    assert names.most_tabs == 4
    assert {"made", "page-only", "data-md-state", "on", "a"} <= names.words
    assert not {"gone", "md-version__list"} & names.words


def test_what_a_page_switches_on_is_needed(site: Path) -> None:
    (site / "b.html").write_text('<script id="__config">{"version": {"provider": "mike"}}</script>')
    assert "md-version__list" in names_of(site).words
    (site / "assets/javascripts/bundle.js").write_text('x.className = "md-tooltip2"; on("content.tooltips")')
    assert "md-tooltip2" not in names_of(site).words
    (site / "c.html").write_text('<script id="__config">{"features": ["content.tooltips"]}</script>')
    assert "md-tooltip2" in names_of(site).words


def test_what_costs_more_than_it_gives_is_left_out(site: Path) -> None:
    (site / THEME).write_text(".made table:not([class])+*{top:0}.made a:not([class])+*{top:0}")
    (site / "a/table.html").write_text("<table>")
    write(site, [])
    (sheet,) = (site / "assets/stylesheets").iterdir()
    assert sheet.read_text(encoding="utf-8") == '@charset "UTF-8";.made a:not([class])+*{top:0}'


def test_the_sheets_become_one(site: Path) -> None:
    write(site, ["assets/own.css"])
    (sheet,) = site.rglob("*.css")
    expected = "a{top:0}.made{top:0}[data-md-state=on]{top:0}.page-only{top:0}"
    assert sheet.read_text(encoding="utf-8") == f'@charset "UTF-8";{expected}'
    assert linked(site / "a/index.html") == [sheet]


def test_a_sheet_that_names_another_file_is_refused(site: Path) -> None:
    (site / "assets/own.css").write_text("a{background:url(../images/b.png)}", encoding="utf-8")
    with pytest.raises(SiteError, match=r"assets/own\.css"):
        write(site, ["assets/own.css"])
