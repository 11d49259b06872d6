"""Says what a reader should know of a whole translated page: above it what is wrong, below it the credits."""

from collections.abc import Iterator, Mapping
from typing import Any

from translation_drift.states import BlockState, PageState, PageStatus

from site_hooks.translation_record import PageRecord
from site_hooks.wording import counted, day, listed, percent

_UNCHECKED = (BlockState.UNACCEPTED, BlockState.EDITED)


def notice(status: PageStatus, marked: int, record: PageRecord, words: Mapping[str, Any]) -> list[str]:
    """Return the sentences above a page; none when it says what English says.

    `marked` is the number of places on the page that carry a mark of their own.
    """
    said, language = words["behind"], status.language
    wrong = [*_reasons(status, marked, said)]
    if record.draft:
        wrong.append(said["draft"])
    if wrong and record.date:
        share = percent(record.words.share(record.words.fresh), language)
        wrong.append(said["share"].format(share=share, date=day(record.date, language)))
    return wrong


def _reasons(status: PageStatus, marked: int, said: Mapping[str, Any]) -> Iterator[str]:
    unchecked = sum(status.counts.get(state, 0) for state in _UNCHECKED)
    if status.state is PageState.UNTRACKED:
        yield said["unchecked"]
    elif status.state is PageState.BEHIND:
        if marked:
            yield counted(said["page"], marked, status.language)
        if unchecked:
            yield counted(said["partly_unchecked"], unchecked, status.language)
        if not marked and not unchecked:
            yield said["unmarked"]


def credit_line(record: PageRecord, words: Mapping[str, Any]) -> str:
    """Return the line below a page: who translated it, who reviewed it, when it was last compared."""
    if not record.date:
        return ""
    said, language = words["foot"], record.language
    facts: list[str] = []
    if record.translators:
        facts.append(said["translated"].format(names=listed(record.translators, language)))
    facts.append(_review(record, said))
    facts.append(said["date"].format(date=day(record.date, language)))
    return " · ".join(facts)


def _review(record: PageRecord, said: Mapping[str, str]) -> str:
    if not record.reviewers:
        return said["unreviewed"]
    names = listed(record.reviewers, record.language)
    if record.words.reviewed == record.words.all:
        return said["reviewed"].format(names=names)
    share = percent(record.words.share(record.words.reviewed), record.language)
    return said["partly_reviewed"].format(names=names, share=share)
