"""A translated page with another text, to look at before it is written."""

from markdown_pages import Page
from markdown_pages.blocks import BlockReader


def page_with(page: Page, text: str) -> Page:
    """The page as it would be with another text; raises MarkdownPagesError where that is no page."""
    reader = BlockReader(text, page.path)
    return Page(
        path=page.path,
        language=page.language,
        name=page.name,
        text=text,
        blocks=tuple(reader.blocks),
        fences=tuple(reader.fences),
        hidden_runs=tuple(reader.hidden_runs),
        environment=reader.environment,
    )
