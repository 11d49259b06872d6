"""One Markdown parser and one resolver of embeds, for pages in every language."""

from markdown_pages.errors import LocatedError, MarkdownPagesError
from markdown_pages.languages import languages
from markdown_pages.line_ends import LINE_END
from markdown_pages.page import Block, Embed, Fence, HiddenRun, Page, PageEnvironment
from markdown_pages.reading import parse_page, read_page, read_page_as
from markdown_pages.samples import Region, SampleTree

__all__ = [
    "LINE_END",
    "Block",
    "Embed",
    "Fence",
    "HiddenRun",
    "LocatedError",
    "MarkdownPagesError",
    "Page",
    "PageEnvironment",
    "Region",
    "SampleTree",
    "languages",
    "parse_page",
    "read_page",
    "read_page_as",
]
