"""What `i18n mv` renamed and changed, and what names the old page still."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.findings import Finding, Severity
from translation_drift.renaming import Renaming

if TYPE_CHECKING:
    from rich.console import Console

PAGE_RENAMED = "page-renamed"
"""A line that names a page by its old name after `i18n mv`. Change it by hand."""


@dataclass(frozen=True)
class RenamingReport:
    """One renamed page."""

    renaming: Renaming
    name: ClassVar[str] = "i18n-renaming"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """A page that was renamed is no finding."""
        return True

    def data(self) -> dict[str, Any]:
        """The new paths, the changed links and the lines that are left."""
        return asdict(self.renaming)

    def annotations(self) -> Iterator[Finding]:
        """The lines that name the old page still."""
        for place in self.renaming.left:
            message = f"names {self.renaming.old}.md, which is {self.renaming.new}.md now: {place.text}"
            yield Finding(place.path, place.line, PAGE_RENAMED, message, Severity.WARNING)

    def write(self, console: "Console") -> None:
        """New paths, changed links, and what is to be changed by hand."""
        for path in self.renaming.moved:
            console.print(f"{path}: moved here", markup=False, soft_wrap=True)
        for link in self.renaming.links:
            console.print(f"{link.path}:{link.line}: link is {link.text} now", markup=False, soft_wrap=True)
        for place in self.renaming.left:
            where = f"{place.path}:{place.line}"
            console.print(
                f"{where}: still names {self.renaming.old}.md, change it: {place.text}",
                markup=False,
                soft_wrap=True,
            )
