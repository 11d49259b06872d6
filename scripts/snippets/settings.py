"""The project's settings, `[tool.snippets]` in pyproject.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, cast

from markdown_pages import MarkdownPagesError, languages

from snippets.errors import SettingsError


@dataclass(frozen=True)
class Settings:
    """Where things lie, and what limits hold."""

    root: Path
    docs: Path
    samples: Path
    site: Path
    """`mkdocs.yml`, the one list of languages."""
    checks: Path
    """Folder of the modules that check what each page did, `test_<page>.py`."""
    costs: Path
    """Prices and planned minutes, for runs on a real workspace."""
    results: Path
    cache: Path
    """Folder of the results that are taken again while nothing has changed."""
    workspace: tuple[str, ...]
    """The command that manages local workspaces; empty: pages run without one."""
    job_code: tuple[str, ...] = ()
    """Folders of samples whose programs run inside jobs, not in a page's session."""
    depends_on: tuple[str, ...] = ()
    """Files and folders besides the samples: when one changes, all pages run again."""
    internal: tuple[str, ...] = ()
    """Regions `file:region` that no page shows."""
    environments: str = ".venvs"
    """Folder of the environments that pages name."""
    job_environments: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    """By page: the environments that have to be there for its jobs, deployments and language models."""
    set_up: tuple[str, ...] = ()
    """The command that makes the environment whose name is added to it, or sees that it is there."""
    apart: tuple[str, ...] = ()
    """Folders of tests each of which is worth a process of its own."""
    time_limit: float = 900.0
    """Seconds that one snippet may take."""
    languages: tuple[str, ...] = field(default=())

    @property
    def source(self) -> str:
        """The language that the others are translated from."""
        return self.languages[0]

    def relative(self, path: Path) -> str:
        """Return a path as messages show it."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


_PATHS = {
    "docs": "docs",
    "samples": "samples",
    "site": "mkdocs.yml",
    "checks": "tests/pages",
    "costs": "samples/costs.yml",
    "results": "build/snippets.json",
    "cache": "build/pages",
}


def read_settings(root: Path) -> Settings:
    """Read the settings of the project in a folder."""
    path = root / "pyproject.toml"
    table = _table(path)
    known = {each.name for each in fields(Settings)} - {"root", "languages"}
    for name in table:
        if name not in known:
            raise SettingsError(f"[tool.snippets] has no setting {name!r}; it has {sorted(known)}", path)
    paths = {name: root / str(table.get(name, default)) for name, default in _PATHS.items()}
    try:
        found = languages(paths["site"])
    except MarkdownPagesError as error:
        raise SettingsError(error.message, error.path, error.line) from error
    limit = float(table.get("time_limit", Settings.time_limit))
    return Settings(
        root=root,
        **paths,
        workspace=_strings(table, "workspace"),
        job_code=_strings(table, "job_code"),
        depends_on=_strings(table, "depends_on"),
        internal=_strings(table, "internal"),
        environments=str(table.get("environments", Settings.environments)),
        job_environments={page: tuple(names) for page, names in table.get("job_environments", {}).items()},
        set_up=_strings(table, "set_up"),
        apart=_strings(table, "apart"),
        time_limit=limit,
        languages=found,
    )


def _strings(table: dict[str, Any], name: str) -> tuple[str, ...]:
    return tuple(map(str, table.get(name, ())))


def _table(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(error), path) from error
    return cast("dict[str, Any]", content.get("tool", {}).get("snippets", {}))
