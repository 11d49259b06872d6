# ruff: noqa: RUF001
"""What must hold for any page and any lock, whoever wrote them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from string import hexdigits

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_pages import MarkdownPagesError, read_page
from markdown_pages.line_ends import LINE_END
from translation_drift.errors import LockError
from translation_drift.lock import Entry, Lock, Review, format_lock, parse_lock
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import BlockState
from translation_drift.status import project_status
from translation_drift.units import Samples, units_of

from .conftest import REPOSITORY, Edit

ANY_EXAMPLE = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
REAL_PAGES = sorted((REPOSITORY / "docs").glob("*/*.md"))

WORDS = st.text("abcż木б`*_[]()<>&|#!-:\\\"' \u00a0\u3000\t.0123", min_size=1, max_size=40)
LINES = st.one_of(
    WORDS,
    st.just(""),
    st.builds(
        "{}{}".format, st.sampled_from(("# ", "## ", "- ", "1. ", "> ", "    ", "| a | ", "\t", "* ")), WORDS
    ),
    st.sampled_from(
        ("```", "~~~", '!!! note "A"', '=== "B"', "---", "|---|---|", "<!-- c -->", "<div>", "[a]: b")
    ),
)


def _joined(lines: list[str], end: str) -> str:
    return end.join(lines)


PAGES = st.builds(_joined, st.lists(LINES, max_size=25), st.sampled_from(("\n", "\r\n", "\r")))


def written_back(text: str, path: Path, docs: Path) -> str:
    """The page put together again from the lines of its blocks and what lies between them."""
    page = read_page(path, docs)
    lines = LINE_END.split(text)
    for block in page.blocks:
        lines[block.line - 1 : block.end_line] = block.text.split("\n")
    ends = [*LINE_END.findall(text), ""]
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


@pytest.mark.parametrize("path", REAL_PAGES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_blocks_of_a_real_page_are_its_bytes(path: Path) -> None:
    content = path.read_bytes()
    assert written_back(content.decode(), path, REPOSITORY / "docs").encode() == content


@ANY_EXAMPLE
@given(text=PAGES)
def test_the_blocks_of_any_page_are_its_bytes_and_lie_in_its_lines(text: str, tmp_path: Path) -> None:
    path = tmp_path / "docs" / "en" / "page.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    try:
        page = read_page(path, tmp_path / "docs")
    except MarkdownPagesError:
        return
    assert written_back(text, path, tmp_path / "docs") == text
    assert all(1 <= block.line <= block.end_line <= len(LINE_END.split(text)) for block in page.blocks)
    assert all(unit.hash for unit in units_of(page, Samples(tmp_path)))


def hexadecimal(length: int) -> st.SearchStrategy[str]:
    return st.text(hexdigits[:16], min_size=length, max_size=length)


ONE_LINE = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=30)
NAMES = ONE_LINE.filter(lambda name: " why:" not in name and " tr:" not in name)
ENTRIES = st.builds(
    Entry,
    block=hexadecimal(8),
    kind=st.sampled_from(("paragraph", "heading", "list_item", "table_row", "code", "admonition_title")),
    source=hexadecimal(12),
    raw=hexadecimal(8),
    target=hexadecimal(12),
    sketch=hexadecimal(16),
    review=st.sampled_from(Review),
    date=st.dates().map(lambda date: date.isoformat()),
    by=NAMES,
    reason=ONE_LINE,
    translator=NAMES,
    invariants=st.just("") | hexadecimal(8) | hexadecimal(8).map("{}!".format),
    wording=st.just("") | hexadecimal(8),
)
LOCKS = st.builds(
    Lock,
    source=st.just("docs/en/page.md"),
    language=st.sampled_from(("ja", "zh-TW", "pl", "ru")),
    source_blob=hexadecimal(40),
    entries=st.lists(ENTRIES, max_size=8, unique_by=lambda entry: entry.block).map(tuple),
    older_blobs=st.lists(hexadecimal(40), max_size=2).map(tuple),
)


@ANY_EXAMPLE
@given(lock=LOCKS)
def test_a_lock_is_read_back_as_it_was_written(lock: Lock) -> None:
    text = format_lock(lock)
    assert parse_lock(text, "page.lock") == lock
    assert format_lock(parse_lock(text, "page.lock")) == text


@ANY_EXAMPLE
@given(lock=LOCKS.filter(lambda lock: bool(lock.entries)), data=st.data())
def test_a_lock_with_a_changed_hash_is_refused(lock: Lock, data: st.DataObject) -> None:
    lines = format_lock(lock).split("\n")
    number = data.draw(st.integers(lines.index("") + 1, len(lines) - 2))
    field = data.draw(st.sampled_from(("src:", "raw:", "tgt:", "like:")))
    at = lines[number].index(field) + len(field)
    digit = data.draw(st.sampled_from(hexdigits[:16]).filter(lambda digit: digit != lines[number][at]))
    lines[number] = lines[number][:at] + digit + lines[number][at + 1 :]
    with pytest.raises(LockError) as refusal:
        parse_lock("\n".join(lines), "page.lock")
    assert refusal.value.line == number + 1


@ANY_EXAMPLE
@given(
    content=st.one_of(st.text(max_size=300), LOCKS.map(format_lock).map(lambda text: text[: len(text) // 2]))
)
def test_any_other_text_is_refused_as_a_lock(content: str) -> None:
    try:
        lock = parse_lock(content, "page.lock")
    except LockError:
        return
    assert parse_lock(format_lock(lock), "page.lock") == lock


MEANINGS = {
    "word": ("counts its lines", "{} its lines", st.text("abcdefghij", min_size=2, max_size=9)),
    "number": ("1,309 passengers", "{} passengers", st.integers(2, 9999).map(str)),
    "code": ("`pandas` 2.3", "`{}` 2.3", st.text("klmnopqr", min_size=1, max_size=9)),
    "link": ("(index.md#the-workspace)", "({})", st.text("abc/#.-", min_size=1, max_size=9)),
    "external link": ("(https://docs.python.org/3/)", "({})", st.text("abc/.-", min_size=1, max_size=9)),
    "image": ("(images/cycle.svg)", "({})", st.text("abc/.-", min_size=1, max_size=9)),
    "cell": (
        "opens the file and splits",
        "{} the file and splits",
        st.text("abcdef", min_size=2, max_size=9),
    ),
    "diagram": ('["count the lines"]', '["{} the lines"]', st.text("abdefg", min_size=2, max_size=9)),
}


@pytest.mark.parametrize("meaning", MEANINGS)
@settings(ANY_EXAMPLE, max_examples=8)
@given(data=st.data())
def test_an_edit_that_changes_the_meaning_is_never_fresh(
    project: Project, edit: Edit, meaning: str, data: st.DataObject
) -> None:
    old, form, words = MEANINGS[meaning]
    new = form.format(data.draw(words))
    before = project.page_path("en", "guide").read_bytes()
    try:
        edit("docs/en/guide.md", old, new)
        found = project_status(project, Selection(("ja", "zh-TW", "pl", "ru"), ("guide",)))
    finally:
        project.page_path("en", "guide").write_bytes(before)
    assert [set(status.counts) - {BlockState.FRESH} for status in found] == [{BlockState.STALE}] * 4


def git(folder: Path, *words: str) -> None:
    author = ("-c", "user.name=Tester", "-c", "user.email=tester@example.org")
    subprocess.run(["git", *author, "-C", str(folder), *words], check=True, capture_output=True)


def status_as_json(folder: Path) -> object:
    command = [sys.executable, "-m", "translation_drift", "status", "--format", "json"]
    answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return json.loads(answer.stdout)


def test_states_need_no_history(project: Project, edit: Edit, tmp_path: Path) -> None:
    """A clone of depth 1 says the same as the clone in which everything happened."""
    git(project.root, "init", "--quiet")
    for old, new in (("counts its lines.", "counts its rows."), ("1,309", "1,310"), ("## Count", "## Add")):
        git(project.root, "add", ".")
        git(project.root, "commit", "--quiet", "--message", "a step")
        edit("docs/en/guide.md", old, new)
    git(project.root, "commit", "--quiet", "--all", "--message", "the last step")
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth", "1", project.root.as_uri(), str(shallow))
    expected = status_as_json(project.root)
    assert "stale" in json.dumps(expected)
    assert status_as_json(shallow) == expected
    shutil.rmtree(shallow / ".git")
    assert status_as_json(shallow) == expected
