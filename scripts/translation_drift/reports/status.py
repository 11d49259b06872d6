"""The states of all pages, as `i18n status` shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.comment_findings import finding
from translation_drift.findings import Finding, Severity
from translation_drift.project import Project
from translation_drift.sample_comments import CommentStatus
from translation_drift.states import BlockState, BlockStatus, Lines, PageState, PageStatus

if TYPE_CHECKING:
    from rich.console import Console

    from translation_drift.known_texts import KnownTexts

_COLOURS = {
    PageState.FRESH: "green",
    PageState.BEHIND: "yellow",
    PageState.MISSING: "red",
    PageState.ORPHANED: "red",
    PageState.UNTRACKED: "red",
}
_COLUMNS = [state for state in BlockState if state is not BlockState.FRESH]
_MANY_PAGES = 60


@dataclass(frozen=True)
class StatusReport:
    """Page by page and language by language."""

    project: Project
    pages: Sequence[PageStatus]
    comments: Sequence[CommentStatus] = ()
    """The comments of samples that are not settled."""
    name: ClassVar[str] = "i18n-status"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """Whether every page is fresh, and every comment of a sample."""
        return not self.comments and all(page.state is PageState.FRESH for page in self.pages)

    def data(self) -> dict[str, Any]:
        """Every page with its counts, and every block that is not settled."""
        return {
            "source": self.project.source,
            "languages": list(self.project.languages),
            "fresh": self.clean,
            "words": {
                language: {"words": words, "fresh": fresh, "percent": percent(fresh, words)}
                for language, (words, fresh) in self._words().items()
            },
            "pages": [_page(page) for page in self.pages],
            "comments": [{**asdict(comment), "state": comment.state.value} for comment in self.comments],
        }

    def annotations(self) -> Iterator[Finding]:
        """The blocks and comments that are not settled, as warnings."""
        yield from (finding(self.project, comment) for comment in self.comments)
        for page in self.pages:
            if page.state in (PageState.MISSING, PageState.ORPHANED, PageState.UNTRACKED):
                message = f"page is {page.state}"
                yield Finding(page.path, 1, f"page-{page.state}", message, Severity.WARNING, page.language)
                continue
            for block in page.unsettled:
                lines = block.target or Lines(1, 1)
                severity = f" ({block.severity})" if block.severity else ""
                message = f"{block.kind} under #{block.section} is {block.state}{severity}"
                yield Finding(
                    page.path,
                    lines.first,
                    block.state.value,
                    message,
                    Severity.WARNING,
                    page.language,
                    block.block,
                )

    def write(self, console: "Console") -> None:
        """A table of the pages (of many, only those with something to do), and a line of totals."""
        from rich.table import Table

        from translation_drift.known_texts import KnownTexts

        columns = [state for state in _COLUMNS if any(page.counts.get(state) for page in self.pages)]
        table = Table("language", "page", "state", "blocks", "words fresh", "fresh", *columns)
        many = len(self.pages) > _MANY_PAGES
        for page in self.pages:
            if not many or page.state is not PageState.FRESH:
                table.add_row(*_row(page, columns))
        if table.row_count:
            console.print(table)
        for page in () if many else self.pages:
            _write_blocks(page, KnownTexts(self.project, page.language), console)
        for comment in self.comments:
            console.print(str(finding(self.project, comment)), markup=False, soft_wrap=True)
        for language, (words, fresh) in self._words().items():
            done = f"{percent(fresh, words)} % of {words:,} words are fresh"
            console.print(f"{language}: {done}", markup=False)
        fresh = sum(page.state is PageState.FRESH for page in self.pages)
        console.print(f"{fresh} of {len(self.pages)} pages are fresh ({self.project.source} is the source)")

    def _words(self) -> dict[str, tuple[int, int]]:
        """Words and fresh words of each translation."""
        totals: dict[str, tuple[int, int]] = {}
        for page in self.pages:
            if not page.is_source:
                words, fresh = totals.get(page.language, (0, 0))
                totals[page.language] = words + page.words, fresh + page.fresh_words
        return totals


def percent(part: int, whole: int) -> int:
    """A share in per cent, rounded down so that only all is 100; of nothing it is 100."""
    return 100 * part // whole if whole else 100


def _row(page: PageStatus, columns: Sequence[BlockState]) -> list[str]:
    colour = _COLOURS[page.state]
    if page.is_source:
        return [page.language, page.page, f"[{colour}]{page.state}[/] (source)"]
    counts = page.counts
    numbers = [str(counts.get(state, "")) for state in (BlockState.FRESH, *columns)]
    share = "" if page.state is PageState.ORPHANED else f"{percent(page.fresh_words, page.words)} %"
    first = [page.language, page.page, f"[{colour}]{page.state}[/]", str(sum(counts.values())), share]
    return [*first, *numbers]


def _write_blocks(page: PageStatus, known: "KnownTexts", console: "Console") -> None:
    if page.state is PageState.UNTRACKED:
        console.print(f"{page.path}:1: untracked: nobody has accepted this page", markup=False)
        return
    for block in page.unsettled:
        place = f"{page.path}:{block.target.first}" if block.target else f"{page.path} (no line)"
        source = f", source line {block.source.first}" if block.source else ""
        severity = f", {block.severity}" if block.severity else ""
        elsewhere = f", translated on {path}" if (path := known.page(block)) else ""
        line = f"{place}: {block.state}: {block.kind} #{block.block}{source}{severity}{elsewhere}"
        console.print(line, markup=False, soft_wrap=True)


def _page(page: PageStatus) -> dict[str, Any]:
    return {
        "page": page.page,
        "language": page.language,
        "path": page.path,
        "role": "source" if page.is_source else "translation",
        "state": page.state.value,
        "words": page.words,
        "fresh_words": page.fresh_words,
        "fresh_percent": percent(page.fresh_words, page.words),
        "counts": {state.value: count for state, count in sorted(page.counts.items())},
        "blocks": [_block(block) for block in page.unsettled],
    }


def _block(block: BlockStatus) -> dict[str, Any]:
    return {
        "id": block.block,
        "state": block.state.value,
        "severity": block.severity or None,
        "words": block.words,
        "kind": block.kind,
        "section": block.section,
        "source_lines": list(block.source) if block.source else None,
        "target_lines": list(block.target) if block.target else None,
        "review": block.review,
        "by": block.by,
        "date": block.date,
    }
