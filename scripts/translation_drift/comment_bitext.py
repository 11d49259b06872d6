"""The comments of a sample beside their translations, as a page and its translation: what lints look at.

Such a file holds both texts, and a key stays what was translated even when the sample has changed since.
"""

from markdown_pages import Block, Page
from markdown_pages.reading import read_text

from translation_drift.bitext import Bitext
from translation_drift.pairing import Pair
from translation_drift.project import Project
from translation_drift.sample_comments import comments_path, read_entries
from translation_drift.units import Samples, units_of


def comment_bitext(project: Project, language: str, sample: str) -> Bitext:
    """The translated comments of a sample; lines are those of the file of translations.

    Raises:
        DriftError: the file of translations cannot be read.
    """
    said = [(key, entry) for key, entry in read_entries(project, language, sample).items() if entry.text]
    source = _page(project, project.source, language, sample, [(key, entry.line) for key, entry in said])
    target = _page(project, language, language, sample, [(entry.text, entry.line) for _, entry in said])
    samples = Samples(project.samples)
    keys = {unit.line: unit for unit in units_of(source, samples)}
    pairs = tuple(Pair(keys.get(unit.line), unit) for unit in units_of(target, samples))
    return Bitext(project, language, source, target, pairs)


def _page(project: Project, spoken: str, language: str, sample: str, lines: list[tuple[str, int]]) -> Page:
    path = comments_path(project, language, sample)
    blocks = tuple(Block("comment", None, line, line, text) for text, line in lines)
    return Page(path, spoken, sample, read_text(path), blocks, fences=(), hidden_runs=())
