"""Shows the comments of a sample in the language of the page; the program around them stays what ran.

What they say stands in `i18n/comments/` (translation_drift/sample_comments.py); a comment that nobody has
translated, or that has changed since, is shown as the sample has it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_pages import Embed, Fence, MarkdownPagesError, Page, SampleTree
from markdown_pages.comments import with_comments
from translation_drift.project import Project
from translation_drift.sample_comments import said_instead

from site_hooks.page_edits import Edit


@dataclass(frozen=True)
class Code(Edit):
    """Lines inside a fence, where nothing may come between them and their neighbours."""

    def lines(self, number: int, present: Sequence[str]) -> list[str]:  # noqa: ARG002 - no place for HTML
        """Return the lines, indented as their fence."""
        return [f"{' ' * self.indent}{line}" if line else "" for line in self.markdown]


def edits(page: Page, project: Project, tree: SampleTree) -> Iterator[Edit]:
    """Return the embeds of a page whose comments are translated, each as the lines that it stands for.

    Raises:
        DriftError: the translations of a sample's comments cannot be read.
    """
    for fence in page.fences:
        for embed in fence.embeds:
            if text := in_language(embed, page.language, project, tree):
                yield Code(embed.line, embed.line, fence.indent, markdown=tuple(text.splitlines()))


def in_language(embed: Embed, language: str, project: Project, tree: SampleTree) -> str:
    """Return what an embed shows with translated comments; nothing if that is what the sample says."""
    said = said_instead(project, language, embed.sample)
    if not said:
        return ""
    try:
        region = tree.resolve(embed)
        shown = with_comments(region, said)
    except MarkdownPagesError:  # `embeds.py` says so
        return ""
    return shown if shown != region.text else ""


def translated(fence: Fence, language: str, project: Project, tree: SampleTree) -> bool:
    """Whether a fence shows comments that the program that ran has in another language."""
    return any(in_language(embed, language, project, tree) for embed in fence.embeds)
