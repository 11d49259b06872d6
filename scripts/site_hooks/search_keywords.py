"""Names what a page is about in words that it need not have itself: the glossary's, in both languages.

A reader of a translation may search for `deployment`, or for a form of the word that no ending leads to:
Polish wdrożyć and wdrażanie have a glossary entry in common, and no stem.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from mkdocs.structure.toc import AnchorLink
from translation_drift.glossary import Term

_DEEPEST = 2
"""Level of the headings that say what a page is about; those below name details."""


def keywords(title: str, headings: Iterable[AnchorLink], glossary: Sequence[Term]) -> list[str]:
    """Return the terms that a page's title and headings use, in English and as the glossary has them."""
    said = "\n".join([title, *_headings(headings)])
    used = [term for term in glossary if any(re.search(form, said) for form in _forms(term))]
    return list(dict.fromkeys(word for term in used for word in (term.term, term.target)))


def _forms(term: Term) -> Sequence[re.Pattern[str]]:
    return term.forms or (re.compile(re.escape(term.target), re.IGNORECASE),)


def _headings(links: Iterable[AnchorLink]) -> Iterator[str]:
    for link in links:
        if link.level <= _DEEPEST:
            yield link.title
            yield from _headings(link.children)
