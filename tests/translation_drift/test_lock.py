from pathlib import Path

import pytest
from translation_drift.errors import LockError
from translation_drift.lock import Entry, Lock, Review, format_lock, parse_lock, read_lock, write_lock

ENTRY = Entry(
    "3f2a9c01",
    "paragraph",
    "a" * 12,
    "b" * 8,
    "c" * 12,
    "d" * 16,
    Review.REVIEWED,
    "2026-11-21",
    "Zoë Wójcik",
)
LOCK = Lock(
    "docs/en/a.md",
    "pl",
    "e" * 40,
    (ENTRY, ENTRY._replace(block="3f2a9c02", reason="a name: it stays")),
    ("f" * 40,),
)


def test_a_lock_is_read_as_it_was_written() -> None:
    assert parse_lock(format_lock(LOCK), "a.lock") == LOCK


@pytest.mark.parametrize(
    "kept",
    [
        {"invariants": "1a2b3c4d"},
        {"invariants": "1a2b3c4d!", "wording": "5e6f7a8b"},
        {"translator": "Zoë Wójcik", "by": "Jan Kowalski"},
        {"translator": "A", "reason": "tr:B why:not", "invariants": "1a2b3c4d", "wording": "5e6f7a8b"},
    ],
)
def test_what_newer_locks_keep_is_read_as_it_was_written(kept: dict[str, str]) -> None:
    lock = LOCK.with_entries((ENTRY._replace(**kept), LOCK.entries[1]))
    assert parse_lock(format_lock(lock), "a.lock") == lock
    for token in ("inv:1", "txt:5", "tr:Zoë"):
        if token in format_lock(lock):
            spoiled = format_lock(lock).replace(token, f"{token[:-1]}0")
            with pytest.raises(LockError, match="edited by hand"):
                parse_lock(spoiled, "a.lock")


def test_a_line_of_an_older_lock_is_still_written_in_the_same_way() -> None:
    assert " reviewed   2026-11-21 sum:013e by:Zoë Wójcik\n" in format_lock(LOCK)


def test_a_lock_without_entries_is_read_as_it_was_written() -> None:
    empty = LOCK.with_entries(())
    assert parse_lock(format_lock(empty), "a.lock") == empty


def test_one_block_is_one_line() -> None:
    other = LOCK.with_entries((ENTRY._replace(review=Review.DRAFT, by="B"), LOCK.entries[1]))
    before, after = format_lock(LOCK).splitlines(), format_lock(other).splitlines()
    assert sum(left != right for left, right in zip(before, after, strict=True)) == 1


def test_windows_line_ends_are_read() -> None:
    assert parse_lock(format_lock(LOCK).replace("\n", "\r\n"), "a.lock") == LOCK


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("src:a", "src:b"),
        ("tgt:cc", "tgt:ca"),
        ("reviewed", "translated"),
        ("by:Zoë", "by:Zoe"),
        ("a name: it stays", "another reason"),
        ("docs/en/a.md", "docs/en/b.md"),
        ("language: pl", "language: ru"),
        ("2026-11-21", "2027-11-21"),
    ],
)
def test_a_lock_that_was_edited_by_hand_is_refused(old: str, new: str) -> None:
    with pytest.raises(LockError, match=r"a\.lock:\d+: edited by hand"):
        parse_lock(format_lock(LOCK).replace(old, new), "a.lock")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("3f2a9c01 par", "<<<<<<< ours\n3f2a9c01 par", ":8: merge marker"),
        ("language: pl", "<<<<<<< ours\nlanguage: pl", ":3: merge marker"),
        ("3f2a9c01 par", "3f2a9c0 par", ":8: not a line"),
        ("source_blob: ", "blob: ", "header has no `source_blob:`"),
        ("tool: translation_drift 1", "tool: translation_drift 99", "accept the page again"),
        ("\n\n", "\n", "no empty line"),
        ("3f2a9c02", "3f2a9c01", ":9: edited by hand"),
        ("reviewed ", "finished ", "unknown review state"),
    ],
)
def test_a_damaged_lock_is_refused_with_its_line(old: str, new: str, message: str) -> None:
    with pytest.raises(LockError, match=message):
        parse_lock(format_lock(LOCK).replace(old, new), "a.lock")


def test_a_repeated_line_is_refused() -> None:
    text = format_lock(LOCK.with_entries((ENTRY, ENTRY)))
    with pytest.raises(LockError, match=r":9: block 3f2a9c01 has two lines"):
        parse_lock(text, "a.lock")


def test_writing_the_same_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "a.lock"
    write_lock(LOCK, path)
    before = path.stat().st_mtime_ns
    write_lock(LOCK, path)
    assert path.stat().st_mtime_ns == before
    assert read_lock(path) == LOCK


def test_a_lock_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.lock"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LockError, match="not UTF-8"):
        read_lock(path)
