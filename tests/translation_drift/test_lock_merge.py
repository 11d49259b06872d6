import random
import shutil
import sys
from pathlib import Path

import pytest
from translation_drift import cli
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.checking import check_project
from translation_drift.errors import LockError
from translation_drift.lock import Entry, Lock, Review, parse_lock, read_lock, write_lock
from translation_drift.lock_merge import Conflict, merge_locks
from translation_drift.project import Project, load_project
from translation_drift.selection import Selection

from .clones import commit_all, git
from .conftest import Edit

BLOCKS = 118
"""As many as the locks of the handbook have on average."""
PAIRS = 200


def entry(number: int, source: str = "0", target: str = "0", date: str = "2026-01-01") -> Entry:
    return Entry(
        block=f"{number:08x}",
        kind="paragraph",
        source=source.rjust(12, "0"),
        raw="0" * 8,
        target=target.rjust(12, "0"),
        sketch="0" * 16,
        review=Review.TRANSLATED,
        date=date,
        by="Ewa",
    )


def lock(*entries: Entry, blob: str = "a" * 40, older: tuple[str, ...] = ()) -> Lock:
    return Lock("docs/en/page.md", "pl", blob, entries, older)


BASE = lock(entry(1), entry(2), entry(3))


def merged(ours: Lock, theirs: Lock, base: Lock | None = BASE) -> Lock:
    """The merged lock as it is read back; there must be no conflict."""
    result = merge_locks(base, ours, theirs)
    assert result.conflicts == []
    return parse_lock(result.text(), "merged")


def test_each_side_brings_its_blocks() -> None:
    ours = lock(entry(1, "1", "1"), entry(2), entry(3))
    theirs = lock(entry(1), entry(2, "2", "2"), entry(3))
    assert merged(ours, theirs).entries == (entry(1, "1", "1"), entry(2, "2", "2"), entry(3))


def test_new_and_removed_blocks_take_their_places() -> None:
    ours = lock(entry(1), entry(7), entry(2), entry(3))
    theirs = lock(entry(9), entry(1), entry(3), entry(8))
    assert [each.block for each in merged(ours, theirs).entries] == [
        f"{number:08x}" for number in (9, 1, 7, 3, 8)
    ]


@pytest.mark.parametrize("ours_moved", [True, False])
def test_the_order_is_that_of_the_side_that_moved_blocks(ours_moved: bool) -> None:
    moved, edited = lock(entry(3), entry(1), entry(2)), lock(entry(1, "1", "1"), entry(2), entry(3))
    result = merged(moved, edited) if ours_moved else merged(edited, moved)
    assert result.entries == (entry(3), entry(1, "1", "1"), entry(2))


def test_the_same_texts_accepted_twice_are_the_later_and_the_better_acceptance() -> None:
    ours = lock(entry(1, "1", "1", "2026-02-01"), entry(2), entry(3))
    theirs = lock(entry(1, "1", "1", "2026-03-01"), entry(2), entry(3))
    assert merged(ours, theirs).entries[0].date == "2026-03-01"
    reviewed = ours.entries[0]._replace(review=Review.REVIEWED)
    assert merged(lock(reviewed, *BASE.entries[1:]), theirs).entries[0] == reviewed


@pytest.mark.parametrize("swapped", [True, False])
def test_the_side_with_the_newer_source_wins(swapped: bool) -> None:
    typo, newer = lock(entry(1, "0", "5"), *BASE.entries[1:]), lock(entry(1, "1", "1"), *BASE.entries[1:])
    result = merged(newer, typo) if swapped else merged(typo, newer)
    assert result.entries[0] == entry(1, "1", "1")


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ([entry(1, "0", "5")], [entry(1, "0", "6")]),
        ([entry(1, "1", "5")], [entry(1, "2", "6")]),
        ([], [entry(1, "1", "6")]),
    ],
    ids=["other translations", "other sources", "removed and edited"],
)
def test_what_only_people_can_decide_is_a_conflict(ours: list[Entry], theirs: list[Entry]) -> None:
    rest = BASE.entries[1:]
    result = merge_locks(BASE, lock(*ours, *rest), lock(*theirs, *rest))
    assert result.items == (Conflict(ours[0] if ours else None, theirs[0]), *rest)
    with pytest.raises(LockError, match="merge marker"):
        parse_lock(result.text(), "merged")


def test_the_header_keeps_every_source_that_may_be_needed() -> None:
    ours, theirs = lock(*BASE.entries, blob="b" * 40), lock(*BASE.entries, blob="c" * 40, older=("d" * 40,))
    assert (merged(BASE, theirs).source_blob, merged(BASE, theirs).older_blobs) == ("c" * 40, ("d" * 40,))
    assert merged(ours, BASE).source_blob == "b" * 40
    both = merged(ours, theirs)
    assert (both.source_blob, both.older_blobs) == ("b" * 40, ("c" * 40, "d" * 40))


def test_two_first_locks_merge() -> None:
    assert merged(lock(entry(1)), lock(entry(1), entry(2)), base=None).entries == (entry(1), entry(2))


def run(root: Path, *arguments: str) -> int:
    with pytest.raises(SystemExit) as stop:
        cli.main([*arguments, "--project", str(root)])
    assert isinstance(stop.value.code, int)
    return stop.value.code


