"""An image that does not exist.

Destinations are relative to the page; an image that only the source language has is used for all languages.
One that begins with `/` stands below the documentation, or below `static/` (Docusaurus, Hugo).
"""

from collections.abc import Iterator
from urllib.parse import unquote

from translation_drift.bitext import Bitext
from translation_drift.invariants import image_destinations
from translation_drift.prose_lines import line_of
from translation_drift.registry import Place, rule


@rule("image-missing", on_source=True)
def find(bitext: Bitext) -> Iterator[Place]:
    """Finds images whose file is not there."""
    found: set[Place] = set()
    for block in bitext.target.blocks:
        if block.kind == "code":
            continue
        for destination, offset in image_destinations(block.text):
            if "://" not in destination and not _exists(bitext, destination):
                found.add((line_of(block, offset), f"image {destination!r} does not exist"))
    yield from sorted(found)


def _exists(bitext: Bitext, destination: str) -> bool:
    name = unquote(destination.partition("#")[0].partition("?")[0])
    folders = [bitext.target.path.parent, bitext.source.path.parent]
    if name.startswith("/"):
        folders = [bitext.project.docs, bitext.project.root / "static"]
    return any((folder / name.lstrip("/")).is_file() for folder in folders)
