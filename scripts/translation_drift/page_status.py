"""Reads one page in several languages and says what state each is in: the work that costs time."""

from collections import Counter
from collections.abc import Iterable

from markdown_pages.shown_samples import samples_in

from translation_drift.bitext import load_bitext, load_page
from translation_drift.project import Project
from translation_drift.states import BlockState, PageState, PageStatus, block_status, pack
from translation_drift.units import Samples


def read_statuses(work: tuple[Project, str, tuple[str, ...]]) -> list[PageStatus]:
    """The states of one page in some languages; the source is read once for all of them."""
    project, page, languages = work
    samples = Samples(project.samples)
    source = load_page(project, project.source, page, samples)
    found: list[PageStatus] = []
    words = sum(unit.words for unit in source.units)
    for language in languages:
        path = project.page_path(language, page)
        if not path.is_file():
            found.append(PageStatus(page, language, project.relative(path), PageState.MISSING, words=words))
            continue
        bitext = load_bitext(project, language, page, source, samples)
        blocks = [block_status(pair) for pair in bitext.pairs]
        counts = Counter(block.state for block in blocks)
        state = PageState.UNTRACKED if bitext.lock is None else _page_state(counts)
        fresh = sum(block.words for block in blocks if block.state.settled)
        found.append(
            PageStatus(
                page,
                language,
                bitext.path,
                state,
                dict(counts),
                pack(blocks),
                words=words,
                fresh_words=fresh,
                shown=tuple(sorted(set(samples_in(bitext.target.text)))),
            )
        )
    return found


def _page_state(counts: Iterable[BlockState]) -> PageState:
    return PageState.FRESH if all(state.settled for state in counts) else PageState.BEHIND
