"""Leads from a page that is not translated yet to the editor in which its translation can be begun.

GitHub opens a new file at `/OWNER/REPO/new/BRANCH/FOLDER?filename=NAME` (not in its reference; the form that
many public repositories link to, seen there on 2026-11-21). Other hosts get no such link.
"""

from typing import Any
from urllib.parse import quote, urlencode

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

from site_hooks.languages import current_language, site_languages, written_in

_EDIT, _NEW = "edit/", "new/"


@event_priority(0)
def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, **_: object) -> dict[str, Any]:
    """Hand the address to the template of a page that is shown in English for want of a translation."""
    language = current_language(config)
    if written_in(page.file, site_languages(config)) == language or page.file.generated_by:
        return context
    return {**context, "translate_url": new_file(page.file.src_uri.split("/", 1)[1], language, config)}


def new_file(path: str, language: str, config: MkDocsConfig) -> str | None:
    """Return where a file is begun in the folder of a language; None where nobody edits on the web."""
    if not config.repo_url or not (config.edit_uri or "").startswith(_EDIT):
        return None
    folder = f"{_NEW}{(config.edit_uri or '').removeprefix(_EDIT)}{quote(language)}"
    return f"{config.repo_url.rstrip('/')}/{folder}?{urlencode({'filename': path})}"
