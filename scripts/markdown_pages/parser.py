"""The one Markdown parser: CommonMark blocks with the extensions that the site is built with."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from markdown_pages.indented import indented_containers
from markdown_pages.mdx import mdx_blocks
from markdown_pages.ruler import FirstCharacterRuler


def parse_blocks(text: str, *, mdx: bool = False) -> list[Token]:
    """Return the block tokens of a page; text inside blocks is left as it stands."""
    return (_mdx_parser() if mdx else _parser()).parse(text)


@cache
def _parser() -> MarkdownIt:
    return quick(plain_grammar())


@cache
def _mdx_parser() -> MarkdownIt:
    return quick(mdx_grammar())


def quick(md: MarkdownIt) -> MarkdownIt:
    """The same grammar, to which no rule can be added any more."""
    md.block.ruler = FirstCharacterRuler(md.block.ruler)
    return md


def plain_grammar() -> MarkdownIt:
    """The Markdown of this site."""
    return _grammar().use(indented_containers)


def mdx_grammar() -> MarkdownIt:
    """The MDX of other sites."""
    return _grammar().use(mdx_blocks)


def _grammar() -> MarkdownIt:
    md = MarkdownIt("commonmark").enable("table")
    md.use(front_matter_plugin).use(footnote_plugin).use(deflist_plugin)
    # Definitions of links stay on the page as blocks, and footnotes stay where they were written.
    return md.disable(["reference", "inline", "text_join", "footnote_tail"])
