# ruff: noqa: RUF001
"""Numbers, units, links and inline code that are no longer those of the source."""

import re
from random import Random

from benchmarks.faults.fault import Fault, TranslatedPage, fault, shuffled

_PROSE = ("paragraph", "list_item", "table_row", "admonition_title")
_CODE_OR_LINK = re.compile(r"`[^`\n]*`|\]\([^)\n]*\)|\{#[^}\n]*\}|<[^>\n]*>")
_NUMBER = re.compile(r"(?<![\w.,-])\d{2,}(?:[.,]\d+)*(?![\w.])|(?<![\w.,])\d+\.\d+(?:\.\d+)*(?!\w)")
_LINK = re.compile(r"(?<!!)\[([^\[\]]+)\]\(([^)\s]+)\)")
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_UNIT = {"GB": "MB", "MB": "GB", "TB": "GB", "%": "‰", "ms": "s", "GiB": "MiB", "vCPU": "GPU"}
_MEASURE = re.compile(r"(?<=\d)(\s?)(GB|MB|TB|GiB|ms|%|vCPU)(?![A-Za-z])")


def _line(text: str, offset: int, first: int) -> int:
    return first + text.count("\n", 0, offset)


def _replaced(
    page: TranslatedPage, random: Random, pattern: re.Pattern[str], new: str, codes: str
) -> Fault | None:
    """One match of a pattern is written otherwise."""
    for _, target in shuffled(page.of_kind(*_PROSE), random):
        text = target.block.text
        found = list(pattern.finditer(text))
        if found:
            match = random.choice(found)
            spoiled = text[: match.start()] + match.expand(new) + text[match.end() :]
            return page.edited(target, spoiled, codes, _line(text, match.start(), target.line))
    return None


@fault("changed number")
def changed_number(page: TranslatedPage, random: Random) -> Fault | None:
    """A digit of a number or a version is another."""
    for _, target in shuffled(page.of_kind(*_PROSE), random):
        text = target.block.text
        plain = _CODE_OR_LINK.sub(lambda part: " " * len(part[0]), text)
        found = list(_NUMBER.finditer(plain))
        if found:
            match = random.choice(found)
            places = [i for i in range(match.start(), match.end()) if text[i].isdigit()]
            at = random.choice(places)
            digit = random.choice([d for d in "123456789" if d != text[at]])
            spoiled = text[:at] + digit + text[at + 1 :]
            return page.edited(target, spoiled, "number-differs", _line(text, at, target.line))
    return None


@fault("changed unit")
def changed_unit(page: TranslatedPage, random: Random) -> Fault | None:
    """A quantity has another unit."""
    for _, target in shuffled(page.of_kind(*_PROSE), random):
        text = target.block.text
        plain = _CODE_OR_LINK.sub(lambda part: " " * len(part[0]), text)
        match = _MEASURE.search(plain)
        if match:
            spoiled = text[: match.start()] + match[1] + _UNIT[match[2]] + text[match.end() :]
            return page.edited(target, spoiled, "unit-differs", _line(text, match.start(), target.line))
    return None


@fault("dropped link")
def dropped_link(page: TranslatedPage, random: Random) -> Fault | None:
    """The text of a link is there, the link is not."""
    return _replaced(page, random, _LINK, r"\1", "link-differs")


@fault("changed link")
def changed_link(page: TranslatedPage, random: Random) -> Fault | None:
    """A link leads elsewhere."""
    return _replaced(page, random, _LINK, r"[\1](other-\2)", "link-differs")


@fault("dropped inline code")
def dropped_code(page: TranslatedPage, random: Random) -> Fault | None:
    """A name that readers type is no longer marked as code."""
    return _replaced(page, random, _SPAN, r"\1", "inline-code-differs")


@fault("changed inline code")
def changed_code(page: TranslatedPage, random: Random) -> Fault | None:
    """A name that readers type is misspelt."""
    return _replaced(page, random, _SPAN, r"`\g<1>s`", "inline-code-differs")


@fault("dead image")
def dead_image(page: TranslatedPage, random: Random) -> Fault | None:
    """An image was added whose file is not there."""
    for _, target in shuffled(page.of_kind("paragraph"), random):
        new = [*target.block.text.split("\n"), "", f"{page.indent(target)}![](images/none.png)"]
        line = target.block.end_line + 2
        return page.spoiled(target.line, target.block.end_line + 1, new, "image-missing", line)
    return None


@fault("abridged paragraph")
def abridged(page: TranslatedPage, random: Random) -> Fault | None:
    """Of a long paragraph only the first sentence was translated."""
    for _, target in shuffled(page.of_kind("paragraph"), random):
        sentences = re.split(r"(?<=[.?!])\s+(?=\w)|(?<=[。？！])\s*(?=\w)", target.block.text)
        if len(sentences) >= 4:
            codes = "abridged inline-code-differs number-differs link-differs term-missing"
            return page.edited(target, page.indent(target) + sentences[0].strip(), codes)
    return None
