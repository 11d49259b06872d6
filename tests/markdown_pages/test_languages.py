"""The languages come from `mkdocs.yml`, whatever tags it carries."""

from pathlib import Path

import pytest
from markdown_pages import MarkdownPagesError, languages

SITE = """\
site_url: !ENV [SITE_URL, ""]
markdown_extensions:
  - pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji }
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: "null", name: none}
        - locale: pl
        - locale: en
          default: true
"""


def test_default_comes_first(tmp_path: Path) -> None:
    site = tmp_path / "mkdocs.yml"
    site.write_text(SITE)
    assert languages(site) == ("en", "pl")


def test_plugins_as_a_mapping(tmp_path: Path) -> None:
    site = tmp_path / "mkdocs.yml"
    site.write_text("plugins:\n  search: {}\n  i18n: {languages: [{locale: ja}, {locale: en}]}\n")
    assert languages(site) == ("ja", "en")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("plugins: [search]\n", "names no languages", None),
        ("a: 1\nb: [\n", "is not YAML", 3),
        ("", "names", None),
    ],
)
def test_unusable_site(tmp_path: Path, text: str, message: str, line: int | None) -> None:
    site = tmp_path / "mkdocs.yml"
    site.write_text(text)
    with pytest.raises(MarkdownPagesError, match=message) as caught:
        languages(site)
    assert caught.value.line == line


def test_languages_of_the_project() -> None:
    assert languages(Path("mkdocs.yml")) == ("en", "ja", "zh-TW", "pl", "ru")
