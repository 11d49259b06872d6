"""A marker of a merge that nobody finished: `<<<<<<<`, `=======` or `>>>>>>>`.

Keep one side, or both in their order, and delete the markers.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule

_MARKER = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?")


@rule("merge-marker", on_source=True)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds markers of unfinished merges."""
    for number, line in enumerate(bitext.target.text.split("\n"), start=1):
        if _MARKER.fullmatch(line.rstrip("\r")):
            yield number, f"{line[:7]!r} is left from a merge; keep one side"
