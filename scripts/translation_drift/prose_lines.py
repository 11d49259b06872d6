"""The text of a page line by line, without what no rule about wording should look at."""

import re
from collections.abc import Iterator

from markdown_pages import Block

from translation_drift.bitext import Bitext

_NO_PROSE = re.compile(
    r"<!--.*?-->|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|(?<=\])\([^()\n]*\)|\bhttps?://\S+|<[^>\n]*>|\{[#.:][^{}\n]*\}",
    re.DOTALL,
)


def prose_lines(bitext: Bitext) -> Iterator[tuple[int, str]]:
    """Each line of prose with its number; code, destinations and tags are blanked out."""
    seen: set[int] = set()
    for block in bitext.target.blocks:
        if block.kind == "code":
            continue
        text = _NO_PROSE.sub(lambda part: re.sub(r"[^\n]", " ", part[0]), block.text)
        for number, line in enumerate(text.split("\n"), start=block.line):
            if number not in seen or block.kind == "table_row":
                seen.add(number)
                yield number, line


def line_of(block: Block, offset: int) -> int:
    """Line of the page on which a place in a block stands."""
    return block.line + block.text.count("\n", 0, offset)
