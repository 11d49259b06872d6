"""Who translated and who reviewed what, as `i18n credits` shows it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.credits import PageCredits, totals
from translation_drift.findings import Finding

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class CreditsReport:
    """Page by page: people, each with the number of their blocks."""

    pages: Sequence[PageCredits]
    name: ClassVar[str] = "i18n-credits"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """A name is no finding."""
        return True

    def data(self) -> dict[str, Any]:
        """Every page, and the totals of every language."""
        return {
            "languages": {
                language: {"translators": _most_first(translators), "reviewers": _most_first(reviewers)}
                for language, (translators, reviewers) in totals(self.pages).items()
            },
            "pages": [_page(page) for page in self.pages],
        }

    def annotations(self) -> Iterable[Finding]:
        """Nothing: a name has no line."""
        return ()

    def write(self, console: "Console") -> None:
        """A table of the pages, and of each language who did most."""
        from rich.markup import escape
        from rich.table import Table

        table = Table("language", "page", "blocks", "translated", "reviewed")
        for page in self.pages:
            translated = dict(page.translators)
            if page.translator_unknown:
                translated["not kept"] = page.translator_unknown
            row = [page.language, page.page, str(page.blocks), _people(translated), _people(page.reviewers)]
            table.add_row(*map(escape, row))
        console.print(table)
        for language, (translators, reviewers) in totals(self.pages).items():
            said = f"{language}: translated: {_people(translators)}; reviewed: {_people(reviewers)}"
            console.print(said, markup=False, soft_wrap=True)


def _page(page: PageCredits) -> dict[str, Any]:
    return {
        "page": page.page,
        "language": page.language,
        "blocks": page.blocks,
        "translators": _most_first(page.translators),
        "translator_unknown": page.translator_unknown,
        "reviewers": _most_first(page.reviewers),
    }


def _most_first(people: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(people.items(), key=lambda each: (-each[1], each[0])))


def _people(people: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {blocks}" for name, blocks in _most_first(people).items()) or "nobody"
