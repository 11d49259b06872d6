"""Loads mkdocs.yml for a build of all languages or of one."""

import os
from pathlib import Path

from mkdocs.config.base import load_config  # pyright: ignore[reportUnknownVariableType] - an untyped stream
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from site_hooks.errors import SiteError
from site_hooks.languages import build_only

FILE = "mkdocs.yml"


def find_root(start: Path) -> Path:
    """Return the nearest folder upwards that has a mkdocs.yml."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / FILE).is_file():
            return folder
    raise SiteError(f"no {FILE} in {start.resolve()} or above; run this command inside the handbook")


def load(
    root: Path, site_dir: Path, language: str | None = None, site_url: str | None = None
) -> MkDocsConfig:
    """Load the site's settings, not strict: who builds counts warnings, so that all languages' are found."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    given = {} if site_url is None else {"site_url": site_url}
    try:
        config = load_config(str(root / FILE), site_dir=str(site_dir), strict=False, **given)
    except (Abort, ConfigurationError) as error:
        raise SiteError(f"{FILE} cannot be used: {error} (what is said above)") from error
    if language:
        build_only(config, language)
    return config
