"""Finds which item of one sequence belongs to which item of another.

Two versions of one text are aligned by what they say; a text and its translation by their structure and by
what translation leaves as it is. Both end in the same search for the order-preserving matching with the
highest score.
"""

from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

Matches = list[tuple[int, int]]
Score = Callable[[int, int], float]
"""Says how well two items fit; zero or less: not at all."""


def equal_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> Matches:
    """Pairs equal items in their common order; repeated items keep their identity by their neighbours."""
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return [
        (block.a + offset, block.b + offset)
        for block in matcher.get_matching_blocks()
        for offset in range(block.size)
    ]


def moved_items(old: Sequence[Hashable], new: Sequence[Hashable], known: Matches) -> Matches:
    """Pairs equal items that stand elsewhere, where no other item could be meant."""
    left = {i for i, _ in known}
    right = {j for _, j in known}
    places: dict[Hashable, tuple[list[int], list[int]]] = {}
    for i, item in enumerate(old):
        if i not in left:
            places.setdefault(item, ([], []))[0].append(i)
    for j, item in enumerate(new):
        if j not in right and item in places:
            places[item][1].append(j)
    return [(olds[0], news[0]) for olds, news in places.values() if len(olds) == len(news) == 1]


def best_matching(rows: Sequence[int], columns: Sequence[int], score: Score) -> Matches:
    """The order-preserving matching of two sequences of indices with the highest total score."""
    best = [[0.0] * (len(columns) + 1) for _ in range(len(rows) + 1)]
    fits = [[score(i, j) for j in columns] for i in rows]
    for r in range(len(rows) - 1, -1, -1):
        for c in range(len(columns) - 1, -1, -1):
            best[r][c] = max(best[r + 1][c], best[r][c + 1], best[r + 1][c + 1] + max(fits[r][c], 0.0))
    return _walk(rows, columns, best, fits)


def gaps(known: Matches, rows: int, columns: int) -> list[tuple[list[int], list[int]]]:
    """What lies unpaired between each two neighbouring known pairs (which must be in one order)."""
    edges = [(-1, -1), *known, (rows, columns)]
    return [
        (list(range(i + 1, next_i)), list(range(j + 1, next_j)))
        for (i, j), (next_i, next_j) in pairwise(edges)
    ]


def in_order(pairs: Matches) -> Matches:
    """The longest part of the pairs that has the same order on both sides; the rest was moved."""
    pairs = sorted(pairs)
    if all(left[1] < right[1] for left, right in pairwise(pairs)):
        return pairs
    lengths: list[int] = []
    before: list[int | None] = []
    for index, (_, column) in enumerate(pairs):
        earlier = [k for k in range(index) if pairs[k][1] < column]
        best = max(earlier, key=lambda k: lengths[k], default=None)
        before.append(best)
        lengths.append(1 + (lengths[best] if best is not None else 0))
    chain: list[tuple[int, int]] = []
    at = max(range(len(pairs)), key=lambda k: lengths[k], default=None)
    while at is not None:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _walk(
    rows: Sequence[int], columns: Sequence[int], best: list[list[float]], fits: list[list[float]]
) -> Matches:
    matches: Matches = []
    r = c = 0
    while r < len(rows) and c < len(columns):
        fit = fits[r][c]
        if fit > 0 and best[r][c] == best[r + 1][c + 1] + fit:
            matches.append((rows[r], columns[c]))
            r, c = r + 1, c + 1
        elif best[r][c] == best[r + 1][c]:
            r += 1
        else:
            c += 1
    return matches
