"""Pages and samples in a temporary project."""

from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_pages import Page, SampleTree, read_page


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str], Page]:
    """Read a text as the English page `page`."""

    def read_text(text: str) -> Page:
        path = tmp_path / "docs" / "en" / "page.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
        return read_page(path, tmp_path / "docs")

    return read_text


@pytest.fixture
def samples(tmp_path: Path) -> Callable[..., SampleTree]:
    """Lay down samples by name and content."""

    def write(**files: str) -> SampleTree:
        root = tmp_path / "samples"
        for name, content in files.items():
            path = root / name.replace("__", "/").replace("_py", ".py").replace("_yml", ".yml")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode())
        return SampleTree(root)

    return write
