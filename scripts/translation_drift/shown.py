"""The samples that a page shows its readers."""

from pathlib import Path

from markdown_pages import MarkdownPagesError
from markdown_pages.shown_samples import shown_samples

from translation_drift.errors import DriftError
from translation_drift.page_files import check_page_file
from translation_drift.project import Project


def samples_shown(project: Project, page: Path) -> tuple[str, ...]:
    """The samples of a page, sorted; of one that cannot be read none, since its own state tells why."""
    try:
        check_page_file(project, page)  # a pipe would keep its reader waiting for ever
        return tuple(sorted(set(shown_samples(page))))
    except (DriftError, MarkdownPagesError, OSError):
        return ()
