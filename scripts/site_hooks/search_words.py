"""Writes text so that Pagefind finds in it what readers type.

Chinese and Japanese have no blanks between words. Pagefind cuts them by one dictionary when it indexes and
the browser by another when it searches, so that compounds get lost (Pagefind issue 1237). Here each such
character becomes a word, together with the one that follows it: 學習 is found in 機器學習, without a
dictionary.
`theme/assets/search/words.js` does the same to queries, and turns what is found into text again.
"""

import re

BLANK = "\ue000"
"""Stands for a blank next to a character that is a word: blanks themselves separate words."""
JOINT = "\ue001"
"""Stands where nothing is, between two names that a dot or a bracket joins: each can be searched for."""
STROKE = "\u0335"
"""Unicode's combining stroke: Pagefind ignores such marks, and finds łączenie for who types laczenie."""
_IN_WORDS = "\u3005\u3040-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u9fff\uf900-\ufaff"
_ALONE = "\u3000-\u3004\u3006-\u303f\u30a0\u30fb\uff01-\uff60"
_RUN = re.compile(f"[{_IN_WORDS}]+|[{_ALONE}]")
_BLANKS = re.compile(f"(?<=[{_IN_WORDS}{_ALONE}])\\s+|\\s+(?=[{_IN_WORDS}{_ALONE}])")
_JOINED = re.compile(
    r"""(?P<name> <span\ class="[op]"> [.(] </span> | (?<=\w) [.(] (?=[A-Za-z_]) ) | <[^>]*>""", re.VERBOSE
)
"""Dots and brackets in highlighted code, where they are elements, and in text; tags are passed over."""
_STROKED = str.maketrans({"ł": f"l{STROKE}", "Ł": f"L{STROKE}"})
_SEGMENTED = ("ja", "th", "zh")
"""Languages that Pagefind would cut by its dictionaries (pagefind/src/fossick/mod.rs: should_segment)."""


def searchable(html: str) -> str:
    """Return HTML with its text written in words; names and ids of its elements have no such characters."""
    joined = _JOINED.sub(lambda found: found[0] + (f" {JOINT} " if found["name"] else ""), html)
    return _RUN.sub(_cut, _BLANKS.sub(f" {BLANK} ", joined)).translate(_STROKED)


def _cut(run: re.Match[str]) -> str:
    text = run[0]
    return f" {' '.join(text[place : place + 2] for place in range(len(text)))} "


def index_language(locale: str) -> str:
    """Return the language that an index is made for: one that Pagefind leaves as it is, or stems."""
    return f"und-x-{locale.lower()}" if locale.split("-")[0] in _SEGMENTED else locale.lower()
