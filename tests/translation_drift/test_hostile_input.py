"""Whatever stands in the place of a page or a lock: a finding or a clear error, and nothing is rewritten."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from translation_drift import cli
from translation_drift.project import Project

PAGE = "docs/pl/guide.md"
SOURCE = "docs/en/guide.md"
LOCK = "i18n/state/pl/guide.lock"
Spoil = Callable[[Path], object]


def append(path: str, content: bytes) -> Spoil:
    return lambda root: (root / path).write_bytes((root / path).read_bytes() + content)


def prepend(path: str, content: bytes) -> Spoil:
    return lambda root: (root / path).write_bytes(content + (root / path).read_bytes())


def become(path: str, content: bytes) -> Spoil:
    return lambda root: (root / path).write_bytes(content)


def replace(path: str, old: bytes, new: bytes) -> Spoil:
    def spoil(root: Path) -> None:
        content = (root / path).read_bytes()
        assert old in content
        (root / path).write_bytes(content.replace(old, new))

    return spoil


def folder(path: str) -> Spoil:
    def spoil(root: Path) -> None:
        (root / path).unlink()
        (root / path).mkdir()

    return spoil


def pipe(root: Path) -> None:
    (root / PAGE).unlink()
    os.mkfifo(root / PAGE)


def link_out(root: Path) -> None:
    outside = root.parent / "outside.md"
    outside.write_text("# Poza drzewem\n", encoding="utf-8")
    (root / PAGE).unlink()
    (root / PAGE).symlink_to(outside)


def dangling(root: Path) -> None:
    (root / PAGE).unlink()
    (root / PAGE).symlink_to("nowhere.md")


LONG_LIST = b"\n" + b"".join(b" " * (2 * depth) + b"- a\n" for depth in range(900))
CASES: dict[str, tuple[Spoil, int, str]] = {
    "invalid UTF-8": (append(PAGE, b"\n\xff\xfe\n"), 2, "docs/pl/guide.md:53: is not UTF-8"),
    "invalid UTF-8 in the source": (append(SOURCE, b"\n\xff\n"), 2, "docs/en/guide.md:53: is not UTF-8"),
    "byte order mark": (prepend(PAGE, b"\xef\xbb\xbf"), 1, "docs/pl/guide.md:1: unreadable-character"),
    "NUL": (append(PAGE, b"\na\0b\n"), 1, "docs/pl/guide.md:53: unreadable-character"),
    "too large": (append(PAGE, b"\na" * 1_000_000), 2, "docs/pl/guide.md: has 2,001"),
    "one endless paragraph": (
        append(PAGE, b"\n" + b"`a " * 20_000),
        2,
        "docs/pl/guide.md:53: paragraph of 60,0",
    ),
    "10,000 quotes": (
        append(PAGE, b"\n" + b">" * 10_000 + b" a\n"),
        1,
        "docs/pl/guide.md:53: nested-too-deep",
    ),
    "10,000 lists": (
        append(PAGE, b"\n" + b"- " * 10_000 + b"a\n"),
        1,
        "docs/pl/guide.md:53: nested-too-deep",
    ),
    "900 indented lists": (append(PAGE, LONG_LIST), 1, "nested-too-deep"),
    "open brackets": (append(PAGE, b"\n" + b"[" * 9_000 + b"\n"), 1, "docs/pl/guide.md:53: block-surplus"),
    "open images": (append(PAGE, b"\n" + b"![a](" * 1_900 + b"\n"), 1, "docs/pl/guide.md:53: block-surplus"),
    "open braces": (append(PAGE, b"\n" + b"{" * 9_000 + b"\n"), 1, "docs/pl/guide.md:53: block-surplus"),
    "open comments": (append(PAGE, b"\n" + b"<!--\n" * 1_900), 1, "docs/pl/guide.md:53: block-surplus"),
    "merge markers in a page": (append(PAGE, b"\n<<<<<<< HEAD\na\n"), 1, "docs/pl/guide.md:53: merge-marker"),
    "merge markers in a lock": (
        append(LOCK, b"<<<<<<< HEAD\n"),
        1,
        "guide.lock:30: lock-broken: merge marker",
    ),
    "lock edited by hand": (replace(LOCK, b"by:Tester", b"by:Nobody"), 1, "lock-broken: edited by hand"),
    "empty lock": (become(LOCK, b""), 1, "lock-broken"),
    "lock of other bytes": (become(LOCK, bytes(range(256))), 1, "lock-broken"),
    "lock with a NUL": (append(LOCK, b"\0\n"), 1, "lock-broken"),
    "folder for a page": (folder(PAGE), 2, "docs/pl/guide.md: is no file"),
    "folder for a source": (folder(SOURCE), 2, "docs/en/guide.md: is no file"),
    "folder for a lock": (folder(LOCK), 1, "guide.lock:1: lock-broken: is no file"),
    "named pipe for a page": (pipe, 2, "docs/pl/guide.md: is no file"),
    "link out of the tree": (link_out, 2, "docs/pl/guide.md: is a link to a file outside"),
    "link to nothing": (dangling, 2, "docs/pl/guide.md: is no file"),
}


def run(capsys: pytest.CaptureFixture[str], root: Path, *words: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main([*words, "--project", str(root)])
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out + captured.err


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("docs", "i18n")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_and_nothing_is_rewritten(
    project: Project, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    spoil, code, message = CASES[name]
    spoil(project.root)
    before = contents(project.root)
    ended, said = run(capsys, project.root, "check", "--lang", "pl,en")
    assert (ended, message in said) == (code, True), said
    for command in ("status", "diff guide", "accept guide --lang pl --by Tester"):
        ended, said = run(capsys, project.root, *command.split())
        assert ended in (0, 1, 2)
        assert "Traceback" not in said
    assert contents(project.root) == before


@pytest.mark.parametrize("end", [b"\r\n", b"\r"])
def test_line_ends_of_other_systems_change_nothing(
    project: Project, capsys: pytest.CaptureFixture[str], end: bytes
) -> None:
    replace(PAGE, b"\n", end)(project.root)
    assert run(capsys, project.root, "check")[0] == 0


def test_the_size_limit_is_a_setting(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    settings = "[tool.i18n]\nmax_page_bytes = 1000\n"
    (project.root / "pyproject.toml").write_text(settings, encoding="utf-8")
    assert "more than max_page_bytes (1,000)" in run(capsys, project.root, "check")[1]


def test_a_size_limit_that_is_no_number_is_refused(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = '[tool.i18n]\nmax_page_bytes = "1 MB"\n'
    (project.root / "pyproject.toml").write_text(settings, encoding="utf-8")
    ended, said = run(capsys, project.root, "check")
    assert (ended, "max_page_bytes is '1 MB'" in said) == (2, True)


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="the superuser may read any file")
def test_a_page_that_may_not_be_read_is_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (project.root / PAGE).chmod(0)
    ended, said = run(capsys, project.root, "check")
    assert (ended, "docs/pl/guide.md: cannot be read" in said) == (2, True)
