"""What an edit of the source costs, as `i18n cost` shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.cost import CostItem
from translation_drift.findings import Finding, Severity

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class CostReport:
    """Block by block: words of one language, and of all."""

    items: Sequence[CostItem]
    name: ClassVar[str] = "i18n-cost"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """A price is no finding."""
        return True

    def data(self) -> dict[str, Any]:
        """Every block with its price, and the price of each language."""
        return {
            "words": sum(item.total for item in self.items),
            "languages": self._by_language(),
            "blocks": [{**asdict(item), "total": item.total} for item in self.items],
        }

    def annotations(self) -> Iterator[Finding]:
        """The price at each block of the source, for who reads the edit."""
        for item in self.items:
            yield Finding(item.path, item.line, "translation-cost", _price(item), Severity.WARNING)

    def write(self, console: "Console") -> None:
        """A table of the blocks, and a line of totals."""
        from rich.table import Table

        if not self.items:
            console.print("nothing that a translation has to follow")
            return
        table = Table("block", "kind", "change", "words", "languages", "words in all")
        for item in self.items:
            place = f"{item.path}:{item.line}"
            languages = ", ".join(item.languages)
            table.add_row(place, item.kind, item.change, str(item.words), languages, str(item.total))
        console.print(table)
        shares = ", ".join(f"{language} {words:,}" for language, words in self._by_language().items())
        total = sum(item.total for item in self.items)
        console.print(f"{total:,} words to translate: {shares}", markup=False)

    def _by_language(self) -> dict[str, int]:
        totals: dict[str, int] = {}
        for item in self.items:
            for language in item.languages:
                totals[language] = totals.get(language, 0) + item.words
        return totals


def _price(item: CostItem) -> str:
    return f"{item.change}: {item.words} words to translate into {', '.join(item.languages)}"
