"""A wrong variant of a term, as the glossary of the language lists it under `avoid`.

Homophones (機会学習 for 機械学習), loan words where there is a word (`serwerless`), terms of the mainland in
Traditional Chinese. Write the glossary's term. Code and destinations are not looked at.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.glossary import read_glossary
from translation_drift.prose_lines import prose_lines
from translation_drift.registry import Place, rule


@rule("avoid-term")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds words that the glossary says to avoid."""
    path = bitext.project.glossary_path(bitext.language)
    glossary = bitext.project.relative(path)
    for line, text in prose_lines(bitext):
        for term in read_glossary(path):
            for avoid in term.avoid:
                for match in avoid.pattern.finditer(text):
                    entry = f"{term.term!r}, {glossary}:{term.line}"
                    yield line, f"{match.group()!r}: {avoid.why}; write {term.target!r} ({entry})"
