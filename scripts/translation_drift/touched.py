"""Which pages a branch touches, as git tells: against the merge base with what it will be merged into.

Git needs the history for the merge base only. In a shallow clone that lacks it the branch is compared with
the newest commit of the base instead, which also counts what the base has changed since, and the report
says so (`git merge-base` ends with 1 where no common commit is known; git-merge-base(1)).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from translation_drift.blobs import read_blob
from translation_drift.clone import git, has_git
from translation_drift.errors import ConfigurationError, LockError
from translation_drift.lock import parse_lock
from translation_drift.project import Project
from translation_drift.sample_comments import comments_path, translated_samples

_USUAL_BASES = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
_DEEPEN = (
    "this clone is shallow; `git fetch --unshallow` gets all of it, `git fetch --depth=1 origin BRANCH` "
    "just the commit to compare with (then --base FETCH_HEAD); "
    "GitHub's checkout of a pull request needs `fetch-depth: 2` and --base HEAD^1"
)


@dataclass(frozen=True)
class Touched:
    """The files that a branch answers for, relative to the project, and what could not be known."""

    paths: frozenset[str] = frozenset()
    advanced: frozenset[str] = frozenset()
    """The translated pages of which the branch has accepted a block against a newer source, or for the
    first time: it translates them, and does not just mend a typo."""
    notes: tuple[str, ...] = ()


def touched_paths(project: Project, base: str | None) -> Touched:
    """Pages, and their locks, that were changed since the merge base, uncommitted changes included.

    Translated comments of samples are files of their own. A glossary touches all pages, and all translated
    comments, of its language. A source page does not touch its translations.

    Raises:
        ConfigurationError: there is no git, or it does not know what to compare with.
    """
    if not has_git():
        raise ConfigurationError("--touched asks git, and there is none; leave it out to check all pages")
    if git(project.root, "rev-parse", "--verify", "-q", "HEAD^{commit}") is None:
        raise ConfigurationError(
            "--touched needs a git repository with a commit; leave it out to check all pages", project.root
        )
    start, notes = _start(project.root, base)
    changed = {
        *_listed(project.root, "diff", "--name-only", "--no-renames", "--relative", "-z", start),
        *_listed(project.root, "ls-files", "--others", "--exclude-standard", "-z"),
    }
    answered_for = frozenset(_answered_for(project, changed))
    return Touched(answered_for, frozenset(_advanced(project, changed, start)), notes)


def _answered_for(project: Project, changed: set[str]) -> Iterable[str]:
    for language in project.languages:
        whole = project.relative(project.glossary_path(language)) in changed
        for page in {*project.pages(language), *project.locks(language)}:
            paths = {
                project.relative(project.page_path(language, page)),
                project.relative(project.lock_path(language, page)),
            }
            if whole or paths & changed:
                yield from paths
        for sample in translated_samples(project, language):
            path = project.relative(comments_path(project, language, sample))
            if whole or path in changed:
                yield path


def _advanced(project: Project, changed: set[str], start: str) -> Iterable[str]:
    for language in project.translations:
        for page in project.locks(language):
            path = project.relative(project.lock_path(language, page))
            if path in changed:
                now = project.lock_path(language, page).read_text(encoding="utf-8", errors="replace")
                before = read_blob(project.root, f"{start}:./{path}") or ""
                if _accepted_sources(now, path) - _accepted_sources(before, path):
                    yield project.relative(project.page_path(language, page))


def _accepted_sources(lock: str, path: str) -> set[tuple[str, str]]:
    """The blocks of a lock with the source that each was accepted against; none where it cannot be read."""
    try:
        return {(entry.block, entry.source) for entry in parse_lock(lock, path).entries}
    except LockError:
        return set()


def _start(root: Path, base: str | None) -> tuple[str, tuple[str, ...]]:
    """The commit to compare with, and what is uncertain about it."""
    shallow = (git(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"
    candidates = (base,) if base else _USUAL_BASES
    known = next((name for name in candidates if _commit(root, name)), None)
    if known is None:
        advice = _DEEPEN if shallow else "name a branch or a commit with --base REV"
        raise ConfigurationError(f"git knows no {' or '.join(candidates)} here; {advice}")
    common = (git(root, "merge-base", known, "HEAD") or "").strip()
    if common:
        return common, ()
    note = (
        f"{known} and HEAD have no common commit here, so what {known} changed since counts as touched, too"
    )
    return _commit(root, known), (f"{note}; {_DEEPEN}" if shallow else note,)


def _commit(root: Path, name: str) -> str:
    return (git(root, "rev-parse", "--verify", "-q", "--end-of-options", f"{name}^{{commit}}") or "").strip()


def _listed(root: Path, *arguments: str) -> list[str]:
    answer = git(root, *arguments)
    if answer is None:
        raise ConfigurationError(f"`git {' '.join(arguments)}` failed; see what it says there", root)
    return [path for path in answer.split("\0") if path]
