"""Says under a snippet which program ran it, when, with which SDK and where; says nothing without proof.

The tests leave their results in `build/snippets.json` (format: scripts/snippets/results.py). It is read as
plain JSON, since the site's environment lacks what running snippets needs. A result counts only for the very
text that the page shows.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

from babel.units import format_unit
from markdown_pages import Embed, Fence, MarkdownPagesError, Page, SampleTree

from site_hooks.page_edits import Edit, note
from site_hooks.wording import day, locale_of

RESULTS = Path("build", "snippets.json")
VERSION = 1
SHORTEST = 0.05
"""Seconds below which a duration says nothing."""
NOT_RUN = ("azure-ai-ml", "json")
"""What loaded a file that is no program."""

Result = Mapping[str, Any]
Results = Mapping[tuple[str, str, int], Result]


def read_results(root: Path) -> Results:
    """Return what ran by page, language and line; nothing without a file of the known version."""
    path = root / RESULTS
    if not path.is_file():
        return {}
    try:
        content = cast(dict[str, Any], json.loads(path.read_text(encoding="utf-8")))
        entries = cast(list[Result], content["results"]) if content["version"] == VERSION else []
        return {(entry["page"], entry["language"], entry["line"]): entry for entry in entries}
    except (ValueError, KeyError, TypeError):
        return {}


def edits(
    page: Page, results: Results, tree: SampleTree, language: str, words: Mapping[str, Any]
) -> Iterator[Edit]:
    """Return the marks of proof of a page, each below the fence that it is about."""
    for fence in page.fences:
        result = results.get((page.name, page.language, fence.line))
        if result and _proves(result, fence, tree):
            text = wording(result, language, words["proof"])
            yield Edit.after(fence.end_line, fence.indent, note("handbook-proof", language, text))


def _proves(result: Result, fence: Fence, tree: SampleTree) -> bool:
    """Tell whether a result is a success, and of exactly what the fence shows."""
    if result["outcome"] != "passed" or [str(embed) for embed in fence.embeds] != [result["embed"]]:
        return False
    return result["sha256"] == _digest(fence.embeds[0], tree)


def _digest(embed: Embed, tree: SampleTree) -> str:
    try:
        return hashlib.sha256(tree.resolve(embed).text.encode()).hexdigest()
    except MarkdownPagesError:
        return ""


def wording(result: Result, language: str, words: Mapping[str, Any]) -> str:
    """Return a result in the reader's language."""
    date = day(result["date"][:10], language)
    programs = [words["programs"].get(name, name) for name in str(result["program"]).split(", ")]
    said = "checked" if result["program"] in NOT_RUN else "ran"
    facts = [words[said].format(date=date), ", ".join(programs)]
    if result["azure_ai_ml"]:
        facts.append(f"azure-ai-ml {result['azure_ai_ml']}")
    if result["seconds"] >= SHORTEST:
        facts.append(format_unit(round(result["seconds"], 1), "second", "short", locale=locale_of(language)))
    facts.append(words["workspace"][result["workspace"]])
    return " · ".join(facts)
