"""Makes the search index: Pagefind's, of what the pages say and nothing around it."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from pagefind.service import get_executable

from site_hooks.errors import SiteError
from site_hooks.search_words import index_language, searchable

FOLDER = "pagefind"
"""Where a site has its index."""
_PAGES = Path("search", "pages")
"""Where a site has the pages to be indexed while it is built."""
_ENTRY = "pagefind-entry.json"
"""Names the languages and the files of each; the browser reads it first."""
_NEEDED = ("pagefind.js", _ENTRY, "wasm.*.pagefind", "*.pf_meta", "fragment", "index")
_NOT_SEARCHED = (".headerlink", ".handbook-behind", ".handbook-proof")


@dataclass(frozen=True)
class IndexedPage:
    """What a search knows of a page."""

    url: str
    """Below the site's address."""
    locale: str
    title: str
    keywords: Sequence[str]
    """What it is also found by, and not shown with."""
    content: str
    """HTML."""

    @property
    def html(self) -> str:
        """The page as Pagefind reads it."""
        head = f"<head><title>{escape(self.title)}</title></head>"
        words = escape(", ".join(self.keywords))
        meta = f'<p data-pagefind-meta="keywords[data-words]" data-words="{words}"></p>'
        return f'<html lang="{index_language(self.locale)}">{head}<body>{meta}{self.content}</body></html>'


def add_page(site: Path, page: IndexedPage) -> None:
    """Keep a page for the index."""
    path = site / _PAGES / page.locale / page.url / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page.html, encoding="utf-8")


def write_index(site: Path) -> None:
    """Index the pages that have been kept, and forget them; SiteError when Pagefind does not do it.

    Pagefind holds all pages that it is given, so it is given one language after the other. What it writes for
    each has the language in its names, but for the list of languages. A build that failed may have kept none.
    """
    if not (site / _PAGES).is_dir():
        return
    languages: dict[str, Any] = {}
    index = site / FOLDER
    try:
        for pages in sorted((site / _PAGES).iterdir()):
            part = pages.with_name(f"{pages.name}.index")
            _index(pages, part)
            languages |= json.loads((part / _ENTRY).read_text(encoding="utf-8"))["languages"]
            shutil.copytree(part, index, dirs_exist_ok=True)
    finally:
        shutil.rmtree(site / _PAGES)
    entry = json.loads((index / _ENTRY).read_text(encoding="utf-8"))
    (index / _ENTRY).write_text(json.dumps({**entry, "languages": languages}), encoding="utf-8")
    _remove_unused(index)


def _index(pages: Path, index: Path) -> None:
    """Have Pagefind index the pages of a language."""
    for page in pages.rglob("*.html"):
        page.write_text(searchable(page.read_text(encoding="utf-8")), encoding="utf-8")
    command = [str(get_executable()), "--site", str(pages), "--output-path", str(index), "--silent"]
    command += ["--exclude-selectors", ",".join(_NOT_SEARCHED)]
    try:
        subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        said = str(getattr(error, "stderr", "")).strip() or error
        raise SiteError(f"the search index cannot be made: {said} (command: {' '.join(command)})") from error


def _remove_unused(index: Path) -> None:
    """Delete the user interfaces that Pagefind brings; Material has its own."""
    needed = {path for pattern in _NEEDED for path in index.glob(pattern)}
    for path in index.iterdir():
        if path not in needed:
            path.unlink()
