"""What `i18n start` wrote."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.comment_scaffold import CommentScaffold
from translation_drift.findings import Finding
from translation_drift.scaffold import Scaffold

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class ScaffoldReport:
    """The pages, and the comments of samples, that were begun."""

    scaffolds: Sequence[Scaffold]
    comments: Sequence[CommentScaffold] = ()
    name: ClassVar[str] = "i18n-start"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """A page that was begun is no finding."""
        return True

    def data(self) -> dict[str, Any]:
        """Every page with the blocks that came from elsewhere, and every sample."""
        return {
            "pages": [asdict(scaffold) for scaffold in self.scaffolds],
            "comments": [asdict(scaffold) for scaffold in self.comments],
        }

    def annotations(self) -> Iterable[Finding]:
        """Nothing: `i18n status` tells what is to do."""
        return ()

    def write(self, console: "Console") -> None:
        """One line a page or sample, one for each block that came from elsewhere, and what to do next."""
        for each in self.scaffolds:
            counts = f"{len(each.prefilled)} blocks known, {each.remaining} to translate"
            console.print(f"{each.path}: begun, {counts}", markup=False, soft_wrap=True)
            for block in each.prefilled:
                console.print(f"{each.path}:{block.line}: from {block.place}", markup=False, soft_wrap=True)
            console.print(f"    i18n accept {each.page} --lang {each.language}", markup=False, style="dim")
        for each in self.comments:
            counts = f"{each.kept} kept, {each.known} known from other samples, {each.remaining} to translate"
            console.print(f"{each.path}: {counts}", markup=False, soft_wrap=True)
