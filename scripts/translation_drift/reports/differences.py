"""What a translator has to do on a page, as `i18n diff` shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.differences import Difference, PageDifferences
from translation_drift.findings import Finding, Severity
from translation_drift.memory import EXACT, Suggestion
from translation_drift.states import BlockState

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_STYLES = {"=": "", "-": "red strike", "+": "green underline"}


@dataclass(frozen=True)
class DifferencesReport:
    """All unsettled blocks of some pages."""

    pages: Sequence[PageDifferences]
    name: ClassVar[str] = "i18n-differences"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """Whether there is nothing to do."""
        return not any(page.blocks for page in self.pages)

    def data(self) -> dict[str, Any]:
        """Every block with the old and the new source and the translation."""
        return {"pages": [_page(page) for page in self.pages]}

    def annotations(self) -> Iterator[Finding]:
        """The places in the translations where something is to do."""
        for page in self.pages:
            for block in page.blocks:
                line = block.status.target.first if block.status.target else 1
                message = f"{block.status.kind} #{block.status.block} is {block.status.state}"
                yield Finding(
                    page.path,
                    line,
                    block.status.state.value,
                    message,
                    Severity.WARNING,
                    page.language,
                    block.status.block,
                )

    def write(self, console: "Console") -> None:
        """Block by block: the source as it was and is, word by word, and the translation."""
        for page in self.pages:
            if not page.blocks:
                console.print(f"{page.path}: nothing to do", markup=False)
            for block in page.blocks:
                _write_block(page, block, console)
            if page.lacking_blob:
                console.print(_advice(page.lacking_blob), markup=False, soft_wrap=True)


def _write_block(page: PageDifferences, block: Difference, console: "Console") -> None:
    status = block.status
    place = f"{page.path}:{status.target.first}" if status.target else page.path
    console.rule(f"{place} {status.state}: {status.kind} #{status.block}", align="left")
    if status.state is BlockState.STALE and block.old is not None:
        console.print("source, then:", style="bold")
        console.print(block.old, markup=False)
    if block.new:
        console.print("source, now:", style="bold")
        console.print(_marked(block, coloured=console.is_terminal))
    if block.translation:
        console.print(f"{page.language}:", style="bold")
        console.print(block.translation, markup=False)
    for suggestion in block.suggestions:
        console.print(_likeness(suggestion), style="bold", markup=False, soft_wrap=True)
        console.print(suggestion.remembered.unit.block.text, markup=False)


def _likeness(suggestion: Suggestion) -> str:
    text = "the same text" if suggestion.percent == EXACT else "a text that is alike"
    return f"{suggestion.percent} %, {text} is translated at {suggestion.remembered.place}:"


def _marked(block: Difference, *, coloured: bool) -> "Text":
    from rich.text import Text

    if not block.changes:
        return Text(block.new)
    text = Text()
    for change in block.changes:
        if coloured:
            text.append(change.text, _STYLES[change.kind])
        else:
            text.append(
                change.text
                if change.kind == "="
                else f"{_OPEN[change.kind]}{change.text}{_CLOSE[change.kind]}"
            )
    return text


_OPEN = {"-": "[-", "+": "{+"}
_CLOSE = {"-": "-]", "+": "+}"}


def _advice(blob: str) -> str:
    return (
        f"The accepted source (git blob {blob[:12]}) is not in this clone, so its text cannot be shown. "
        "`git fetch --unshallow` gets the history; a page that was accepted uncommitted has none."
    )


def _page(page: PageDifferences) -> dict[str, Any]:
    return {
        "path": page.path,
        "language": page.language,
        "lacking_blob": page.lacking_blob,
        "blocks": [_block(block) for block in page.blocks],
    }


def _block(block: Difference) -> dict[str, Any]:
    return {
        "id": block.status.block,
        "state": block.status.state.value,
        "kind": block.status.kind,
        "source_lines": list(block.status.source) if block.status.source else None,
        "target_lines": list(block.status.target) if block.status.target else None,
        "old_source": block.old,
        "new_source": block.new,
        "changes": [asdict(change) for change in block.changes],
        "translation": block.translation,
        "suggestions": [_suggestion(suggestion) for suggestion in block.suggestions],
    }


def _suggestion(suggestion: Suggestion) -> dict[str, Any]:
    remembered = suggestion.remembered
    return {
        "percent": suggestion.percent,
        "path": remembered.path,
        "line": remembered.unit.line,
        "source": remembered.source_text,
        "translation": remembered.unit.block.text,
    }
