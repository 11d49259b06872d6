"""Writes what readers take home: an archive of each page's samples, and each page as a notebook.

Archives lie in `downloads/`, each once for all languages; a notebook lies beside its page, in each language.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from babel.units import format_unit
from markdown_pages import MarkdownPagesError, SampleTree, read_page
from markdown_pages import Page as SourcePage
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page
from snippets.errors import SettingsError
from snippets.settings import Settings, read_settings
from snippets.steps import Step, steps_of

from site_hooks.errors import SiteError
from site_hooks.kept import Kept, State, state_of
from site_hooks.languages import current_language, home, site_languages
from site_hooks.take_home import archive, first_cell
from site_hooks.take_home.installation import REQUIREMENTS, Installation, installation
from site_hooks.take_home.needs import SampleNeeds
from site_hooks.take_home.notebook import Words, notebook_of
from site_hooks.texts import all_texts, texts
from site_hooks.wording import locale_of

FOLDER = "downloads"


@dataclass(frozen=True)
class Archive:
    """An archive that this build has written."""

    address: str
    """Below the site."""
    size: int
    """Bytes."""
    needs: tuple[str, ...]
    """The samples in it."""


class Downloads:
    """What one build writes; samples are read once."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._root = Path(config.config_file_path).parent
        self._written: dict[str, Archive] = {}

    @cached_property
    def settings(self) -> Settings:
        """What tells the programs that a page runs from those that its jobs run."""
        try:
            return read_settings(self._root)
        except SettingsError as error:
            raise SiteError(str(error)) from error

    @cached_property
    def tree(self) -> SampleTree:
        """The samples, as the pages embed them."""
        return SampleTree(self.settings.samples)

    @cached_property
    def needs(self) -> SampleNeeds:
        """What the samples need of one another."""
        return SampleNeeds(self.settings.samples)

    @cached_property
    def _requirements(self) -> str:
        return archive.requirements(self._root)

    def archive(self, page: SourcePage, steps: tuple[Step, ...]) -> Archive:
        """Return the archive of a page's samples; the first language that asks has it written."""
        if page.name not in self._written:
            needs = self.needs.of_page(page)
            content = archive.packed(_file_name(page), self.settings.samples, needs, self._added(page, steps))
            address = f"{FOLDER}/{_file_name(page)}.zip"
            _write(Path(self._config.site_dir, address), content)
            self._written[page.name] = Archive(address, len(content), tuple(needs))
        return self._written[page.name]

    def _added(self, page: SourcePage, steps: tuple[Step, ...]) -> Mapping[str, str]:
        languages = {it.locale: it.name for it in site_languages(self._config).config.languages}
        installed = self._installed(page, steps)
        said = archive.readme(
            _file_name(page),
            archive.programs(steps, self.settings.samples),
            installed,
            _notebook_name(page),
            languages,
            {locale: all_texts()[locale]["take_home"] for locale in languages},
        )
        packages = {} if installed.in_clone else {REQUIREMENTS: self._requirements}
        return {archive.README: said, **packages}

    def _installed(self, page: SourcePage, steps: tuple[Step, ...]) -> Installation:
        repository = self._config.repo_url or archive.UNKNOWN_ADDRESS
        return installation(page.name, steps, self.settings, repository)

    def notebook(self, page: SourcePage, steps: tuple[Step, ...], written: Archive, folder: str) -> str:
        """Write the notebook of a page into a folder of the site; return its name."""
        name = _notebook_name(page)
        words = texts(page.language)
        said, zipped = words["take_home"], PurePosixPath(written.address).name
        installed = self._installed(page, steps)
        names = {
            "archive": zipped,
            "notebook": name,
            "install": installed.packages,
            "start": installed.start_from_nothing,
        }
        linked = names | {"archive": self._linked(zipped, written.address)}
        clone = [said["clone"]] if installed.in_clone else []
        reading = said["reading"].format(output=words["output"])
        text = "\n\n".join([said["start"].format_map(linked), *clone, reading])
        check = first_cell.check(written.needs, self.needs.variables(written.needs), said, names)
        own = Words(words["output"], words["not_run"], self._titles(page.language))
        content = notebook_of(page, steps, self.tree, own, self._address_from(page), (text, check))
        _write(Path(self._config.site_dir, folder, name), content.encode())
        return name

    def _titles(self, language: str) -> Mapping[str, str]:
        """The titles of notes without one."""
        languages = site_languages(self._config).config.languages
        return next(it.admonition_translations or {} for it in languages if it.locale == language)

    def _linked(self, name: str, address: str) -> str:
        site = self._config.site_url
        return f"[{name}]({site}{address})" if site else f"`{name}`"

    def _address_from(self, page: SourcePage) -> "_Address":
        folder = home(page.language, site_languages(self._config))
        return _Address(f"{self._config.site_url}{folder}" if self._config.site_url else None, page.name)


