"""Looks whether a project is sound enough for the other commands to be believed."""

import platform
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from tempfile import TemporaryFile

from translation_drift.bitext import load_lock
from translation_drift.blobs import blob_id
from translation_drift.errors import DriftError
from translation_drift.glossary import read_glossary
from translation_drift.lock import Lock
from translation_drift.normalisation import RULES_VERSION
from translation_drift.project import SETTINGS_FILE, SITE_FILE, Project

_DISTRIBUTION = "azureml-handbook"
_EXTRA = "drift"


@dataclass(frozen=True)
class Symptom:
    """One thing that was looked at."""

    subject: str
    sound: bool
    message: str
    advice: str = ""
    """What to do about it; empty when it is sound."""


def diagnose(project: Project) -> Iterator[Symptom]:
    """All that was looked at, from the project as a whole to the tool itself."""
    yield _configuration(project)
    yield from _folders(project)
    for language in project.translations:
        yield _glossary(project, language)
    locks: list[Lock] = []
    for language in project.translations:
        yield _locks(project, language, locks)
    yield _history(project, locks)
    yield _cache(project)
    yield from _tools()


def _configuration(project: Project) -> Symptom:
    settings = project.root / SITE_FILE
    file = settings if settings.is_file() else project.root / SETTINGS_FILE
    languages = ", ".join(project.languages)
    if not project.translations:
        advice = f"name the languages of the translations in {project.relative(file)}"
        return Symptom("configuration", sound=False, message=f"{file}: only {languages}", advice=advice)
    return Symptom("configuration", sound=True, message=f"{project.relative(file)}: {languages}")


def _folders(project: Project) -> Iterator[Symptom]:
    for language in project.languages:
        folder = project.docs / language
        shown, pages = project.relative(folder), len(project.pages(language))
        if language == project.source and not pages:
            advice = f"put the source pages there, or correct `docs` under [tool.i18n] in {SETTINGS_FILE}"
            yield Symptom("pages", sound=False, message=f"{shown}: no pages", advice=advice)
        else:
            yield Symptom("pages", sound=True, message=f"{shown}: {pages} pages")
    for folder in sorted(project.docs.glob("*/")):
        if folder.name not in project.languages and any(folder.rglob("*.md")):
            advice = "name the language in the configuration, or move the folder"
            message = f"{project.relative(folder)}: pages of a language that the project does not have"
            yield Symptom("pages", sound=False, message=message, advice=advice)


def _glossary(project: Project, language: str) -> Symptom:
    path = project.glossary_path(language)
    try:
        terms = len(read_glossary(path))
    except DriftError as error:
        advice = "correct it as i18n/README.md shows; until then no lint can use it"
        return Symptom("glossary", sound=False, message=str(error), advice=advice)
    return Symptom("glossary", sound=True, message=f"{project.relative(path)}: {terms} terms")


def _locks(project: Project, language: str, found: list[Lock]) -> Symptom:
    broken: list[str] = []
    names = project.locks(language)
    for name in names:
        path = project.relative(project.lock_path(language, name))
        try:
            lock = load_lock(project, language, name)
        except DriftError as error:
            broken.append(str(error))
            continue
        source = project.relative(project.page_path(project.source, name))
        if lock is not None and (lock.source, lock.language) != (source, language):
            broken.append(f"{path}: is the lock of {lock.source} in {lock.language}")
        elif not project.page_path(language, name).is_file():
            broken.append(f"{path}: there is no such page")
        elif lock is not None:
            found.append(lock)
    folder = project.relative(project.metadata / "state" / language)
    if broken:
        advice = "restore them from git, or accept the pages again; remove a lock that has no page"
        return Symptom("locks", sound=False, message="; ".join(broken), advice=advice)
    return Symptom("locks", sound=True, message=f"{folder}: {len(names)} locks")


def _history(project: Project, locks: list[Lock]) -> Symptom:
    """Old sources are only needed to show what has changed; what still is as it was needs no history."""
    present = {
        blob_id(project.page_path(project.source, page).read_bytes())
        for page in project.pages(project.source)
    }
    wanted = sorted({blob for lock in locks for blob in (lock.source_blob, *lock.older_blobs)} - present)
    if not wanted:
        return Symptom("history", sound=True, message="no older source is needed")
    if shutil.which("git") is None:
        advice = "install git; without it `i18n diff` cannot show what has changed"
        return Symptom("history", sound=False, message="git is not installed", advice=advice)
    lacking = _lacking(project.root, wanted)
    if lacking:
        shown = ", ".join(blob[:12] for blob in lacking[:3])
        message = f"{len(lacking)} of {len(wanted)} older sources are not in this clone ({shown})"
        advice = "`git fetch --unshallow`; a source that was never committed is lost, accept its page again"
        return Symptom("history", sound=False, message=message, advice=advice)
    return Symptom("history", sound=True, message=f"{len(wanted)} older sources are in git")


def _lacking(root: Path, blobs: list[str]) -> list[str]:
    answer = subprocess.run(
        ["git", "-C", str(root), "cat-file", "--batch-check"],
        input="\n".join(blobs) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    known = {line.split()[0] for line in answer.stdout.splitlines() if " blob " in line}
    return [blob for blob in blobs if blob not in known]


def _cache(project: Project) -> Symptom:
    shown = project.relative(project.cache)
    try:
        project.cache.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=project.cache):
            pass
    except OSError as error:
        advice = "make the folder writable, or remove it; every command works, only slower"
        message = f"{shown}: cannot be written: {error.strerror}"
        return Symptom("cache", sound=False, message=message, advice=advice)
    return Symptom("cache", sound=True, message=f"{shown}: writable")


def _tools() -> Iterator[Symptom]:
    python = platform.python_version()
    yield Symptom("tool", sound=True, message=f"Python {python}, rules {RULES_VERSION} ({sys.executable})")
    for name, wanted in _requirements():
        try:
            found = version(name)
        except PackageNotFoundError:
            found = ""
        if found in wanted:
            yield Symptom("tool", sound=True, message=f"{name} {found}")
        else:
            message = f"{name} {found or 'is not installed'}, wanted {' or '.join(wanted)}"
            advice = f'`pip install "{_DISTRIBUTION}[{_EXTRA}]"` again'
            yield Symptom("tool", sound=False, message=message, advice=advice)


def _requirements() -> Iterator[tuple[str, list[str]]]:
    """The packages that the tool was released with, and their versions (one for each range of Pythons)."""
    found: dict[str, list[str]] = {}
    try:
        requirements = requires(_DISTRIBUTION) or []
    except PackageNotFoundError:
        return
    for requirement in requirements:
        package, _, marker = requirement.partition(";")
        name, pinned, number = package.strip().partition("==")
        if pinned and f'extra == "{_EXTRA}"' in marker.replace("'", '"'):
            found.setdefault(name, []).append(number)
    yield from found.items()