def two_branches(project: Project, edit: Edit, ours: tuple[str, str], theirs: tuple[str, str]) -> None:
    """Two branches that each edited and accepted something of the Polish guide; `ours` is checked out."""
    commit_all(project.root)
    for name, change in (("theirs", theirs), ("ours", ours)):
        git(project.root, "switch", "-q", "-c", name, "main")
        edit("docs/pl/guide.md", *change)
        assert accept(project, "pl", Part("guide"), Signature(name, "2026-12-01")).refusals == []
        commit_all(project.root, name)


def test_git_merges_neighbouring_blocks_once_the_driver_is_installed(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = ("- Folderu na", "- Nowego folderu na"), ("- Pliku `titanic", "- Także pliku `titanic")
    two_branches(project, edit, ours, theirs)
    assert run(project.root, "install-merge-driver") == 0
    assert "merge=i18n-lock" in (project.root / ".gitattributes").read_text(encoding="utf-8")
    before = (project.root / ".gitattributes").read_bytes()
    assert run(project.root, "install-merge-driver") == 0
    assert (project.root / ".gitattributes").read_bytes() == before
    git(project.root, "merge", "-q", "--no-edit", "theirs", check=False)
    assert git(project.root, "diff", "--name-only", "--diff-filter=U").split() == ["docs/pl/guide.md"]
    found = read_lock(project.lock_path("pl", "guide"))
    assert found
    assert {each.by for each in found.entries} == {"Tester", "ours", "theirs"}


def test_what_is_no_lock_is_merged_as_git_would(tmp_path: Path, project: Project) -> None:
    sides = {"base": "1\n2\n3\n4\n5\n", "ours": "1a\n2\n3\n4\n5\n", "theirs": "1\n2\n3\n4\n5b\n"}
    for name, text in sides.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / name) for name in sides]
    assert run(project.root, "merge-driver", *files, "x.lock") == 0
    assert (tmp_path / "ours").read_text(encoding="utf-8") == "1a\n2\n3\n4\n5b\n"
    (tmp_path / "theirs").write_text("1c\n2\n3\n4\n5\n", encoding="utf-8")
    assert run(project.root, "merge-driver", *files, "x.lock") == 1
    assert "<<<<<<<" in (tmp_path / "ours").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def many_pairs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with 200 locks, and two branches that each accepted another block of every one of them.

    One side edits a translation; the other does so on half of the pages, and on the other half follows a
    change of the source. Everything random has one seed.
    """
    root = tmp_path_factory.mktemp("pairs") / "tree"
    root.mkdir()
    (root / "mkdocs.yml").write_text("plugins: [{i18n: {languages: [{locale: en}, {locale: pl}]}}]\n")
    chance = random.Random(20261121)
    project = load_project(root)
    pairs = [chance.sample(range(BLOCKS), 2) for _ in range(PAIRS)]

    def write(changed: dict[int, Entry], page: int, blob: str) -> None:
        entries = tuple(changed.get(number, entry(number)) for number in range(BLOCKS))
        write_lock(lock(*entries, blob=blob), project.lock_path("pl", f"page-{page:03}"))

    for page in range(PAIRS):
        write({}, page, "a" * 40)
    commit_all(root)
    for side, name in enumerate(("ours", "theirs")):
        git(root, "switch", "-q", "-c", name, "main")
        for page, numbers in enumerate(pairs):
            follows = side == 1 and page % 2 == 1
            changed = entry(numbers[side], "1" if follows else "0", str(side + 1), "2026-02-01")
            write({numbers[side]: changed}, page, "b" * 40 if follows else "a" * 40)
        commit_all(root, name)
    return root


def conflicts(many_pairs: Path, tmp_path: Path, *, driver: bool) -> tuple[int, Path]:
    """How many of the locks conflict when one branch is merged into the other, and where they then are."""
    root = tmp_path / "tree"
    shutil.copytree(many_pairs, root)
    git(root, "switch", "-q", "ours")
    if driver:
        assert run(root, "install-merge-driver") == 0
        assert sys.executable in git(root, "config", "merge.i18n-lock.driver")
        commit_all(root)
    git(root, "merge", "-q", "--no-edit", "theirs", check=False)
    return len(git(root, "diff", "--name-only", "--diff-filter=U").split()), root


def test_200_pairs_of_edits_of_different_blocks_merge_with_the_driver(
    many_pairs: Path, tmp_path: Path
) -> None:
    count, root = conflicts(many_pairs, tmp_path, driver=True)
    assert count == 0
    project = load_project(root)
    for page in project.locks("pl"):
        found = read_lock(project.lock_path("pl", page))
        assert found
        assert len(found.entries) == BLOCKS
        assert sorted(each.target.strip("0") for each in found.entries if each.target.strip("0")) == [
            "1",
            "2",
        ]


def test_without_the_driver_only_neighbours_conflict(many_pairs: Path, tmp_path: Path) -> None:
    count, _ = conflicts(many_pairs, tmp_path, driver=False)
    assert 0 < count <= PAIRS * 2 // 100


def test_a_merge_that_claims_too_much_is_found(project: Project, edit: Edit) -> None:
    theirs = project.lock_path("pl", "guide").read_bytes()
    edit("docs/pl/guide.md", "liczy jego wiersze.", "zlicza jego wiersze.")
    accept(project, "pl", Part("guide"), Signature("Ewa", "2026-12-01"))
    project.lock_path("pl", "guide").write_bytes(theirs)
    assert [finding.code for finding in check_project(project, Selection()).findings] == ["lock-behind"]
