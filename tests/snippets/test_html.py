"""The site shows, byte for byte, the code that ran: in all languages, read from HTML that is built here.

A comment may be said in the language of the page; said in English again, the bytes are those that ran.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from markdown_pages import Fence, Page, SampleTree, languages, read_page
from translation_drift.project import load_project
from translation_drift.sample_comments import said_instead

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PROJECT = load_project(ROOT)
LANGUAGES = languages(ROOT / "mkdocs.yml")
PAGES = sorted(path.relative_to(DOCS / LANGUAGES[0]) for path in (DOCS / LANGUAGES[0]).rglob("*.md"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "SITE_URL": "", "REPO_URL": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


@dataclass(frozen=True)
class Shown:
    """A block of code in the HTML."""

    language: str
    text: str


@pytest.mark.parametrize("name", PAGES, ids=str)
@pytest.mark.parametrize("language", LANGUAGES)
def test_code_in_the_html_is_the_code_that_ran(site: Path, language: str, name: Path) -> None:
    page = _page(language, name)
    fences = [fence for fence in page.fences if fence.language != "mermaid"]
    shown = list(_shown(_html(site, language, name)))
    assert len(shown) == len(fences)
    assert [
        Shown(it.language, _in_english(it.text, fence, page.language))
        for it, fence in zip(shown, fences, strict=True)
    ] == [Shown(fence.language, _text(fence)) for fence in fences]


def test_comments_are_shown_in_the_language_of_the_page(site: Path) -> None:
    """Without it, a site that never translates a comment would pass."""
    texts = {
        language: [it.text for it in _shown(_html(site, language, Path("first-job.md")))]
        for language in LANGUAGES
    }
    (english, *others) = texts.values()
    assert all(any(text not in english for text in other) for other in others)


def _page(language: str, name: Path) -> Page:
    """The page that readers of a language get: the English one, where there is no translation."""
    path = DOCS / language / name
    return read_page(path if path.is_file() else DOCS / LANGUAGES[0] / name, DOCS)


def _html(site: Path, language: str, name: Path) -> Path:
    folder = site if language == LANGUAGES[0] else site / language
    return folder / (name if name.stem == "index" else name.with_suffix("") / "index").with_suffix(".html")


def _shown(html: Path) -> Iterator[Shown]:
    soup = BeautifulSoup(html.read_text("utf-8"), "html.parser")
    for block in soup.select("div.highlight"):
        code = block.find("code")
        assert isinstance(code, Tag)
        language = next(name for name in block["class"] if name.startswith("language-"))
        yield Shown(language.removeprefix("language-"), code.get_text())


def _in_english(text: str, fence: Fence, language: str) -> str:
    for embed in fence.embeds:
        for english, said in said_instead(PROJECT, language, embed.sample).items():
            text = text.replace(f"# {said}\n", f"# {english}\n")
    return text


def _text(fence: Fence) -> str:
    if fence.embeds:
        return SampleTree(ROOT / "samples").expand(fence)
    return fence.source.strip("\n") + "\n"
