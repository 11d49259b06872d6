"""What several commands take on the command line, and what it stands for in a project."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from translation_drift.clone import git
from translation_drift.errors import ConfigurationError
from translation_drift.project import Project
from translation_drift.selection import Selection


def add_common(parser: ArgumentParser) -> None:
    """What every command takes."""
    from translation_drift.reports.show import FORMATS

    parser.add_argument("--format", choices=tuple(FORMATS), default="table")
    parser.add_argument("--project", type=Path, default=Path(), help="folder of the project (default: here)")


def add_languages(parser: ArgumentParser) -> None:
    """`--lang`, which leaves languages out."""
    parser.add_argument("--lang", action="append", default=[], help="only these languages; may be repeated")


def add_selection(parser: ArgumentParser) -> None:
    """`--lang` and `--page`."""
    add_languages(parser)
    parser.add_argument("--page", action="append", default=[], help="only this page; may be repeated")


def selection(project: Project, arguments: Namespace) -> Selection:
    """The languages and pages that were asked for; raises ConfigurationError for one that is not there."""
    languages = tuple(part for value in arguments.lang for part in value.split(",") if part)
    unknown = [language for language in languages if language not in project.languages]
    if unknown:
        known = ", ".join(project.languages)
        raise ConfigurationError(f"no language {', '.join(unknown)} in this project; there are {known}")
    return Selection(languages, tuple(known_pages(project, getattr(arguments, "page", ()))))


def known_pages(project: Project, names: Iterable[str]) -> list[str]:
    """The names as they are; raises ConfigurationError for a page that no language has."""
    names = list(names)
    if not names:
        return names
    known = {page for language in project.languages for page in project.pages(language)}
    unknown = [name for name in names if name not in known]
    if unknown:
        hint = _name_of(project, unknown[0]) or f"there are {', '.join(sorted(known)[:10]) or 'none'}"
        raise ConfigurationError(f"no page {', '.join(unknown)} in {project.relative(project.docs)}; {hint}")
    return names


def _name_of(project: Project, path: str) -> str:
    """How to name a page that was given as a file, from here or from the project; empty when it is none."""
    files = {Path(path).resolve(), (project.root / path).resolve()}
    for language in project.languages:
        for page in project.pages(language):
            if project.page_path(language, page).resolve() in files:
                return f"that file is the page {page}, with --lang {language}"
    return ""


def git_user(project: Project) -> str:
    """Who works here, as git knows it; raises ConfigurationError where git does not."""
    name = (git(project.root, "config", "user.name") or "").strip()
    if not name:
        raise ConfigurationError("git knows no user.name here: say who accepts with --by NAME")
    return name


def today() -> str:
    """The date that locks keep, in UTC."""
    return datetime.now(UTC).date().isoformat()
