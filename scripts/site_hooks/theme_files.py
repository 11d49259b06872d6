"""Finds the files of the theme without a walk through its hidden folders.

MkDocs copies no hidden file of a theme, but lists them all for every language; Material has 14,000 icons in
such a folder. Templates that name an icon still get it.
"""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme


class ShownFiles(jinja2.FileSystemLoader):
    """Loads every template, and lists those that are not hidden."""

    def list_templates(self) -> list[str]:
        """Names of the files, as Jinja lists them."""
        return sorted({name for folder in self.searchpath for name in _shown(folder)})


def on_config(config: MkDocsConfig) -> None:
    """Have the theme make environments that list what MkDocs can copy."""
    vars(config.theme)["get_env"] = partial(_environment, config.theme)


def _environment(theme: Theme) -> jinja2.Environment:
    environment = Theme.get_env(theme)
    environment.loader = ShownFiles(theme.dirs)
    return environment


def _shown(folder: str) -> Iterator[str]:
    for path, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = Path(path).relative_to(folder)
        yield from ((inside / name).as_posix() for name in names if not name.startswith("."))
