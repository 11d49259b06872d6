"""A label of a diagram that nobody translated.

The nodes and arrows of a diagram are the same in all languages, their labels are text. Names of files and of
products stay as they are.
"""

import re
from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.english import has_own_script
from translation_drift.leftovers import ordinary_words
from translation_drift.registry import Place, rule

_LABEL = re.compile(r"\"([^\"\n]+)\"|\[([^\[\]\n]+)\]|\|([^|\n]+)\||\(([^()\n]+)\)|\{([^{}\n]+)\}")
_FILE = re.compile(r"\S+\.\w+")


@rule("diagram-label")
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds labels of diagrams that are still those of the source."""
    ordinary = ordinary_words(bitext)
    needed = 1 if has_own_script(bitext.language) else 2
    for source, target in bitext.comparable:
        if source.fence is None or target.fence is None or source.fence.language != "mermaid":
            continue
        english = set(_labels(source.fence.source))
        for offset, line in enumerate(target.fence.source.splitlines(), start=1):
            for label in _labels(line):
                if label in english and _ordinary(label, ordinary) >= needed:
                    yield target.line + offset, f"label {label!r} is English; translate it"


def _labels(text: str) -> list[str]:
    found = (next(group for group in match.groups() if group) for match in _LABEL.finditer(text))
    return [label.strip("\"' ") for label in found]


def _ordinary(label: str, ordinary: frozenset[str]) -> int:
    words = re.findall(r"[A-Za-z-]+", _FILE.sub(" ", label))
    return sum(word.casefold() in ordinary for word in words if not word.isupper())
