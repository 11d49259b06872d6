"""Refuses what has the name of a page and is none: special files, links out of the tree, huge files."""

from pathlib import Path

from markdown_pages import Page

from translation_drift.errors import DriftError
from translation_drift.project import Project

_LONGEST = 10_000
"""Characters of a block from which it is no prose; searching it would take longer than anybody waits."""


def check_page_file(project: Project, path: Path) -> None:
    """Raises DriftError for what is there under the name of a page and cannot be one."""
    if not path.is_file():
        if not path.exists() and not path.is_symlink():
            return  # the reader says that it is not there
        raise DriftError("is no file, but has the name of a page; remove it", project.relative(path))
    if not path.resolve().is_relative_to(project.real_root):
        raise DriftError("is a link to a file outside of the project; copy it", project.relative(path))
    size = path.stat().st_size
    if size > project.max_page_bytes:
        raise DriftError(
            f"has {size:,} bytes, more than max_page_bytes ({project.max_page_bytes:,}) under [tool.i18n]; "
            "split the page or raise the limit",
            project.relative(path),
        )


def check_blocks(page: Page, shown: str) -> None:
    """Raises DriftError for a block of prose that nobody can have written."""
    for block in page.blocks:
        if len(block.text) > _LONGEST and block.kind != "code":
            message = (
                f"{block.kind} of {len(block.text):,} characters; at most {_LONGEST:,} are read: split it"
            )
            raise DriftError(message, shown, block.line)
