"""Keeps the comments of samples in each language: `i18n/comments/<language>/<sample>.yml`.

Such a file is a mapping from what a comment says in the sample to what it says to readers of the language,
both without the mark of a comment. The words themselves are the key, so that a comment that has changed since
is one that nobody has translated.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import yaml
from markdown_pages import LINE_END, MarkdownPagesError
from markdown_pages.comments import Comment, for_tools, read_comments, rewritten, same_program
from markdown_pages.reading import read_text

from translation_drift.errors import DriftError
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.shown import samples_shown
from translation_drift.states import BlockState, PageStatus

SUFFIX = ".yml"
_FILES_KEPT = 512
_ALIKE = 0.6
"""Share of letters in common from which one comment is another one's earlier wording."""


@dataclass(frozen=True)
class Entry:
    """A comment in another language."""

    line: int
    """Of the file of translations."""
    text: str
    """Empty while nobody has translated the comment."""


@dataclass(frozen=True)
class CommentStatus:
    """A comment of a sample that somebody has to look at in a language."""

    language: str
    sample: str
    state: BlockState
    """Stale, missing or extra."""
    path: str
    line: int
    source_line: int | None
    """Of the sample; none of a comment that is no longer there."""
    text: str
    """What the comment says; of one that is no longer there: what it said."""
    was: str = ""
    """What a stale comment said when it was translated."""


def comments_path(project: Project, language: str, sample: str) -> Path:
    """The translations of a sample's comments, whether they exist or not."""
    return project.metadata / "comments" / language / f"{sample}{SUFFIX}"


def translated_samples(project: Project, language: str) -> list[str]:
    """The samples whose comments somebody has begun to translate, sorted."""
    folder = project.metadata / "comments" / language
    return sorted(path.relative_to(folder).as_posix().removesuffix(SUFFIX) for path in folder.rglob("*.yml"))


def read_entries(project: Project, language: str, sample: str) -> dict[str, Entry]:
    """The translations of a sample's comments by what the comments say; none without a file.

    Raises:
        DriftError: the file is no such mapping, or would be read as something else than words.
    """
    path = comments_path(project, language, sample)
    return {**_entries(path, path.stat().st_mtime_ns)} if path.is_file() else {}


@lru_cache(_FILES_KEPT)
def _entries(path: Path, _changed: int) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for key, value, line in _scalars(path):
        if key in entries:
            raise DriftError(f"translates {key!r} a second time; keep one of the two", path, line)
        if LINE_END.search(value) or for_tools(value):
            raise DriftError(f"{value!r} is no comment; say it in one line, to people", path, line)
        entries[key] = Entry(line, value)
    return entries


def said_instead(project: Project, language: str, sample: str) -> dict[str, str]:
    """What readers of a language are told instead of each comment of a sample; comments left out stay."""
    return {key: entry.text for key, entry in read_entries(project, language, sample).items() if entry.text}


def comment_states(project: Project, pages: Iterable[PageStatus]) -> list[CommentStatus]:
    """The comments of the samples on these translated pages that do not say what the sample says now.

    Raises:
        DriftError: a file of translations, or a sample, cannot be read.
    """
    shown: dict[str, list[str]] = {}
    for page in pages:
        shown.setdefault(page.language, []).extend(page.shown)
    return [
        status
        for language, samples in shown.items()
        for sample in _existing(project, samples)
        for status in sample_states(project, language, sample)
    ]


def sample_states(project: Project, language: str, sample: str) -> list[CommentStatus]:
    """The comments of one sample that do not say in a language what the sample says now.

    Raises:
        DriftError: the file of translations, or the sample, cannot be read.
    """
    try:
        comments = read_comments(sample, project.samples / sample)
    except MarkdownPagesError as error:
        raise DriftError(error.message, error.path, error.line) from error
    entries = read_entries(project, language, sample)
    return sorted(_states(project, language, sample, comments, entries), key=lambda it: (it.path, it.line))


def samples_of(project: Project, selection: Selection, language: str) -> list[str]:
    """The samples that the selected pages show to readers of a language, as far as they exist, sorted."""
    pages = (project.page_path(language, page) for page in selection.names(project.pages(language)))
    return _existing(project, (sample for page in pages for sample in samples_shown(project, page)))


def _existing(project: Project, samples: Iterable[str]) -> list[str]:
    return sorted(sample for sample in set(samples) if (project.samples / sample).is_file())


def changes_program(project: Project, language: str, sample: str) -> bool:
    """Whether a sample is another program with its translated comments, which nothing written here may do."""
    text = read_text(project.samples / sample)
    said = said_instead(project, language, sample)
    return bool(said) and not same_program(sample, text, rewritten(sample, text, said))


def _scalars(path: Path) -> Iterator[tuple[str, str, int]]:
    """The pairs of a mapping of texts with their lines."""
    try:
        node = cast("Any", yaml).compose(read_text(path), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise DriftError(f"is not YAML: {error.problem}", path, line) from error
    except MarkdownPagesError as error:
        raise DriftError(error.message, path, error.line) from error
    if not isinstance(node, yaml.MappingNode):
        raise DriftError("has to say `comment: translation`, one a line", path)
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or not isinstance(value, yaml.ScalarNode):
            raise DriftError("has to say `comment: translation`", path, key.start_mark.line + 1)
        yield key.value, value.value, key.start_mark.line + 1


def _states(
    project: Project, language: str, sample: str, comments: list[Comment], entries: Mapping[str, Entry]
) -> Iterator[CommentStatus]:
    path = project.relative(comments_path(project, language, sample))
    source = project.relative(project.samples / sample)
    there = {comment.text for comment in comments}
    left = [key for key in entries if key not in there]
    for text, comment in {comment.text: comment for comment in reversed(comments)}.items():
        if (entry := entries.get(text)) and entry.text:
            continue
        if entry is None and (was := get_close_matches(text, left, 1, _ALIKE)):
            left.remove(was[0])
            line = entries[was[0]].line
            yield CommentStatus(language, sample, BlockState.STALE, path, line, comment.line, text, was[0])
        elif entry:
            yield CommentStatus(language, sample, BlockState.MISSING, path, entry.line, comment.line, text)
        else:
            yield CommentStatus(
                language, sample, BlockState.MISSING, source, comment.line, comment.line, text
            )
    for key in left:
        yield CommentStatus(language, sample, BlockState.EXTRA, path, entries[key].line, None, key)
