"""Adds to each page what the site has to say about its blocks: drawings, labels, proofs, translation."""

import logging
from collections.abc import Iterator
from html import escape
from pathlib import Path

from markdown_pages import Page as SourcePage
from markdown_pages import read_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from site_hooks.diagrams import COMMAND, diagrams_of, figure
from site_hooks.languages import current_language
from site_hooks.page_edits import Edit, lost_markers, with_markers, without_markers
from site_hooks.texts import texts

log = logging.getLogger("mkdocs.hooks.annotations")
_edits: dict[str, list[Edit]] = {}


def drawings(page: SourcePage, root: Path) -> Iterator[Edit]:
    """Exchange each Mermaid source for its drawing."""
    for diagram in diagrams_of(page):
        place = f"{diagram.path.relative_to(root)}:{diagram.line}"
        if diagram.problem:
            log.warning(f"{place}: {diagram.problem}")
        html = figure(diagram, root)
        if html is None:
            log.warning(
                f"{place}: this diagram has not been drawn; run {COMMAND} and commit the file it writes"
            )
        else:
            yield Edit(diagram.line, diagram.end_line, diagram.indent, html)


def labels(page: SourcePage, language: str) -> Iterator[Edit]:
    """Say above an output that it is one, and below code that nobody runs why that is so."""
    words = texts(language)
    for fence in page.fences:
        if fence.language == "output":
            yield Edit.before(fence.line, fence.indent, note("label", language, words["output"]))
        if reason := fence.attributes.get("reason"):
            text = words["not_run"].format(reason=reason)
            yield Edit.after(
                fence.end_line, fence.indent, note("proof handbook-proof--not-run", language, text)
            )


def note(kind: str, language: str, text: str) -> str:
    """Return a line of the site's own in the reader's language, which need not be the page's."""
    return f'<p class="handbook-{kind}" lang="{language}">{escape(text)}</p>'


@event_priority(0)  # after static-i18n, which keeps the number of lines
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Leave a marker at each place of a page that gets HTML of the site's own."""
    path, root = Path(page.file.abs_src_path or ""), Path(config.config_file_path).parent
    source, language = read_page(path, Path(config.docs_dir)), current_language(config)
    _edits[page.url] = [*drawings(source, root), *labels(source, language)]
    front_matter = len(source.text.splitlines()) - len(markdown.splitlines())
    return with_markers(markdown, front_matter + 1, _edits[page.url])


@event_priority(0)
def on_page_content(html: str, page: Page, **_: object) -> str:
    """Exchange the markers for the HTML that they stand for."""
    edits = _edits.pop(page.url)
    for edit in lost_markers(html, edits):
        log.error(f"{page.file.src_uri}:{edit.first}: no place for {edit.html[:60]!r}…")
    return without_markers(html, edits)
