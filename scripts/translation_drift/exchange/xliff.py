"""XLIFF 2.1 files: one a page and language, a unit a block, code and links as inline codes.

https://docs.oasis-open.org/xliff/xliff-core/v2.1/os/xliff-core-v2.1-os.html (checked 2026-11-21): version
2.1 keeps the namespace `urn:oasis:names:tc:xliff:document:2.0`; `state` is initial, translated, reviewed or
final, `subState` is `prefix:value`; what an inline code stands for lies in `originalData`. The hashes lie in
the metadata module, which tools keep when they do not know it.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from translation_drift.errors import DriftError
from translation_drift.exchange.exchange_unit import ExchangePage, ExchangeUnit, ReturnedUnit
from translation_drift.exchange.inline import Piece, Placeholder, Span, pieces
from translation_drift.exchange.safe_xml import INVALID, XmlFile, read_xml
from translation_drift.lock import Review

CORE = "urn:oasis:names:tc:xliff:document:2.0"
METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_C, _M = f"{{{CORE}}}", f"{{{METADATA}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {Review.DRAFT: "translated", Review.TRANSLATED: "translated", Review.REVIEWED: "reviewed"}
_REVIEWS = {"translated": Review.TRANSLATED, "reviewed": Review.REVIEWED, "final": Review.REVIEWED}
_DRAFT = "i18n:draft"


def write_xliff(page: ExchangePage) -> bytes:
    """The XLIFF file of a page; the same page gives the same bytes."""
    languages = {"srcLang": page.source_language, "trgLang": page.language}
    root = Element(f"{_C}xliff", {"version": "2.1", **languages})
    file = SubElement(root, f"{_C}file", {"id": "page", "original": page.source_path, _SPACE: "preserve"})
    _metadata(file, {"page": page.page})
    for unit in page.units:
        _write_unit(file, page, unit)
    _indent(root)
    for prefix, namespace in (("", CORE), ("mda", METADATA)):
        register_namespace(prefix, namespace)  # here: what else writes XML in this process has its own
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="utf-8") + b"\n"


def read_xliff(content: bytes, path: str) -> list[ReturnedUnit]:
    """The units of an XLIFF 2 file; raises DriftError with the line."""
    xml = read_xml(content, path)
    if xml.root.tag != f"{_C}xliff":
        raise DriftError("is not XLIFF 2: ask the tool to save XLIFF 2.0 or 2.1", path, 1)
    language = xml.root.get("trgLang", "")
    if not language:
        raise DriftError("names no trgLang", path, 1)
    return [
        _returned(xml, unit, path, language, _metadata_of(file).get("page", ""))
        for file in xml.root.iter(f"{_C}file")
        for unit in file.iter(f"{_C}unit")
    ]


def _write_unit(file: Element, page: ExchangePage, unit: ExchangeUnit) -> None:
    if found := INVALID.search(f"{unit.source}{unit.target}{unit.previous or ''}"):
        message = f"XML cannot hold the character U+{ord(found[0]):04X}; remove it, or export as po"
        path, _, line = unit.source_place.rpartition(":")
        raise DriftError(message, path, int(line))
    element = SubElement(file, f"{_C}unit", {"id": unit.block, "name": f"{page.page}#{unit.block}"})
    _metadata(element, {"hashes": unit.hashes})
    notes = SubElement(element, f"{_C}notes")
    remarks = {"place": unit.source_place, "state": f"{unit.kind}, {unit.state}"}
    if unit.previous is not None:
        remarks["previous-source"] = unit.previous
    for category, text in remarks.items():
        SubElement(notes, f"{_C}note", {"category": category}).text = text
    codes = _Codes()
    source = codes.element("source", pieces(unit.source))
    target = codes.element("target", pieces(unit.target)) if unit.target else None
    if codes.data:
        data = SubElement(element, f"{_C}originalData")
        for text, name in codes.data.items():
            SubElement(data, f"{_C}data", {"id": name}).text = text
    segment = SubElement(element, f"{_C}segment", _state(unit))
    segment.append(source)
    if target is not None:
        segment.append(target)


def _state(unit: ExchangeUnit) -> dict[str, str]:
    if unit.pending or unit.review is None:
        return {"state": "initial", "subState": f"i18n:{unit.state}"}
    draft = {"subState": _DRAFT} if unit.review is Review.DRAFT else {}
    return {"state": _STATES[unit.review], **draft}


def _metadata(parent: Element, values: dict[str, str]) -> None:
    group = SubElement(SubElement(parent, f"{_M}metadata"), f"{_M}metaGroup", {"category": "i18n"})
    for name, value in values.items():
        SubElement(group, f"{_M}meta", {"type": name}).text = value


def _metadata_of(element: Element) -> dict[str, str]:
    found = element.findall(f"{_M}metadata/{_M}metaGroup/{_M}meta")
    return {meta.get("type", ""): (meta.text or "").strip() for meta in found}


class _Codes:
    """Gives the same inline code of source and target the same id, as the standard pairs them by id."""

    def __init__(self) -> None:
        self.data: dict[str, str] = {}
        """Original text to the id of its data."""
        self._ids: dict[str, list[str]] = {}
        self._count = 0

    def element(self, name: str, content: tuple[Piece, ...]) -> Element:
        element = Element(f"{_C}{name}")
        free = {code: list(ids) for code, ids in self._ids.items()}
        self._fill(element, content, free)
        return element

    def _fill(self, parent: Element, content: tuple[Piece, ...], free: dict[str, list[str]]) -> None:
        last: Element | None = None
        for piece in content:
            if isinstance(piece, str):
                if last is None:
                    parent.text = (parent.text or "") + piece
                else:
                    last.tail = (last.tail or "") + piece
            elif isinstance(piece, Placeholder):
                code = {"id": self._id(piece.text, free), "dataRef": self._data(piece.text)}
                last = SubElement(parent, f"{_C}ph", {**code, "equiv": piece.text, "disp": piece.text})
            else:
                last = self._span(parent, piece, free)

    def _span(self, parent: Element, span: Span, free: dict[str, list[str]]) -> Element:
        kind = "image" if span.before.startswith("!") else "link"
        code = {
            "id": self._id(f"{span.before} {span.after}", free),
            "dataRefStart": self._data(span.before),
            "dataRefEnd": self._data(span.after),
            "type": kind,
        }
        element = SubElement(parent, f"{_C}pc", code)
        self._fill(element, span.content, free)
        return element

    def _id(self, code: str, free: dict[str, list[str]]) -> str:
        if free.get(code):
            return free[code].pop(0)
        self._count += 1
        name = str(self._count)
        self._ids.setdefault(code, []).append(name)
        return name

    def _data(self, text: str) -> str:
        return self.data.setdefault(text, f"d{len(self.data) + 1}")


def _returned(xml: XmlFile, unit: Element, path: str, language: str, page: str) -> ReturnedUnit:
    line = xml.lines[unit]
    data = {each.get("id", ""): _data_text(each) for each in unit.iter(f"{_C}data")}
    parts = [part for part in unit if part.tag in (f"{_C}segment", f"{_C}ignorable")]
    segments = [part for part in parts if part.tag == f"{_C}segment"]
    states = {segment.get("state", "initial") for segment in segments}
    complete = bool(segments) and all(segment.find(f"{_C}target") is not None for segment in segments)
    reader = _TextReader(data, path, line)
    text = "".join(reader.text(part) for part in parts) if complete else ""
    reviews = [_REVIEWS[state] for state in states if state in _REVIEWS]
    review = min(reviews, key=list(Review).index, default=None)
    if any(segment.get("subState") == _DRAFT for segment in segments) and review is Review.TRANSLATED:
        review = Review.DRAFT
    name = unit.get("id", "")
    pending = "initial" in states or not text
    hashes = _metadata_of(unit).get("hashes", "")
    return ReturnedUnit(path, line, language, page, name, text, pending, None if pending else review, hashes)


class _TextReader:
    """Puts the text of a segment together again, with what its inline codes stand for."""

    def __init__(self, data: dict[str, str], path: str, line: int) -> None:
        self._data = data
        self._path, self._line = path, line

    def text(self, part: Element) -> str:
        content = part.find(f"{_C}target")
        if content is None:
            content = part.find(f"{_C}source")
        return "".join(self._content(content)) if content is not None else ""

    def _content(self, element: Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            yield from self._inline(child)
            yield child.tail or ""

    def _inline(self, element: Element) -> Iterator[str]:
        name = element.tag.removeprefix(_C)
        if name == "cp":
            yield chr(int(element.get("hex", "FFFD"), 16))
        elif name in ("ph", "sc", "ec"):
            yield self._original(element, "dataRef")
        elif name == "pc":
            yield self._original(element, "dataRefStart")
            yield from self._content(element)
            yield self._original(element, "dataRefEnd")
        elif name == "mrk":
            yield from self._content(element)

    def _original(self, element: Element, attribute: str) -> str:
        reference = element.get(attribute, "")
        if reference not in self._data:
            message = f"inline code {element.get('id')} has lost its original data; export the page again"
            raise DriftError(message, self._path, self._line)
        return self._data[reference]


def _data_text(element: Element) -> str:
    return (element.text or "") + "".join(
        chr(int(code.get("hex", "FFFD"), 16)) + (code.tail or "") for code in element
    )


def _indent(root: Element) -> None:
    """Puts structural elements on lines of their own; the content of texts stays as it is."""
    kept = {
        element: (element.text, [(child, child.tail) for child in element])
        for name in ("source", "target", "note", "data")
        for element in root.iter(f"{_C}{name}")
    }
    inside = [
        (nested, nested.text, nested.tail) for element in kept for child in element for nested in child.iter()
    ]
    indent(root)
    for element, (text, children) in kept.items():
        element.text = text
        for child, tail in children:
            child.tail = tail
    for nested, text, tail in inside:
        nested.text, nested.tail = text, tail
