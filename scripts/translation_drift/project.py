"""Finds the project around a folder: its languages, its pages and where the translators' files are."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from markdown_pages import MarkdownPagesError
from markdown_pages import languages as site_languages

from translation_drift.errors import ConfigurationError
from translation_drift.layout import Layout, PathPattern

SITE_FILE = "mkdocs.yml"
SETTINGS_FILE = "pyproject.toml"
MAX_PAGE_BYTES = 2_000_000


@dataclass(frozen=True)
class Project:
    """One documentation tree with its samples, locks and glossaries."""

    root: Path
    source: str
    """The language that the others are translated from."""
    translations: tuple[str, ...]
    docs: Path
    samples: Path
    metadata: Path
    """Folder of `glossary/`, `style/` and `state/`."""
    layout: Layout
    """Where the pages are."""
    max_page_bytes: int = MAX_PAGE_BYTES
    """Size from which a file is no page; `[tool.i18n] max_page_bytes`."""

    @property
    def languages(self) -> tuple[str, ...]:
        """All languages, the source first."""
        return (self.source, *self.translations)

    @cached_property
    def real_root(self) -> Path:
        """The folder of the project without links on the way to it."""
        return self.root.resolve()

    @property
    def cache(self) -> Path:
        """Folder for what can be computed again."""
        return self.root / "build" / "i18n"

    def page_path(self, language: str, page: str) -> Path:
        """The file of a page in a language, whether it exists or not."""
        return self.root / self.layout.path(language, self.source, page)

    def lock_path(self, language: str, page: str) -> Path:
        """The lock of a translated page, whether it exists or not."""
        return self.metadata / "state" / language / f"{page}.lock"

    def glossary_path(self, language: str) -> Path:
        """The glossary of a language, whether it exists or not."""
        return self.metadata / "glossary" / f"{language}.yml"

    def pages(self, language: str) -> list[str]:
        """Names of the pages that exist in a language, sorted."""
        return self.layout.pages(self.root, language, self.source, self.translations)

    def locks(self, language: str) -> list[str]:
        """Names of the pages that have a lock in a language, sorted."""
        return sorted(_names(self.metadata / "state" / language, ".lock"))

    def relative(self, path: Path) -> str:
        """A path as messages show it: relative to the project, with forward slashes."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()


def load_project(start: Path) -> Project:
    """Reads the project of a folder: the nearest folder upwards with a `mkdocs.yml` or settings."""
    for folder in (start.resolve(), *start.resolve().parents):
        settings = _settings(folder / SETTINGS_FILE)
        if (folder / SITE_FILE).is_file() or "languages" in settings:
            return _project(folder, settings)
    raise ConfigurationError(
        f"no {SITE_FILE} here or in a folder above; run `i18n` inside the project, "
        f"or name languages under [tool.i18n] in {SETTINGS_FILE}",
        start,
    )


def project_settings(root: Path) -> dict[str, Any]:
    """The table `[tool.i18n]` of a project, or nothing; raises ConfigurationError for a broken file."""
    return _settings(root / SETTINGS_FILE)


def _project(root: Path, settings: Mapping[str, Any]) -> Project:
    languages = cast("Sequence[str] | None", settings.get("languages"))
    source = cast("str | None", settings.get("source"))
    if languages is None:
        languages = _site_languages(root / SITE_FILE)
    source = source or languages[0]
    if source not in languages:
        raise ConfigurationError(f"source language {source!r} is not among the languages {languages}", root)
    docs = settings.get("docs", "docs")
    return Project(
        root=root,
        source=source,
        translations=tuple(language for language in languages if language != source),
        docs=root / docs,
        samples=root / settings.get("samples", "samples"),
        metadata=root / settings.get("metadata", "i18n"),
        layout=_layout(settings, f"{docs}/{{language}}/{{page}}.md", root),
        max_page_bytes=_max_page_bytes(root, settings),
    )


def _layout(settings: Mapping[str, Any], default: str, root: Path) -> Layout:
    translation = settings.get("translated_pages", default)
    try:
        patterns = PathPattern(settings.get("source_pages", translation)), PathPattern(translation)
    except ConfigurationError as error:
        raise ConfigurationError(error.message, root / SETTINGS_FILE) from error
    if "{language}" not in translation:
        message = f"translated_pages = {translation!r} is the same file for all languages; add {{language}}"
        raise ConfigurationError(message, root / SETTINGS_FILE)
    return Layout(*patterns)


def _max_page_bytes(root: Path, settings: Mapping[str, Any]) -> int:
    limit = settings.get("max_page_bytes", MAX_PAGE_BYTES)
    if not isinstance(limit, int) or limit <= 0:
        raise ConfigurationError(f"max_page_bytes is {limit!r}; give a number of bytes", root / SETTINGS_FILE)
    return limit


def _settings(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("i18n", {})
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(str(error), path) from error


def _site_languages(path: Path) -> Sequence[str]:
    try:
        return site_languages(path)
    except MarkdownPagesError as error:
        raise ConfigurationError(error.message, path, error.line) from error


def _names(folder: Path, suffix: str) -> Iterator[str]:
    for path in folder.rglob(f"*{suffix}"):
        yield path.relative_to(folder).as_posix().removesuffix(suffix)
