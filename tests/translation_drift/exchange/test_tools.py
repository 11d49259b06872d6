"""Files as translation tools write them back: the same content, written down otherwise.

Poedit and Weblate wrap lines anew and keep the header (read 2026-11-21 in
https://docs.weblate.org/en/latest/formats/gettext.html); editors on Windows add a byte order mark and CR LF.
XLIFF tools write their own prefixes and order of attributes, and may cut a unit into segments and a `pc` into
`sc` and `ec`, as the standard allows.
"""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import polib
import pytest
from translation_drift.exchange.xliff import CORE, METADATA

from .conftest import Desk, snapshot

HandOut = Callable[[str], Desk]
OLD, NEW = "Program otwiera plik i liczy jego wiersze.", "Program otwiera plik i zlicza jego wiersze."


def windows(desk: Desk) -> None:
    desk.path.write_bytes(b"\xef\xbb\xbf" + desk.path.read_bytes().replace(b"\n", b"\r\n"))


def poedit(desk: Desk) -> None:
    file = polib.pofile(str(desk.path), wrapwidth=33)
    file.metadata["X-Generator"] = "Poedit 3.4"
    file.metadata["PO-Revision-Date"] = "2026-12-01 10:00+0100"
    file.save()


def weblate(desk: Desk) -> None:
    file = polib.pofile(str(desk.path), wrapwidth=0)
    file.metadata |= {"X-Generator": "Weblate 5.17", "Language": "pl_PL", "Language-Team": "Polish <a@b.c>"}
    file.header = "Jan Kowalski <jan@example.com>, 2026."
    file.append(polib.POEntry(msgid="gone", msgstr="nie ma", obsolete=True))
    file.save()


def other_tool(desk: Desk) -> None:
    """Other prefixes, attributes in another order, and every unit in a group of its own."""
    ElementTree.register_namespace("xlf", CORE)
    ElementTree.register_namespace("m", METADATA)
    tree = ElementTree.parse(desk.path)
    for element in tree.iter():
        attributes = dict(reversed(element.attrib.items()))
        element.attrib.clear()
        element.attrib.update(attributes)
    file = tree.find(f"{{{CORE}}}file")
    assert file is not None
    for number, unit in enumerate(file.findall(f"{{{CORE}}}unit")):
        file.remove(unit)
        group = ElementTree.SubElement(file, f"{{{CORE}}}group", {"id": f"g{number}"})
        group.append(unit)
    tree.write(desk.path, encoding="utf-16", xml_declaration=True)


def split_codes(desk: Desk) -> None:
    text = desk.path.read_text("utf-8")
    text = re.sub(
        r'<pc id="(\w+)" dataRefStart="(\w+)" dataRefEnd="(\w+)" type="link">(.*?)</pc>',
        r'<sc id="\1" dataRef="\2" type="link"/><mrk id="m\1">\4</mrk><ec startRef="\1" dataRef="\3"/>',
        text,
    )
    assert "<sc " in text
    desk.path.write_text(text, "utf-8")


def segmented(desk: Desk) -> None:
    """The first sentence of a paragraph as a segment of its own, the blank behind it as an ignorable."""
    text = desk.path.read_text("utf-8")
    text, found = re.subn(
        r'<segment state="translated">\s*<source>(This page reads[^<]*?passengers\.) ([^<]*)(.*?)</source>'
        r"\s*<target>(Ta strona[^<]*?pasażerów\.) ([^<]*)(.*?)</target>\s*</segment>",
        r'<segment state="translated"><source>\1</source><target>\4</target></segment>'
        r"<ignorable><source> </source></ignorable>"
        r'<segment state="translated"><source>\2\3</source><target>\5\6</target></segment>',
        text,
        flags=re.DOTALL,
    )
    assert found == 1
    desk.path.write_text(text, "utf-8")


TOOLS = [
    ("po", windows),
    ("po", poedit),
    ("po", weblate),
    ("xliff", windows),
    ("xliff", other_tool),
    ("xliff", split_codes),
    ("xliff", segmented),
]
tools = pytest.mark.parametrize(("form", "tool"), TOOLS, ids=[f"{f}-{t.__name__}" for f, t in TOOLS])


@tools
def test_a_file_that_a_tool_wrote_anew_changes_nothing(
    desk: HandOut, form: str, tool: Callable[[Desk], None]
) -> None:
    at = desk(form)
    before = snapshot(at.project)
    tool(at)
    outcome = at.take_back()
    assert (outcome.written, outcome.accepted, outcome.refusals) == (0, 0, [])
    assert outcome.unchanged == 22
    assert snapshot(at.project) == before


@tools
def test_an_edit_arrives_through_every_tool(desk: HandOut, form: str, tool: Callable[[Desk], None]) -> None:
    at = desk(form)
    page = at.page()
    at.change(OLD, NEW)
    tool(at)
    outcome = at.take_back()
    assert (outcome.written, outcome.accepted, outcome.refusals) == (1, 1, [])
    assert at.page() == page.replace(OLD, NEW)