@dataclass(frozen=True)
class _Address:
    """Where the pages are that a page links to, for a notebook that has left the site."""

    home: str | None
    page: str

    def __call__(self, target: str, heading: str) -> str | None:
        """Return the address of a page, named as seen from this one."""
        if self.home is None:
            return None
        name = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), target))
        path = "" if name == "index" else f"{name.removesuffix('/index')}/"
        return f"{self.home}{path}" + (f"#{heading}" if heading else "")


@dataclass(frozen=True)
class TakenHome:
    """What a page offers to take home."""

    links: tuple[Mapping[str, str], ...]
    """Address below the site, and text in the reader's language."""
    files: tuple[bytes, ...]
    """What is there."""


_kept: Kept[TakenHome] = Kept()
_sources: list[State] = []
"""One, what all pages of this build share."""
_builds: dict[str, Downloads] = {}
"""The build under way, by its folder: its languages share what they write."""


def on_startup(command: str, **_: object) -> None:
    """Keep what the build before has made."""
    _kept.begin(command)


@event_priority(0)
def on_config(config: MkDocsConfig) -> None:
    """Begin anew with each build, which is of several languages."""
    if not site_languages(config).building:
        root = Path(config.config_file_path).parent
        _sources[:] = [state_of(root / "samples", root / "pyproject.toml", Path(config.config_file_path))]
        _builds[config.site_dir] = Downloads(config)


@event_priority(0)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Write what belongs to a page that runs something, and tell the template where it is."""
    if page.file.generated_by:
        return context
    source = read_page(Path(page.file.abs_src_path or ""), Path(config.docs_dir))
    key = (page.file.dest_uri, source.text, current_language(config), config.site_url, *_sources)
    taken = _kept.of(key, lambda: _taken_home(source, page, config))
    for link, content in zip(taken.links, taken.files, strict=True):
        path = Path(config.site_dir, link["address"])
        if not path.exists():  # the folder of a site is emptied before each build
            _write(path, content)
    if taken.links:
        page.meta["handbook_take_home"] = taken.links
    return context


def _taken_home(source: SourcePage, page: Page, config: MkDocsConfig) -> TakenHome:
    """Write what a page offers, if it does."""
    downloads = _builds[config.site_dir]
    steps = steps_of(source, downloads.settings.job_code)
    if not archive.has_programs(steps):
        return TakenHome((), ())
    try:
        links = _written(downloads, source, steps, page, config)
    except MarkdownPagesError:
        return TakenHome((), ())  # a broken embed, which the build has told already (embeds.py)
    return TakenHome(links, tuple(Path(config.site_dir, it["address"]).read_bytes() for it in links))


def _written(
    downloads: Downloads, source: SourcePage, steps: tuple[Step, ...], page: Page, config: MkDocsConfig
) -> tuple[Mapping[str, str], ...]:
    """Write the files; return the links to them in the reader's language."""
    language = current_language(config)
    words = texts(language)["take_home"]
    archived = downloads.archive(source, steps)
    size = format_unit(max(1, round(archived.size / 1000)), "kilobyte", "short", locale=locale_of(language))
    samples = {"address": archived.address, "text": words["archive"].format(size=size)}
    folder = PurePosixPath(page.file.dest_uri).parent.as_posix()
    name = downloads.notebook(source, steps, archived, folder)
    return (
        samples,
        {"address": posixpath.normpath(posixpath.join(folder, name)), "text": words["notebook"]},
    )


def _file_name(page: SourcePage) -> str:
    return page.name.replace("/", "-")


def _notebook_name(page: SourcePage) -> str:
    return f"{_file_name(page)}.ipynb"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
