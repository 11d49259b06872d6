"""Begins the translation of a sample's comments, or adds to one those that the sample has got since."""

from dataclasses import dataclass
from pathlib import Path

import yaml
from markdown_pages.reading import read_text

from translation_drift.errors import ConfigurationError
from translation_drift.project import Project
from translation_drift.sample_comments import (
    comments_path,
    read_entries,
    said_instead,
    sample_states,
    samples_of,
    translated_samples,
)
from translation_drift.selection import Selection
from translation_drift.states import BlockState


@dataclass(frozen=True)
class CommentScaffold:
    """A file of translated comments that was begun or completed."""

    path: str
    sample: str
    language: str
    kept: int
    """Comments that the file had before."""
    known: int
    """Comments that were put in as another sample has them."""
    remaining: int
    """Comments that somebody has to translate."""


def is_sample(project: Project, name: str) -> bool:
    """Whether a name is one of a sample and not of a page."""
    return not project.page_path(project.source, name).is_file() and (project.samples / name).is_file()


def start_comments(project: Project, sample: str, language: str) -> CommentScaffold:
    """Adds an entry for each comment that has none; what the file says already stays as it is.

    A comment that has changed since it was translated keeps its old entry, which somebody has to look at.

    Raises:
        ConfigurationError: no page of the language shows the sample.
        DriftError: the sample, or the file of translations, cannot be read.
    """
    if sample not in samples_of(project, Selection((language,)), language):
        message = f"no page in {language} shows this sample; translate a page that does"
        raise ConfigurationError(message, project.relative(project.samples / sample))
    entries = read_entries(project, language, sample)
    states = sample_states(project, language, sample)
    missing = [it.text for it in states if it.state is BlockState.MISSING and it.text not in entries]
    known = _known(project, language) if missing else {}
    added = {text: known.get(text, "") for text in missing}
    path = comments_path(project, language, sample)
    if added:
        _append(path, added)
    said = said_instead(project, language, sample)
    return CommentScaffold(
        project.relative(path),
        sample,
        language,
        kept=len(said.keys() & entries.keys()),
        known=len(said.keys() & added.keys()),
        remaining=sum(it.state is not BlockState.EXTRA for it in sample_states(project, language, sample)),
    )


def _known(project: Project, language: str) -> dict[str, str]:
    known: dict[str, str] = {}
    for sample in translated_samples(project, language):
        known = said_instead(project, language, sample) | known
    return known


def _append(path: Path, added: dict[str, str]) -> None:
    before = read_text(path).rstrip("\n") + "\n" if path.is_file() else ""
    lines = yaml.safe_dump(added, allow_unicode=True, sort_keys=False, width=float("inf"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before.lstrip("\n") + lines, encoding="utf-8", newline="\n")
