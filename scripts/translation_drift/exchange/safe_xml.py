"""Reads XML of strangers: without document types, so that there are no entities to expand or fetch.

The expansion attacks and external entities that https://docs.python.org/3/library/xml.html#xml-security
warns of (checked 2026-11-21) all need a document type; a file that has one is refused before it is read on.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from translation_drift.errors import DriftError

INVALID = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that no XML 1.0 document can hold."""


@dataclass
class XmlFile:
    """An XML document that tells on which line each element begins."""

    root: Element
    lines: dict[Element, int] = field(default_factory=dict[Element, int])


def read_xml(content: bytes, path: str) -> XmlFile:
    """Parses a document; element names are `{namespace}name`. Raises DriftError with the line."""
    builder = TreeBuilder()
    lines: dict[Element, int] = {}
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True

    def start(name: str, attributes: dict[str, str]) -> None:
        element = builder.start(_name(name), {_name(key): value for key, value in attributes.items()})
        lines[element] = parser.CurrentLineNumber

    def refuse(*_: object) -> None:
        message = "has a document type; tools need none here, and it can do harm: remove it"
        raise DriftError(message, path, parser.CurrentLineNumber)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda name: builder.end(_name(name))
    parser.CharacterDataHandler = builder.data
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise DriftError(f"is not XML: {expat.ErrorString(error.code)}", path, error.lineno) from error
    return XmlFile(builder.close(), lines)


def _name(name: str) -> str:
    return "{" + name if "}" in name else name
