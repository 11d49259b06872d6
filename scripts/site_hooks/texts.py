"""Gives what the site itself says to a reader, in the reader's language."""

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

from markdown_pages.safe_yaml import fastest, node_and_content

from site_hooks.errors import SiteError

FILE = Path(__file__).with_name("texts.yml")


@cache
def all_texts() -> Mapping[str, Mapping[str, Any]]:
    """Return the texts of every language."""
    _, content = fastest(partial(node_and_content, FILE.read_text(encoding="utf-8")))
    return cast(Mapping[str, Mapping[str, Any]], content)


def texts(language: str) -> Mapping[str, Any]:
    """Return the texts of one language."""
    try:
        return all_texts()[language]
    except KeyError:
        raise SiteError(
            f"{FILE.name}: no texts for the language {language!r}; add them beside the others"
        ) from None
