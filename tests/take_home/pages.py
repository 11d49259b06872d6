"""The pages that have something to take home."""

from pathlib import Path

from markdown_pages import languages, read_page
from site_hooks.take_home.archive import has_programs
from snippets.settings import read_settings
from snippets.steps import steps_of

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = languages(ROOT / "mkdocs.yml")


def pages() -> list[str]:
    settings = read_settings(ROOT)
    found = (read_page(path, settings.docs) for path in sorted((settings.docs / "en").rglob("*.md")))
    return [page.name for page in found if has_programs(steps_of(page, settings.job_code))]


PAGES = pages()
