"""One Markdown parser and one resolver of embeds, for pages in every language."""

from markdown_pages.errors import MarkdownPagesError
from markdown_pages.fences import read_target
from markdown_pages.page import Block, Embed, Fence, HiddenRun, Page
from markdown_pages.reading import pages_in, parse_page, read_page
from markdown_pages.samples import Region, Sample, SampleTree
from markdown_pages.site_languages import languages

__all__ = [
    "Block",
    "Embed",
    "Fence",
    "HiddenRun",
    "MarkdownPagesError",
    "Page",
    "Region",
    "Sample",
    "SampleTree",
    "languages",
    "pages_in",
    "parse_page",
    "read_page",
    "read_target",
]
