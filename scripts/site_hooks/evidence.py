"""Finds under which snippets there is proof that they ran: when, with which SDK and where.

The tests leave their results in `build/snippets.json` (format: scripts/snippets/results.py). It is read as
plain JSON, since the site's environment lacks what running snippets needs. A result counts only for the very
text that the sample has.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from markdown_pages import Fence, MarkdownPagesError, Page, Region, SampleTree

RESULTS = Path("build", "snippets.json")
VERSION = 1

Result = Mapping[str, Any]
Results = Mapping[tuple[str, str, int], Sequence[Result]]


@dataclass(frozen=True)
class Proof:
    """What ran of a snippet, where; at least one of the two."""

    fence: Fence
    region: Region
    local: Result | None
    azure: Result | None

    @property
    def last(self) -> Result:
        """The result that says most: on real Azure, if there is one."""
        return cast(Result, self.azure or self.local)


def read_results(root: Path) -> Results:
    """Return what ran by page, language and line; nothing without a file of the known version."""
    path = root / RESULTS
    if not path.is_file():
        return {}
    try:
        content = cast(dict[str, Any], json.loads(path.read_text(encoding="utf-8")))
        entries = cast(list[Result], content["results"]) if content["version"] == VERSION else []
        found: dict[tuple[str, str, int], list[Result]] = {}
        for entry in entries:
            found.setdefault((entry["page"], entry["language"], entry["line"]), []).append(entry)
    except (ValueError, KeyError, TypeError):
        return {}
    return found


def proofs(page: Page, results: Results, tree: SampleTree) -> Iterator[Proof]:
    """Return the proofs of a page's snippets, from top to bottom."""
    for fence in page.fences:
        given = results.get((page.name, page.language, fence.line), ())
        if len(fence.embeds) == 1 and given and (region := _region(fence, tree)):
            fitting = [result for result in given if _proves(result, fence, region)]
            local = next((it for it in fitting if it["workspace"] != "real"), None)
            azure = next((it for it in fitting if it["workspace"] == "real"), None)
            if fitting:
                yield Proof(fence, region, local, azure)


def _proves(result: Result, fence: Fence, region: Region) -> bool:
    """Tell whether a result is a success, and of exactly what the sample says."""
    if result["outcome"] != "passed" or str(fence.embeds[0]) != result["embed"]:
        return False
    return result["sha256"] == hashlib.sha256(region.text.encode()).hexdigest()


def _region(fence: Fence, tree: SampleTree) -> Region | None:
    try:
        return tree.resolve(fence.embeds[0])
    except MarkdownPagesError:
        return None
