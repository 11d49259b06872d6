"""Writes one style sheet for all pages: the theme's and the handbook's, without what has no use on this site.

The first view of a page waits for the style sheets, and a third of Material's is for things that the pages do
not have. The file is named after its content, so that a browser never keeps an old one.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority

from site_hooks.errors import SiteError
from site_hooks.languages import site_languages
from site_hooks.style_rules import Names, kept

FOLDER = "assets/stylesheets"
_THEME = ("main.*.min.css", "palette.*.min.css")
_UNUSED_SCRIPTS = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
_LINK = re.compile(r'\s*<link rel="stylesheet" href="(?P<base>[^"]*?)(?P<sheet>assets/[^"]+)">')
_TAG = re.compile(r"""<[a-zA-Z](?:[^>"']|"[^"]*"|'[^']*')*>""")
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
_WORD = re.compile(r"[\w-]+")
_DATA_ATTRIBUTE = re.compile(r"dataset\.(\w+)")
_TABS = re.compile(r'data-tabs="\d+:(\d+)"')
_OTHER_FILE = re.compile(r"url\(\s*[\"']?(?!data:|#|[\"'])")
_SHORTEST_BEGINNING = 4
MADE_BY_SCRIPTS = {
    "md-annotation": re.compile(r'"content\.code\.annotate"|class="[^"]*\bannotate\b'),
    "md-source__": re.compile('data-md-component="source"'),
    "md-tooltip": re.compile(
        r'"content\.(?:tooltips|footnote\.tooltips|code\.annotate)"|class="[^"]*\bannotate\b'
    ),
    "md-tag": re.compile('class="md-tag'),
    "md-version": re.compile('"provider"'),
    "rtl": re.compile('dir="rtl"'),
}
"""Beginnings of names that the theme's scripts only give, or ask for, where a page says so; what says so."""
UNWANTED = ("table:not([class])+*",)
"""Parts of selectors that cost more than they give. The theme's script takes each table out for a moment, and
this makes a browser work out the styles of the whole page again; it finds nothing once tables are framed."""


_served: list[bool] = []
"""One: whether the site is built again on each change, for the writer of a page."""


def on_startup(command: str, **_: object) -> None:
    """Note whether the site is only served: its pages look the same with the sheets as they are."""
    _served[:] = [command == "serve"]


@event_priority(-300)  # when every file that a page can be is written
def on_post_build(config: MkDocsConfig) -> None:
    """Make the style sheet of the whole site once all languages are built."""
    if not site_languages(config).building and not any(_served):
        write(Path(config.site_dir), cast(list[str], config["extra_css"]))


def write(site: Path, own_sheets: Sequence[str]) -> None:
    """Write the one style sheet of a site, link every page with it, and delete those that it was made of."""
    sheets = [*_theme_sheets(site), *own_sheets]
    css = kept("\n".join(_read(site, sheet) for sheet in sheets), names_of(site))
    content = f'@charset "UTF-8";{css}'.encode()
    name = f"{FOLDER}/handbook.{hashlib.sha256(content).hexdigest()[:8]}.css"
    (site / name).write_bytes(content)
    for page in site.rglob("*.html"):
        _link(page, sheets, name)
    for sheet in sheets:
        (site / sheet).unlink()
        (site / f"{sheet}.map").unlink(missing_ok=True)


def _theme_sheets(site: Path) -> Iterator[str]:
    for pattern in _THEME:
        for path in (site / FOLDER).glob(pattern):
            yield f"{FOLDER}/{path.name}"


def _read(site: Path, sheet: str) -> str:
    css = (site / sheet).read_text(encoding="utf-8")
    if _OTHER_FILE.search(css):
        raise SiteError(f"{sheet}: a style sheet moves and cannot name another file; use a data: address")
    return css


def names_of(site: Path) -> Names:
    """Return what the rules of a site's style sheets can ask for."""
    words: set[str] = set()
    off = dict(MADE_BY_SCRIPTS)
    most_tabs = 0
    said: set[str] = set()
    for page in site.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        words.update(_words(_TAG.findall(html)))
        said.update(_words(_SCRIPT.findall(html)))
        most_tabs = max([most_tabs, *map(int, _TABS.findall(html))])
        off = {beginning: sign for beginning, sign in off.items() if not sign.search(html)}
    said |= _words_of_scripts(site)
    words |= {word for word in said if not word.startswith((*off,))}
    beginnings = tuple(it for it in said if it.endswith("-") and len(it) >= _SHORTEST_BEGINNING)
    beginnings = tuple(it for it in beginnings if not it.startswith((*off,)))
    return Names(frozenset(words), beginnings, most_tabs, UNWANTED)


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in {*texts} for word in _WORD.findall(text)}


def _words_of_scripts(site: Path) -> set[str]:
    said: set[str] = set()
    for path in (site / "assets").rglob("*.js"):
        if not path.relative_to(site).as_posix().startswith(_UNUSED_SCRIPTS):
            script = path.read_text(encoding="utf-8")
            said.update(_WORD.findall(script))
            said.update(_attribute(name) for name in _DATA_ATTRIBUTE.findall(script))
    return said


def _attribute(name: str) -> str:
    """The attribute that a script calls dataset.mdState: data-md-state."""
    return "data-" + re.sub("[A-Z]", lambda letter: f"-{letter[0].lower()}", name)


def _link(page: Path, sheets: Sequence[str], name: str) -> None:
    """Exchange the links of a page to the style sheets that are no more for one to the new one."""
    html = page.read_text(encoding="utf-8")
    found = [it for it in _LINK.finditer(html) if posixpath.normpath(it["sheet"]) in sheets]
    for number, link in reversed([*enumerate(found)]):
        new = f'\n<link rel="stylesheet" href="{link["base"]}{name}">' if number == 0 else ""
        html = html[: link.start()] + new + html[link.end() :]
    page.write_text(html, encoding="utf-8")
