"""Refuses what has the name of a page and is none: special files, links out of the tree, huge files."""

from pathlib import Path

from translation_drift.errors import DriftError
from translation_drift.project import Project


def check_page_file(project: Project, path: Path) -> None:
    """Raises DriftError for what is there under the name of a page and cannot be one."""
    shown = project.relative(path)
    if not path.exists():
        return  # the reader says that it is not there
    if not path.is_file():
        raise DriftError("is no file, but has the name of a page; rename or remove it", shown)
    if not path.resolve().is_relative_to(project.docs.resolve()):
        raise DriftError(f"is a link to a file outside of {project.relative(project.docs)}; copy it", shown)
    size = path.stat().st_size
    if size > project.max_page_bytes:
        raise DriftError(
            f"has {size:,} bytes, more than max_page_bytes ({project.max_page_bytes:,}) under [tool.i18n]; "
            "split the page or raise the limit",
            shown,
        )
