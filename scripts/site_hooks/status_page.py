"""Says in each language how far all translations are, page by page, and who made them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from site_hooks.page_links import PageLinks
from site_hooks.rendering import render
from site_hooks.texts import texts
from site_hooks.translation_record import PageRecord, TranslationRecords, Words
from site_hooks.wording import counted, day, number, percent


@dataclass(frozen=True)
class Row:
    """One row of a table, as it is read."""

    name: str
    name_language: str
    link: str | None
    value: float
    """Share of the fresh words, from 0 to 1, for the bar."""
    fresh: str
    behind: str
    missing: str
    unchecked: str
    reviewed: str
    date: str


def parts(records: TranslationRecords, reader: str, links: PageLinks) -> Iterator[tuple[str, str]]:
    """Return the languages, the pages of each, the reader's own first, and the people."""
    words = texts(reader)["translation_status"]
    languages = sorted(records.project.translations, key=lambda language: language != reader)
    yield "", render("introduction.html", text=words["intro"])
    overview = [_language(records.in_language(it), it, reader, links) for it in languages]
    yield f"## {words['languages']} {{#languages}}", _table(overview, "language", words)
    for language in languages:
        pages = links.in_order(records.pages)
        rows = [_page(records.of(page, language), reader, links) for page in pages]
        heading = f'## <span lang="{language}">{links.language_name(language)}</span> {{#pages-{language}}}'
        yield heading, _table(rows, "page", words)
    if people := records.people():
        yield f"## {words['people']} {{#people}}", _people(people, reader, links, words)


def _table(rows: Sequence[Row], first: str, words: dict[str, Any]) -> str:
    return render("status.html", rows=rows, first=words["heads"][first], heads=words["heads"])


def _language(pages: Sequence[PageRecord], language: str, reader: str, links: PageLinks) -> Row:
    total = sum((record.words for record in pages), Words())
    date = max(record.date for record in pages) if pages else ""
    return _row(total, date, reader, (links.language_name(language), language, f"#pages-{language}"))


def _page(record: PageRecord, reader: str, links: PageLinks) -> Row:
    link = links.to_page(record.page, record.language)
    return _row(record.words, record.date, reader, (links.title(record.page), reader, link))


def _row(words: Words, date: str, reader: str, name: tuple[str, str, str | None]) -> Row:
    said = texts(reader)["translation_status"]
    fresh = words.share(words.fresh)
    return Row(
        *name,
        value=fresh,
        fresh=percent(fresh, reader),
        behind=number(words.behind, reader),
        missing=number(words.missing, reader),
        unchecked=counted(said["unchecked"], words.unchecked, reader) if words.unchecked else "",
        reviewed=percent(words.share(words.reviewed), reader),
        date=day(date, reader) if date else "–",
    )


def _people(
    people: dict[str, dict[str, tuple[int, int]]], reader: str, links: PageLinks, words: dict[str, Any]
) -> str:
    rows = [
        (name, [_work(of_name, which, reader, links, words) for which in (0, 1)])
        for name, of_name in people.items()
    ]
    return render("people.html", rows=rows, heads=words["people_heads"])


def _work(
    of_name: dict[str, tuple[int, int]], which: int, reader: str, links: PageLinks, words: dict[str, Any]
) -> list[tuple[str, str, str]]:
    return [
        (language, links.language_name(language), counted(words["pages"], pages[which], reader))
        for language, pages in of_name.items()
        if pages[which]
    ]
