"""Adds to each page what the site has to say about its blocks: drawings, labels, proofs, translation."""

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from markdown_pages import Page as SourcePage
from markdown_pages import SampleTree, read_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url
from translation_drift.errors import DriftError
from translation_drift.project import load_project
from translation_drift.states import PageStatus
from translation_drift.status import page_states

from site_hooks import (
    diagrams,
    evidence,
    operations,
    own_pages,
    page_notes,
    shown_comments,
    translation_notices,
    whole_samples,
)
from site_hooks.languages import current_language, home, site_languages
from site_hooks.page_edits import Edit, lost_markers, note, with_markers, without_markers
from site_hooks.proof_notes import Notes
from site_hooks.repository import Repository, repository_of
from site_hooks.texts import texts
from site_hooks.translation_notices import TranslatedPage
from site_hooks.translation_record import TranslationRecords

log = logging.getLogger("mkdocs.hooks.annotations")
_edits: dict[str, list[Edit]] = {}
_results: dict[tuple[str, str, int], Sequence[evidence.Result]] = {}
_repository: list[Repository] = []
"""One, or none when the site has no link to a repository."""
_proven: dict[str, list[str]] = {}
"""By address of a page: the samples on it that are proven."""
_shown = whole_samples.ShownSamples()
_trees: list[SampleTree] = []
"""One, the samples as this build has read them."""
_records: list[TranslationRecords] = []
"""One, or none when the translations cannot be read, which stops the build in the end."""


@event_priority(0)
def on_config(config: MkDocsConfig) -> None:
    """Ask once a build, which is of several languages, what has run and what is behind."""
    if site_languages(config).building:
        return
    root = Path(config.config_file_path).parent
    _trees[:] = [SampleTree(root / "samples")]
    _results.clear()
    _results.update(evidence.read_results(root))
    _repository[:] = filter(None, [repository_of(root, config.repo_url)])
    _records.clear()
    try:
        project = load_project(root)
        _records.append(TranslationRecords(project, page_states(project)))
    except DriftError as error:
        log.warning(str(error))


@event_priority(0)  # after static-i18n, which keeps the number of lines
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Make the edits of a page, with a marker at each place that gets HTML."""
    if page.file.generated_by:
        _edits[page.url] = [
            it for records in _records for it in own_pages.edits(page, files, config, records)
        ]
        return with_markers(markdown, 1, _edits[page.url])
    source = read_page(Path(page.file.abs_src_path or ""), Path(config.docs_dir))
    front_matter = len(source.text.splitlines()) - len(markdown.splitlines())
    _edits[page.url] = [*_page_edits(source, page, config)]
    return with_markers(markdown, front_matter + 1, _edits[page.url])


@event_priority(0)
def on_page_content(html: str, page: Page, config: MkDocsConfig, **_: object) -> str:
    """Exchange the markers for the HTML that they stand for."""
    edits = _edits.pop(page.url)
    for sample in _proven.pop(page.url, ()):
        _shown.add(sample, str(cast(Any, page).title), page.url)
    for edit in lost_markers(html, edits):
        log.error(f"{page.file.src_uri}:{edit.first}: no place for {edit.html[:60]!r}…")
    return translation_notices.with_languages(without_markers(html, edits), current_language(config))


@event_priority(0)  # before static-i18n, which builds the other languages
def on_post_build(config: MkDocsConfig) -> None:
    """Write the pages of the samples that the language just built has proofs of."""
    for records in _records:
        whole_samples.write(_shown, config, records.project, _trees[0])
    _shown.pages.clear()


def _page_edits(source: SourcePage, page: Page, config: MkDocsConfig) -> Iterator[Edit]:
    language, root = current_language(config), Path(config.config_file_path).parent
    for problem in diagrams.problems(source, root):
        log.warning(problem)
    yield from diagrams.edits(source, root)
    yield from _proofs(source, page, config)
    yield from operations.edits(source, root, language, texts(language))
    yield from _labels(source, language)
    yield from _comments(source)
    if source.language == language != site_languages(config).default_language:
        for records in _records:
            yield from _translation(source, page, records, config)


def _proofs(source: SourcePage, page: Page, config: MkDocsConfig) -> Iterator[Edit]:
    """Say what ran, and that its comments are translated where they are."""
    tree = _trees[0]
    language = current_language(config)
    folder = home(language, site_languages(config))

    def to_site(address: str) -> str:
        return get_relative_url(folder + address, page.url)

    notes = Notes(language, texts(language), next(iter(_repository), None), to_site)
    for proof in evidence.proofs(source, _results, tree):
        _proven.setdefault(page.url, []).append(proof.region.sample)
        projects = [records.project for records in _records]
        translated = any(shown_comments.translated(proof.fence, source.language, it, tree) for it in projects)
        yield notes.edit(proof, comments=translated)


def _comments(source: SourcePage) -> Iterator[Edit]:
    try:
        for records in _records:
            yield from shown_comments.edits(source, records.project, _trees[0])
    except DriftError as error:
        log.warning(str(error))


def _translation(
    source: SourcePage, page: Page, records: TranslationRecords, config: MkDocsConfig
) -> Iterator[Edit]:
    """Say of a translation what is behind, block by block and, for the template, as a whole."""
    words, record = texts(source.language), records.of(source.name, source.language)
    page.meta["handbook_credits"] = page_notes.credit_line(record, words)
    if status := records.states.get((source.name, source.language)):
        translated = _translated(source, status, config)
        page.meta["handbook_notice"] = page_notes.notice(status, len(translated.marked), record, words)
        yield from translation_notices.marks(translated)


def _labels(page: SourcePage, language: str) -> Iterator[Edit]:
    """Say above an output that it is one, and below code that nobody runs why that is so."""
    words = texts(language)
    for fence in page.fences:
        if fence.language == "output":
            yield Edit.before(fence.line, fence.indent, note("handbook-label", language, words["output"]))
        if reason := fence.attributes.get("reason"):
            text = words["not_run"].format(reason=reason)
            yield Edit.after(fence.end_line, fence.indent, note("handbook-not-run", language, text))


def _translated(page: SourcePage, status: PageStatus, config: MkDocsConfig) -> TranslatedPage:
    docs, root = Path(config.docs_dir), Path(config.config_file_path).parent
    english = read_page(docs / site_languages(config).default_language / f"{page.name}.md", docs)
    return TranslatedPage(
        status=status,
        source=english.text.splitlines(),
        target=page.text.splitlines(),
        words=texts(page.language),
        language=page.language,
        drawings={edit.first: edit.html for edit in diagrams.edits(english, root)},
    )
