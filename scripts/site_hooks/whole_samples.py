"""Writes a light page for each sample that has a proof: the whole program, each region of it to be linked.

The pages are no pages of MkDocs, which would render its whole template for each of them; without the comments
that are translated they are the same in all languages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path
from typing import Any, cast

from markdown_pages import LINE_END, Region, SampleTree
from markdown_pages.comments import rewritten
from markdown_pages.reading import read_text
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_relative_url
from pygments import highlight, lexers
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.data import YamlLexer
from pygments.util import ClassNotFound
from translation_drift.project import Project
from translation_drift.sample_comments import said_instead

from site_hooks.languages import current_language, home, site_languages
from site_hooks.rendering import render
from site_hooks.texts import texts

_MARKER = "-8<-"
_STYLESHEETS = ("stylesheets/main.*.min.css", "stylesheets/palette.*.min.css")


@dataclass
class ShownSamples:
    """The samples of one language that have a page of their own, and the pages that show them."""

    pages: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    """By sample: addresses below the site's, with the titles of the pages."""

    def add(self, sample: str, title: str, url: str) -> None:
        """Note that a page shows a sample."""
        self.pages.setdefault(sample, {})[url] = title


def address(sample: str, region: str | None) -> str:
    """Return where a sample, or a region of it, stands below the folder of a language."""
    return f"samples/{sample}.html" + (f"#{region}" if region else "")


def write(shown: ShownSamples, config: MkDocsConfig, project: Project, tree: SampleTree) -> None:
    """Write the pages of the language that has just been built."""
    language = current_language(config)
    folder = home(language, site_languages(config))
    for sample, pages in shown.pages.items():
        url = folder + address(sample, None)
        path = Path(config.site_dir, url)
        path.parent.mkdir(parents=True, exist_ok=True)
        html = render(
            "sample.html",
            **_site(config, folder),
            **_program(sample, language, project, tree),
            base=get_relative_url("./", url).rstrip("/") + "/",
            sample=sample,
            language=language,
            pages=[(title, page) for page, title in pages.items()],
            words=texts(language)["sample"],
        )
        path.write_text(html, encoding="utf-8")


def _site(config: MkDocsConfig, folder: str) -> dict[str, Any]:
    return {
        "site_name": config.site_name,
        "favicon": config.theme["favicon"],
        "stylesheets": [*_theme_stylesheets(tuple(config.theme.dirs)), "assets/handbook.css"],
        "home": folder,
    }


@cache
def _theme_stylesheets(folders: Sequence[str]) -> list[str]:
    """The names of Material's own carry a hash of their content."""
    return [
        path.relative_to(folder).as_posix()
        for pattern in _STYLESHEETS
        for folder in folders
        for path in Path(folder).glob(f"assets/{pattern}")
    ]


def _program(sample: str, language: str, project: Project, tree: SampleTree) -> dict[str, Any]:
    text = read_text(tree.root / sample)
    said = said_instead(project, language, sample) if language in project.translations else {}
    shown = rewritten(sample, text, said)
    lines = [*zip(LINE_END.split(shown), _highlighted(sample, shown), strict=False)]
    return {
        "code": Markup("\n".join(_with_regions(lines, tree.regions(sample)))),  # noqa: S704 - by Pygments
        "comments": texts(language)["proof"]["comments"] if said else "",
    }


def _with_regions(lines: Sequence[tuple[str, str]], regions: Sequence[Region]) -> Iterator[str]:
    """The lines as HTML, without markers, each region in an element of its name.

    A region that overlaps the end of another one ends there, too.
    """
    opened: list[int] = []
    shown = sorted((it for it in regions if not it.hidden), key=lambda it: -it.line_numbers[-1])
    for number, (text, line) in enumerate(lines, start=1):
        if _MARKER in text:
            continue
        before = ""
        for region in (it for it in shown if it.line_numbers[0] == number):
            opened.append(min([region.line_numbers[-1], *opened[-1:]]))
            before += f'<span class="handbook-region" id="{escape(str(region.name))}">'
        ended = opened.count(number)
        del opened[len(opened) - ended :]
        yield before + line + "</span>" * ended


@cache
def _highlighted(sample: str, text: str) -> list[str]:
    """The lines of a program as HTML in the colours of the theme."""
    try:
        lexer = cast(Any, lexers).get_lexer_for_filename(sample, stripnl=False)
    except ClassNotFound:
        lexer = YamlLexer(stripnl=False)
    html = highlight(text, lexer, cast(Any, HtmlFormatter)(nowrap=True))
    return LINE_END.split(html.rstrip("\n"))
