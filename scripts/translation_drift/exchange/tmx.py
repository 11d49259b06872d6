"""TMX 1.4 files: what was translated once, for tools that offer it again.

The attributes of header, tu and tuv are those of the TMX 1.4b specification (LISA OSCAR, 2005; read through
https://okapi.sourceforge.net/Release/Olifant/Help/tmx.htm on 2026-11-21). The text is plain, as level 1 of
TMX has it: Markdown marks are text in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from translation_drift.errors import DriftError
from translation_drift.exchange.exchange_unit import ExchangePage, ExchangeUnit
from translation_drift.exchange.safe_xml import INVALID, read_xml
from translation_drift.states import BlockState

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True)
class MemoryPair:
    """A text and its translation."""

    source: str
    target: str
    line: int = field(default=0, compare=False)
    """Of the file that the pair was read from."""


def write_tmx(pages: Iterable[ExchangePage], source_language: str) -> bytes:
    """The memory of a language: the blocks that are fresh on these pages, each text pair once."""
    root = Element("tmx", {"version": "1.4"})
    header = {
        "creationtool": "i18n",
        "creationtoolversion": "1",
        "segtype": "block",
        "o-tmf": "Markdown",
        "adminlang": "en",
        "srclang": source_language,
        "datatype": "plaintext",
    }
    SubElement(root, "header", header)
    body = SubElement(root, "body")
    known: set[MemoryPair] = set()
    for page in pages:
        for unit in page.units:
            pair = MemoryPair(one_line(unit.source), one_line(unit.target))
            if unit.state in (BlockState.FRESH, BlockState.COSMETIC) and pair not in known:
                known.add(pair)
                _write(body, page, unit, pair)
    indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"


def read_tmx(content: bytes, path: str, source_language: str, language: str) -> list[MemoryPair]:
    """The pairs of a memory in two languages; raises DriftError with the line where it is none."""
    xml = read_xml(content, path)
    if xml.root.tag != "tmx":
        raise DriftError("is not a TMX file", path, 1)
    found: list[MemoryPair] = []
    for unit in xml.root.iter("tu"):
        texts = dict(_texts(unit))
        source, target = _text_in(texts, source_language), _text_in(texts, language)
        if source and target:
            found.append(MemoryPair(source, target, xml.lines[unit]))
    return found


def one_line(text: str) -> str:
    """A text without its line ends: no tool finds a text again that is wrapped otherwise."""
    return " ".join(text.split())


def _write(body: Element, page: ExchangePage, unit: ExchangeUnit, pair: MemoryPair) -> None:
    if found := INVALID.search(pair.source + pair.target):
        raise DriftError(f"XML cannot hold the character U+{ord(found[0]):04X}; remove it", unit.source_place)
    element = SubElement(body, "tu", {"tuid": f"{page.page}#{unit.block}"})
    SubElement(element, "prop", {"type": "x-review"}).text = str(unit.review)
    for language, text in ((page.source_language, pair.source), (page.language, pair.target)):
        SubElement(SubElement(element, "tuv", {_LANGUAGE: language}), "seg").text = text


def _texts(unit: Element) -> Iterator[tuple[str, str]]:
    for variant in unit.iter("tuv"):
        segment = variant.find("seg")
        language = variant.get(_LANGUAGE) or variant.get("lang") or ""
        if segment is not None:
            yield language.casefold().replace("_", "-"), one_line("".join(segment.itertext()))


def _text_in(texts: dict[str, str], language: str) -> str:
    """The text in a language; `en-US` is English where there is no `en`."""
    wanted = language.casefold()
    alike = (text for name, text in texts.items() if name.split("-")[0] == wanted)
    return texts.get(wanted) or next(alike, "")
