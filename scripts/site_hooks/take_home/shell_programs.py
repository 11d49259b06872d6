"""Makes a part of a shell program run by itself: in a notebook each cell has a shell of its own."""

import re
from collections.abc import Iterator

from markdown_pages import Embed, Region, SampleTree

_DEFINED = re.compile(r"^\s*(?:export\s+)?(?P<name>[A-Za-z_]\w*)(?:=|\(\)\s*\{)", re.MULTILINE)
_USED = re.compile(r"[A-Za-z_]\w*")
_DEFINES_MORE = re.compile(r"^\s*eval\s", re.MULTILINE)


def runnable(region: Region, tree: SampleTree) -> str:
    """Return a region of a shell program, after what else of the program it needs."""
    return "\n".join([*_needed(region, tree), region.text])


def _needed(region: Region, tree: SampleTree) -> list[str]:
    """What stands outside of all regions before it, and the regions that define what it uses."""
    before = [it for it in tree.regions(region.sample) if it.last_line < region.first_line]
    used, kept = set(_USED.findall(region.text)), list[str]()
    for earlier in reversed(before):
        defined = {match["name"] for match in _DEFINED.finditer(earlier.text)}
        if defined & used or _DEFINES_MORE.search(earlier.text):
            kept.insert(0, earlier.text)
            used.update(_USED.findall(earlier.text))
    start = "\n".join(_outside(region, tree))
    return [f"{start}\n", *kept] if start else kept


def _outside(region: Region, tree: SampleTree) -> Iterator[str]:
    whole = tree.resolve(Embed(region.sample, None, 1, region.path))
    inside = {number for it in tree.regions(region.sample) for number in it.line_numbers}
    for number, line in zip(whole.line_numbers, whole.text.splitlines(), strict=True):
        if number < region.first_line and number not in inside and line and not line.startswith("#"):
            yield line
