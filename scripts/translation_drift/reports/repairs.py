"""What `i18n fix` repaired, or would repair."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.findings import Finding
from translation_drift.repairing import RepairedPage

if TYPE_CHECKING:
    from rich.console import Console

UNALIGNED = "unaligned"
"""A page that `i18n fix` left alone: a block has no counterpart, so a repair might hit the wrong one. Put the
block in or take it out, then run `i18n fix` again."""


@dataclass(frozen=True)
class RepairsReport:
    """Page by page: the repairs, or why the page was left alone."""

    pages: Sequence[RepairedPage]
    written: bool
    name: ClassVar[str] = "i18n-repairs"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """Whether no page was left alone, and nothing waits for being written."""
        return not any(page.refusal or (page.repairs and not self.written) for page in self.pages)

    def data(self) -> dict[str, Any]:
        """Every page with something to tell."""
        return {
            "written": self.written,
            "pages": [
                {
                    "path": page.path,
                    "refusal": page.refusal or None,
                    "lock_lines": page.kept,
                    "repairs": [
                        {"line": repair.line, "code": repair.code, "message": repair.message}
                        for repair in page.repairs
                    ],
                }
                for page in self.pages
                if page.repairs or page.refusal
            ],
        }

    def annotations(self) -> Iterator[Finding]:
        """The pages that were left alone, and what has not been written."""
        for page in self.pages:
            if page.refusal:
                yield Finding(page.path, page.refusal_line, UNALIGNED, page.refusal)
            elif not self.written:
                for repair in page.repairs:
                    yield Finding(page.path, repair.line, repair.code, repair.message)

    def write(self, console: "Console") -> None:
        """One line a repair, and the total."""
        for page in self.pages:
            if page.refusal:
                console.print(
                    f"{page.path}:{page.refusal_line}: {page.refusal}", markup=False, soft_wrap=True
                )
            for repair in page.repairs:
                line = f"{page.path}:{repair.line}: {repair.code}: {repair.message}"
                console.print(line, markup=False, soft_wrap=True)
        total = sum(len(page.repairs) for page in self.pages)
        console.print(f"{total} repairs{'' if self.written else ' to make'}", markup=False)
