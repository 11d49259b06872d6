"""The figures of a translation are those of its locks, and the people those who signed."""

import pytest
from site_hooks.translation_record import TranslationRecords, Words
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.lock import Review
from translation_drift.project import load_project
from translation_drift.status import page_states

from .conftest import Handbook

ENGLISH = """# Four words stand here

The [first](setup.md) part has six words. {.x}

The second part has five.

```text
code is not counted
```
"""
POLISH = """# Tu są cztery słowa

Pierwsza [część](setup.md) ma sześć słów w języku angielskim. {.x}

Druga część ma pięć słów.

```text
code is not counted
```
"""


@pytest.fixture
def small(handbook: Handbook) -> Handbook:
    handbook.page_path("en", "introduction").write_text(ENGLISH, encoding="utf-8")
    handbook.page_path("pl", "introduction").write_text(POLISH, encoding="utf-8")
    return handbook


def sign(handbook: Handbook, by: str, date: str, review: Review | None = None, *blocks: str) -> None:
    signature = Signature(by, date, review)
    assert accept(load_project(handbook.root), "pl", Part("introduction", blocks), signature).refusals == []


def records(handbook: Handbook) -> TranslationRecords:
    project = load_project(handbook.root)
    return TranslationRecords(project, page_states(project))


def test_a_page_that_says_what_english_says(small: Handbook) -> None:
    sign(small, "Anna <anna@example.com>", "2026-11-20")
    record = records(small).of("introduction", "pl")
    assert record.words == Words(all=15, fresh=15)
    assert record.words.share(record.words.fresh) == 1.0
    assert (record.translators, record.reviewers, record.date) == (("Anna",), (), "2026-11-20")
    assert not record.draft


def test_each_word_is_in_one_state(small: Handbook) -> None:
    sign(small, "Anna", "2026-11-20")
    small.change("en", "introduction", lambda text: text.replace("has six", "still has six"))
    small.change("en", "introduction", lambda text: text + "\nThree new words.\n")
    small.change("pl", "introduction", lambda text: text.replace("Druga część", "Ta część"))
    words = records(small).of("introduction", "pl").words
    assert words == Words(all=19, fresh=4, behind=7, missing=3, unchecked=5)


def test_what_was_reviewed_counts_only_while_it_is_fresh(small: Handbook) -> None:
    sign(small, "Anna", "2026-11-20")
    sign(small, "Jan", "2026-11-21", Review.REVIEWED, "L3", "L5")
    before = records(small).of("introduction", "pl")
    assert before.words.reviewed == 11
    assert (before.translators, before.reviewers, before.date) == (("Anna",), ("Jan",), "2026-11-21")
    small.change("en", "introduction", lambda text: text.replace("has six", "still has six"))
    assert records(small).of("introduction", "pl").words.reviewed == 5


def test_a_review_does_not_hide_who_translated(small: Handbook) -> None:
    sign(small, "Anna <anna@example.com>", "2026-11-20")
    sign(small, "Jan", "2026-11-21", Review.REVIEWED)
    record = records(small).of("introduction", "pl")
    assert (record.translators, record.reviewers) == (("Anna",), ("Jan",))


def test_a_draft_is_known_as_one(small: Handbook) -> None:
    sign(small, "Anna", "2026-11-20", Review.DRAFT)
    assert records(small).of("introduction", "pl").draft


def test_a_page_that_nobody_translated_lacks_all_words(small: Handbook) -> None:
    small.page_path("pl", "introduction").unlink()
    record = records(small).of("introduction", "pl")
    assert record.words == Words(all=15, missing=15)
    assert (record.translators, record.date) == ((), "")


def test_people_are_listed_once_with_what_they_did(small: Handbook) -> None:
    sign(small, "Anna", "2026-11-20")
    sign(small, "Jan", "2026-11-21", Review.REVIEWED, "L3")
    small.page_path("en", "index").write_text("# A book\n", encoding="utf-8")
    small.page_path("ja", "index").write_text("# 本\n", encoding="utf-8")
    project = load_project(small.root)
    assert accept(project, "ja", Part("index"), Signature("Anna", "2026-11-20")).refusals == []
    assert records(small).people() == {"Anna": {"ja": (1, 0), "pl": (1, 0)}, "Jan": {"pl": (0, 1)}}
