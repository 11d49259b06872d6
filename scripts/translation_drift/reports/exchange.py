"""What `i18n export` wrote, and what `i18n import` took over or refused."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.exchange.files import ExportedFile
from translation_drift.exchange.importing import PageImport
from translation_drift.findings import Finding

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class ExportReport:
    """File by file."""

    files: Sequence[ExportedFile]
    name: ClassVar[str] = "i18n-export"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """An export that ends has written everything."""
        return True

    def data(self) -> dict[str, Any]:
        """Every file with its figures."""
        return {
            "files": [
                {
                    "path": file.path.as_posix(),
                    "language": file.language,
                    "units": file.units,
                    "pending": file.pending,
                }
                for file in self.files
            ]
        }

    def annotations(self) -> Iterable[Finding]:
        """None."""
        return ()

    def write(self, console: "Console") -> None:
        """One line a file."""
        for file in self.files:
            line = f"{file.path}: {file.units} {file.what}, {file.pending} to do"
            console.print(line, markup=False, soft_wrap=True)


@dataclass(frozen=True)
class ImportReport:
    """Page by page."""

    pages: Sequence[PageImport]
    name: ClassVar[str] = "i18n-import"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """Whether everything was taken over."""
        return not any(page.refusals for page in self.pages)

    def data(self) -> dict[str, Any]:
        """Every page with its figures and what was refused."""
        return {
            "pages": [
                {
                    "path": page.path,
                    "written": page.written,
                    "accepted": page.accepted,
                    "unchanged": page.unchanged,
                    "refusals": [str(finding) for finding in page.refusals],
                }
                for page in self.pages
            ]
        }

    def annotations(self) -> Iterable[Finding]:
        """What was refused, at its line of the imported file."""
        return [finding for page in self.pages for finding in page.refusals]

    def write(self, console: "Console") -> None:
        """One line a page, and one a refusal."""
        for page in self.pages:
            for finding in page.refusals:
                console.print(str(finding), markup=False, soft_wrap=True)
            refused = f", {len(page.refusals)} refused" if page.refusals else ""
            line = f"{page.path}: {page.written} blocks written, {page.accepted} accepted{refused}"
            console.print(line, markup=False, soft_wrap=True)
