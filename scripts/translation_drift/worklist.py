"""What waits for a translator, the most urgent first."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translation_drift.advice import BLOCK_ADVICE, PAGE_ADVICE, block_command, page_command
from translation_drift.bitext import Bitext, load_bitext, load_page
from translation_drift.pairing import Pair
from translation_drift.project import Project
from translation_drift.sample_comments import CommentStatus, comment_states
from translation_drift.selection import Progress, Selection
from translation_drift.states import BlockState, PageState, PageStatus, block_state, block_status
from translation_drift.status import project_status
from translation_drift.units import Samples, Unit, readable
from translation_drift.urgency import Urgency, urgency

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")


@dataclass(frozen=True)
class Task:
    """One block, one whole page, or one comment of a sample that needs somebody."""

    language: str
    page: str
    """Of a comment: its sample."""
    path: str
    """The file in which something is to do; of a missing block too, which has no line there yet."""
    line: int | None
    source_line: int | None
    block: str
    """Id of the block; empty for a page."""
    kind: str
    state: BlockState | PageState
    urgency: Urgency
    words: int
    """How much there is to read: words of the source, or of what is to be removed."""
    advice: str
    command: str


def worklist(project: Project, selection: Selection, progress: Progress | None = None) -> list[Task]:
    """All tasks of a selection: major before minor, then the page with most to do, from top to bottom.

    A page that nobody has translated is minor: its readers get the English page, and are told so.
    """
    pages = project_status(project, selection, progress)
    tasks = [task for page in pages for task in _tasks(project, page)]
    tasks += map(_comment_task, comment_states(project, pages))
    amounts = Counter[tuple[Urgency, str, str]]()
    for task in tasks:
        amounts[task.urgency, task.language, task.page] += task.words
    order = list(Urgency)

    def place(task: Task) -> tuple[int, int, str, str]:
        amount = amounts[task.urgency, task.language, task.page]
        return order.index(task.urgency), -amount, task.page, task.language

    return sorted(tasks, key=place)


def _tasks(project: Project, status: PageStatus) -> Iterator[Task]:
    if status.state in (PageState.MISSING, PageState.ORPHANED, PageState.UNTRACKED):
        yield _page_task(project, status)
    elif status.unsettled:
        samples = Samples(project.samples)
        source = load_page(project, project.source, status.page, samples)
        bitext = load_bitext(project, status.language, status.page, source, samples)
        unsettled = [pair for pair in bitext.pairs if not block_state(pair).settled]
        for pair in [pair for pair in unsettled if not _copied(pair)] or unsettled:
            yield _block_task(bitext, pair)


def _copied(pair: Pair) -> bool:
    """Whether there is nothing to look at: code and labels of a page that was begun are accepted with it."""
    if pair.entry or not pair.source or not pair.target:
        return False
    return pair.target.kind in ("code", "tab_label") and pair.source.hash == pair.target.hash


def _page_task(project: Project, status: PageStatus) -> Task:
    read_in = status.language if status.state is PageState.ORPHANED else project.source
    units = load_page(project, read_in, status.page, Samples(project.samples)).units
    return Task(
        language=status.language,
        page=status.page,
        path=status.path,
        line=None if status.state is PageState.MISSING else 1,
        source_line=None if status.state is PageState.ORPHANED else 1,
        block="",
        kind="page",
        state=status.state,
        urgency=Urgency.MINOR,
        words=_words(units),
        advice=PAGE_ADVICE[status.state],
        command=page_command(status.state, status.page, status.language),
    )


def _block_task(bitext: Bitext, pair: Pair) -> Task:
    status = block_status(pair)
    unit = pair.source or pair.target
    line = status.target.first if status.target else None
    return Task(
        language=bitext.language,
        page=bitext.target.name,
        path=bitext.path,
        line=line,
        source_line=status.source.first if status.source else None,
        block=status.block,
        kind=status.kind,
        state=status.state,
        urgency=urgency(pair),
        words=_words([unit] if unit else []),
        advice=BLOCK_ADVICE[status.state],
        command=block_command(status.state, bitext.target.name, bitext.language, line),
    )


def _comment_task(status: CommentStatus) -> Task:
    begin = f"start {status.sample}" if status.state is BlockState.MISSING else "check"
    return Task(
        language=status.language,
        page=status.sample,
        path=status.path,
        line=status.line,
        source_line=status.source_line,
        block="",
        kind="comment",
        state=status.state,
        urgency=Urgency.MINOR,
        words=len(_WORD.findall(status.text)),
        advice=BLOCK_ADVICE[status.state],
        command=f"i18n {begin} --lang {status.language}",
    )


def _words(units: Sequence[Unit]) -> int:
    return sum(len(_WORD.findall(readable(unit.block))) for unit in units if unit.kind != "code")
