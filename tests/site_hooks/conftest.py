"""A small handbook with the real mkdocs.yml, hooks and theme, and pages of its own."""

import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from site_hooks.building import build_site
from site_hooks.drawing.chromium import NAMES
from site_hooks.site_configuration import load

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("index", "introduction", "setup", "first-job")
LANGUAGES = ("en", "ja", "zh-TW", "pl", "ru")
UNTRANSLATED = ("pl", "setup")
OWN_PAGES = ("translation-status", "glossary")
"""Those that the build makes."""
WORDS = {"en": "Winter", "ja": "冬", "zh-TW": "冬天", "pl": "Zima", "ru": "Зима"}
NAV_ENTRY = re.compile(r"  - [^:]+: (?P<page>\S+)\.md$|    (?P<needs>[\w-]+): \[[\w, -]+\]$")
ADDRESS = "https://handbook.example/book/"
SAMPLE = '''"""A program."""

# --8<-- [start:whole]
import sys


def greet(name: str) -> None:
    # --8<-- [start:inner]
    print(f"<{name}> & 'co'\\t", file=sys.stdout)
    # --8<-- [end:inner]
# --8<-- [end:whole]
'''
PAGE = """# {word} {page}

Text about {word}, see [the second part](setup.md#second).

<!-- run: jobs/greet.py:whole -->

## First {{#first}}

```python
--8<-- "jobs/greet.py:whole"
```

```output
--8<-- "jobs/greet.py.whole.out"
```

## Second {{#second}}

1.  A step

    ```python
    --8<-- "jobs/greet.py:inner"
    ```

=== "SDK"

    ```python
    --8<-- "jobs/greet.py:inner"
    ```

=== "CLI"

    ```{{ .bash .no-run reason="{word} <only>" }}
    az login
    ```
"""

DRAWN = """<svg id="d1" width="100%" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100.25 50"
role="graphics-document" aria-labelledby="t1" aria-describedby="s1"><title id="t1">Two steps</title>
<desc id="s1">First, second</desc><style>.node{fill:red}</style><defs><filter id="f"/></defs><g>
<marker id="used"><path d="M0 0.123456" style="stroke-width: 1;"/></marker>
<marker id="unused"><path d="M1 1"/></marker>
<path class="edge flowchart-link" d="M1.04 2.96" stroke="#000" marker-end="url(#used)" data-points="abc"/>
<g class="node default"><rect class="basic label-container" style="" width="10.55" height="5"/>
<g class="label"><rect></rect><text><tspan><tspan>First</tspan><tspan> step</tspan></tspan></text></g></g>
<g class="node"><g class="label-container outer-path">
<path d="M0 0" fill="#eee"/><path d="M9 9" stroke="#333"/></g></g>
<g class="edgeLabel"><g class="label"><text><tspan></tspan></text></g></g></g></svg>"""


@dataclass(frozen=True)
class Handbook:
    """A project folder and the site built from it."""

    root: Path

    @property
    def site(self) -> Path:
        return self.root / "site"

    def build(self, language: str | None = None, site_url: str | None = None) -> list[str]:
        return build_site(load(self.root, self.site, language, site_url))

    def serve(self, language: str) -> list[str]:
        """Build as the server does on each change."""
        return build_site(load(self.root, self.site, language), "serve")

    def page_path(self, language: str, page: str) -> Path:
        return self.root / "docs" / language / f"{page}.md"

    def html_path(self, language: str, page: str) -> Path:
        folder = self.site if language == "en" else self.site / language
        return folder / "index.html" if page == "index" else folder / page / "index.html"

    def html(self, language: str, page: str) -> BeautifulSoup:
        return read_html(self.html_path(language, page))

    def all_html(self) -> Iterator[tuple[Path, BeautifulSoup]]:
        for path in sorted(self.site.rglob("*.html")):
            yield path, read_html(path)

    def change(self, language: str, page: str, change: Callable[[str], str]) -> None:
        path = self.page_path(language, page)
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def read_html(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def only_own_pages(configuration: str) -> str:
    """The real mkdocs.yml, without the navigation's lines of pages that the small handbook does not have."""
    lines = configuration.splitlines(keepends=True)
    return "".join(
        line for line in lines if not (entry := NAV_ENTRY.match(line)) or entry[entry.lastgroup or 0] in PAGES
    )


def make(root: Path) -> Handbook:
    shutil.copy(ROOT / "pyproject.toml", root)
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(only_own_pages(configuration), encoding="utf-8")
    (root / "scripts").symlink_to(ROOT / "scripts")
    for folder in ("docs/diagrams", "i18n", "build", "samples/jobs"):
        (root / folder).mkdir(parents=True)
    (root / "samples/jobs/greet.py").write_text(SAMPLE, encoding="utf-8")
    (root / "samples/jobs/greet.py.whole.out").write_text("<you> & 'co'\n", encoding="utf-8")
    handbook = Handbook(root)
    for language in LANGUAGES:
        (root / "docs" / language).mkdir(parents=True)
        for page in PAGES:
            if (language, page) != UNTRANSLATED:
                text = PAGE.format(word=WORDS[language], page=page)
                handbook.page_path(language, page).write_text(text, encoding="utf-8")
    return handbook


@pytest.fixture
def handbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Handbook:
    """A handbook that a test may change and build."""
    for name in ("SITE_URL", "REPO_URL", "EDIT_URI"):
        monkeypatch.delenv(name, raising=False)
    return make(tmp_path)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handbook]:
    """A site that does not know its own address, to look at only."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("SITE_URL", "REPO_URL", "EDIT_URI"):
            patch.delenv(name, raising=False)
        handbook = make(tmp_path_factory.mktemp("plain"))
        assert handbook.build() == []
        yield handbook


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Handbook]:
    """A site as the workflow publishes it, with address and repository, to look at only."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITE_URL", ADDRESS)
        patch.setenv("REPO_URL", "https://github.com/somebody/handbook")
        patch.setenv("EDIT_URI", "edit/main/docs/")
        handbook = make(tmp_path_factory.mktemp("published"))
        assert handbook.build() == []
        yield handbook


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for Chromium that answers with whatever stands in `answer`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / NAMES[0]
    program.write_text(f'#!/bin/sh\ncat "{folder}/answer"\n')
    program.chmod(program.stat().st_mode | stat.S_IEXEC)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder / "answer"
