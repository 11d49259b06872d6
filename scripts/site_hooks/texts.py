"""Gives what the site itself says to a reader, in the reader's language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

from site_hooks.errors import SiteError

FILE = Path(__file__).with_name("texts.yml")


@cache
def all_texts() -> Mapping[str, Mapping[str, Any]]:
    """Return the texts of every language."""
    return cast(Mapping[str, Mapping[str, Any]], yaml.safe_load(FILE.read_text(encoding="utf-8")))


def texts(language: str) -> Mapping[str, Any]:
    """Return the texts of one language."""
    try:
        return all_texts()[language]
    except KeyError:
        raise SiteError(
            f"{FILE.name}: no texts for the language {language!r}; add them beside the others"
        ) from None
