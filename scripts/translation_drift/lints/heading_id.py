"""Headings without an id, with an id that another heading has, or with another id than in the source.

Links and bookmarks must work in every language: each heading from level 2 ends with `{#id}`, the same in
all languages.
"""

from collections.abc import Iterator

from translation_drift.bitext import Bitext
from translation_drift.registry import Place, rule


@rule("heading-id", on_source=True)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds headings whose id is missing, repeated, or not that of the source."""
    seen: dict[str, int] = {}
    for block in bitext.target.blocks:
        if block.kind != "heading":
            continue
        if block.heading_id is None and (block.level or 0) >= 2:
            yield block.line, "heading has no id; add `{#id}`, the same in all languages"
        elif block.heading_id in seen:
            yield (
                block.line,
                f"id #{block.heading_id} is that of the heading in line {seen[block.heading_id]}, too",
            )
        elif block.heading_id:
            seen[block.heading_id] = block.line
    for source, target in bitext.comparable:
        ids = source.block.heading_id, target.block.heading_id
        if source.kind == target.kind == "heading" and None not in ids and ids[0] != ids[1]:
            yield target.line, f"id is #{ids[1]}, in the source (line {source.line}) #{ids[0]}"
