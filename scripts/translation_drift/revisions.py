"""Reads older texts of a source page from git, and pairs their blocks with today's."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from markdown_pages import MarkdownPagesError, read_page_as

from translation_drift.blobs import blob_id, read_blob
from translation_drift.clone import git, has_git
from translation_drift.errors import ConfigurationError
from translation_drift.lock import Entry, Lock, Review
from translation_drift.pairing import Pair, pair_units
from translation_drift.project import Project
from translation_drift.severity import kept_of
from translation_drift.units import Samples, Unit, units_of


@dataclass(frozen=True)
class SourceChange:
    """A block of the source that is new or says something else than in an older text of its page."""

    old: Unit | None
    """None for a block that the older text does not have."""
    pair: Pair
    """Today's block, with the older one in place of what a lock would say."""

    @property
    def new(self) -> Unit:
        """The block as it is today."""
        assert self.pair.source
        return self.pair.source


def text_at(project: Project, revision: str, page: str) -> str | None:
    """The source page at a revision, or None when it was not there; raises ConfigurationError without git."""
    option = revision.startswith("-")
    commit = [] if option else _git(project, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if not commit:
        raise ConfigurationError(
            f"git knows no revision {revision!r} here; name a commit, a branch or a tag of this clone"
        )
    return read_blob(project.root, f"{commit[0]}:./{_path(project, page)}")


def text_before_edit(project: Project, page: str) -> str:
    """The source page before its last edit: as committed last, or before the last commit that changed it.

    Raises ConfigurationError where git does not have such a text.
    """
    now = blob_id(project.page_path(project.source, page).read_bytes())
    for _, text in history(project, page):
        if blob_id(text.encode()) != now:
            return text
    raise ConfigurationError(
        f"git has no older text of {_path(project, page)} here; `git fetch --unshallow` gets the history, "
        "--since REV names the text that was edited"
    )


def history(project: Project, page: str) -> Iterator[tuple[str, str]]:
    """The source page as each commit of this clone left it, newest first, with the day of the commit."""
    path = _path(project, page)
    for line in _git(project, "log", "--format=%H %cs", "--", path):
        commit, _, day = line.partition(" ")
        text = read_blob(project.root, f"{commit}:./{path}")
        if text is not None:
            yield day, text


def units_of_text(page: Path, text: str, samples: Samples, rules: int | None = None) -> list[Unit]:
    """The blocks of an older text of a page; none when it cannot be read as one."""
    with TemporaryDirectory() as folder:
        path = Path(folder, page.name)
        path.write_text(text, encoding="utf-8")
        try:
            return units_of(read_page_as(path, language="", name=page.stem), samples, rules)
        except MarkdownPagesError:
            return []


def source_changes(old: Sequence[Unit], new: Sequence[Unit]) -> list[SourceChange]:
    """The blocks of today that the older page does not have in the same words, in the order of the page."""
    entries = tuple(_entry(number, unit) for number, unit in enumerate(old))
    changes: list[SourceChange] = []
    for pair in pair_units(new, (), Lock("", "", "", entries)):
        before = old[int(pair.entry.block, 16)] if pair.entry else None
        if pair.source and (before is None or before.hash != pair.source.hash):
            changes.append(SourceChange(before, pair))
    return changes


def _entry(number: int, unit: Unit) -> Entry:
    return Entry(
        block=f"{number:08x}",
        kind=unit.kind,
        target="",
        review=Review.TRANSLATED,
        date="",
        by="",
        **kept_of(unit),
    )


def _path(project: Project, page: str) -> str:
    return project.relative(project.page_path(project.source, page))


def _git(project: Project, *arguments: str) -> list[str]:
    if not has_git():
        raise ConfigurationError("git is not installed; older texts of a page come from its history")
    return (git(project.root, *arguments) or "").splitlines()
