"""Comments on what runs (`<!-- run: … -->`, `<!-- environment: … -->`) that differ between languages.

Copy the comments from the source.
"""

from collections.abc import Iterator
from itertools import zip_longest

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule


@rule("hidden-run-differs")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds hidden runs, or an environment, that differ from the source."""
    named, meant = bitext.target.environment, bitext.source.environment
    if (named and named.name) != (meant and meant.name):
        given, expected = named.name if named else "none", meant.name if meant else "none"
        yield named.line if named else 1, f"names the environment {given}, the source {expected}"
    last = max((block.end_line for block in bitext.target.blocks), default=1)
    for wanted, given in zip_longest(bitext.source.hidden_runs, bitext.target.hidden_runs):
        expected = str(wanted.embed) if wanted else "nothing"
        found = str(given.embed) if given else "nothing"
        if expected != found:
            yield given.line if given else last, f"runs {found}, the source {expected}"
            return
