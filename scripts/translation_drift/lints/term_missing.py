"""A term of the source that the translation says in another way, or not at all.

The glossary of the language lists how a term is said and inflected (`target`, `forms`). Say it so; if the
translation is right as it is, add its form to the glossary. Everyday words that are terms as well, such as
`run`, are not looked at.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.findings import Severity
from translation_drift.registry import Place, rule
from translation_drift.terminology import missing_terms


@rule("term-missing", severity=Severity.WARNING)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds terms that are not said as the glossary says them."""
    glossary = bitext.project.relative(bitext.project.glossary_path(bitext.language))
    for missing in missing_terms(bitext):
        yield (
            missing.target.line,
            f"{missing.term.term!r} of the source (line {missing.source.line}) is not "
            f"{missing.term.target!r} here ({glossary}:{missing.term.line})",
        )
