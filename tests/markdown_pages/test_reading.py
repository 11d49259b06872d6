"""Where a page lies says its language and its name; what is no text is refused."""

from pathlib import Path

import pytest
from markdown_pages import MarkdownPagesError, read_page


def test_language_and_name_come_from_the_path(tmp_path: Path) -> None:
    path = tmp_path / "docs" / "zh-TW" / "jobs" / "first.md"
    path.parent.mkdir(parents=True)
    path.write_text("# 標題\n", "utf-8")
    page = read_page(path, tmp_path / "docs")
    assert (page.language, page.name, page.text) == ("zh-TW", "jobs/first", "# 標題\n")


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "docs" / "pl" / "a.md"
    path.parent.mkdir(parents=True)
    path.write_bytes("jeden\ndwa\nza\xbf\n".encode("latin-1"))
    with pytest.raises(MarkdownPagesError, match="not UTF-8") as caught:
        read_page(path, tmp_path / "docs")
    assert caught.value.line == 3


@pytest.mark.parametrize("name", ["docs/a.md", "elsewhere/en/a.md"])
def test_file_outside_of_a_language_is_no_page(tmp_path: Path, name: str) -> None:
    with pytest.raises(MarkdownPagesError, match="is not a page"):
        read_page(tmp_path / name, tmp_path / "docs")


def test_missing_page(tmp_path: Path) -> None:
    with pytest.raises(MarkdownPagesError, match="No such file"):
        read_page(tmp_path / "docs" / "en" / "a.md", tmp_path / "docs")
