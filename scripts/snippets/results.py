"""Keeps what ran in `build/snippets.json`: the evidence behind each mark of proof on the site.

The file is one JSON object:

    {"version": 1,
     "results": [
       {"page": "first-job",            name of the page, the same in all languages
        "language": "pl",
        "line": 66,                     of the fence on that page
        "embed": "jobs/submit.py:submit",
        "sha256": "…",                  of the text that ran (UTF-8): the resolved region
        "program": "bash, az (stand-in)",   or "python 3.11.7", "bash, curl", "bash, az", …; for files that
                                        were loaded, or run in a job: "azure-ai-ml", "json", "job"
        "date": "2026-11-21T05:33:12Z", UTC, when the page's session ended
        "seconds": 3.1,
        "azure_ai_ml": "1.35.2",        or null, if the page's session had no Python
        "workspace": "local",           or "real", or "none"
        "outcome": "passed"}]}          or "failed"

Whoever reads the file must compare `sha256` with the text that it shows: no equal hash, no mark. A run of
some pages leaves the others' results alone, and a run on real Azure those of local runs; those whose fence,
embed or text is gone are dropped.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, cast

from markdown_pages import MarkdownPagesError, SampleTree, read_page

from snippets.run import digest
from snippets.settings import Settings

VERSION = 1


@dataclass(frozen=True)
class Result:
    """What became of one fence in one language."""

    page: str
    language: str
    line: int
    embed: str
    sha256: str
    program: str
    date: str
    seconds: float
    azure_ai_ml: str | None
    workspace: str
    outcome: str


def read_results(path: Path) -> list[Result]:
    """Return the results in a file; none if there is no file, or one of another version."""
    if not path.is_file():
        return []
    try:
        content = cast("dict[str, Any]", json.loads(path.read_text("utf-8")))
        return [Result(**entry) for entry in content["results"]] if content["version"] == VERSION else []
    except (ValueError, KeyError, TypeError):
        return []


def merge_results(settings: Settings, tree: SampleTree, new: Iterable[Result]) -> None:
    """Put new results in the place of old ones, and drop those that no longer fit their page."""
    fresh = {_place(result): result for result in new}
    current = current_fences(settings, tree)
    kept = [
        result
        for result in read_results(settings.results)
        if _place(result) not in fresh
        and current.get((result.page, result.language, result.line)) == (result.embed, result.sha256)
    ]
    results = sorted([*kept, *fresh.values()], key=_place)
    settings.results.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"version": VERSION, "results": [asdict(result) for result in results]}, indent=1)
    settings.results.write_text(f"{text}\n", "utf-8")


def _place(result: Result) -> tuple[str, str, int, bool]:
    """What a new result takes the place of: what ran locally says nothing about Azure, nor the reverse."""
    return result.page, result.language, result.line, result.workspace == "real"


def current_fences(settings: Settings, tree: SampleTree) -> dict[tuple[str, str, int], tuple[str, str]]:
    """Return what each fence of each page shows now, as embed and hash."""
    found: dict[tuple[str, str, int], tuple[str, str]] = {}
    for language in settings.languages:
        for path in sorted((settings.docs / language).rglob("*.md")):
            try:
                page = read_page(path, settings.docs)
                for fence in page.fences:
                    for embed in fence.embeds[:1]:
                        shown = str(embed), digest(tree.resolve(embed).text)
                        found[page.name, language, fence.line] = shown
            except MarkdownPagesError:
                continue
    return found
