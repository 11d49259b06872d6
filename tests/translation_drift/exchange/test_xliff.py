"""What an XLIFF file consists of, and which files are refused.

The schemas of OASIS are in none of the packages of PyPI that were opened on 2026-11-21 (l10n-lint,
moz-xliff-linter, translate-toolkit, vexy-markliff), so the content models of the elements that are written
stand here, from the standard's section 4.2.
"""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from translation_drift.errors import DriftError
from translation_drift.exchange.files import read_units
from translation_drift.exchange.xliff import CORE, METADATA
from translation_drift.project import Project

from .conftest import export

C, M = f"{{{CORE}}}", f"{{{METADATA}}}"
XML = "{http://www.w3.org/XML/1998/namespace}"
INLINE = {"ph", "pc"}
CHILDREN: dict[str, list[set[str]]] = {
    "xliff": [{"file"}],
    "file": [{"metadata"}, {"unit"}],
    "unit": [{"metadata"}, {"notes"}, {"originalData"}, {"segment"}],
    "notes": [{"note"}],
    "originalData": [{"data"}],
    "segment": [{"source"}, {"target"}],
    "source": [INLINE],
    "target": [INLINE],
    "pc": [INLINE],
    "metadata": [{"metaGroup"}],
    "metaGroup": [{"meta"}],
}
"""Of each element: which children it may have, group by group in this order."""
ATTRIBUTES: dict[str, tuple[set[str], set[str]]] = {
    "xliff": ({"version", "srcLang", "trgLang"}, set()),
    "file": ({"id"}, {"original", f"{XML}space"}),
    "unit": ({"id"}, {"name"}),
    "note": (set(), {"category"}),
    "data": ({"id"}, set()),
    "segment": (set(), {"state", "subState"}),
    "ph": ({"id", "dataRef"}, {"equiv", "disp"}),
    "pc": ({"id", "dataRefStart", "dataRefEnd"}, {"type"}),
    "metaGroup": (set(), {"category"}),
    "meta": ({"type"}, set()),
}
"""Of each element: the attributes that it must and that it may have."""


def local(element: ElementTree.Element) -> str:
    return element.tag.removeprefix(C).removeprefix(M)


def faults(element: ElementTree.Element) -> list[str]:
    name = local(element)
    must, may = ATTRIBUTES.get(name, (set(), set()))
    found: list[str] = []
    if not must <= set(element.keys()) <= must | may:
        found.append(f"{name} has the attributes {sorted(element.keys())}")
    order = [
        next((place for place, group in enumerate(CHILDREN.get(name, [])) if local(child) in group), -1)
        for child in element
    ]
    if order != sorted(order) or -1 in order:
        found.append(f"{name} holds {[local(child) for child in element]}")
    return found + [fault for child in element for fault in faults(child)]


def test_every_file_has_the_form_of_the_standard(real: Project, tmp_path: Path) -> None:
    for path in export(real, tmp_path, "xliff"):
        root = ElementTree.parse(path).getroot()
        assert faults(root) == [], path
        identifiers = [unit.get("id", "") for unit in root.iter(f"{C}unit")]
        assert len(set(identifiers)) == len(identifiers) > 0
        for unit in root.iter(f"{C}unit"):
            check_codes(unit)


def check_codes(unit: ElementTree.Element) -> None:
    data = [each.get("id") for each in unit.iter(f"{C}data")]
    assert len(set(data)) == len(data)
    used: set[str | None] = set()
    for side in ("source", "target"):
        (content,) = unit.iter(f"{C}{side}")
        codes = [code for code in content.iter() if local(code) in INLINE]
        assert len({code.get("id") for code in codes}) == len(codes)
        references = ("dataRef", "dataRefStart", "dataRefEnd")
        used |= {code.get(name) for code in codes for name in references if name in code.keys()}  # noqa: SIM118
    assert used == set(data)


BOMB = """<?xml version="1.0"?>
<!DOCTYPE xliff [
  <!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
]>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" trgLang="pl">&b;</xliff>
"""
FETCH = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>\n<x>&f;</x>'


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (BOMB, 2, "document type"),
        (FETCH, 1, "document type"),
        ("<xliff>\n<file>\n</xliff>", 3, "is not XML: mismatched tag"),
        ('<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"/>', 1, "is not XLIFF 2"),
        (f'<xliff version="2.1" xmlns="{CORE}"/>', 1, "names no trgLang"),
    ],
)
def test_a_file_that_is_hostile_or_no_xliff_is_refused_with_its_line(
    tmp_path: Path, content: str, line: int, message: str
) -> None:
    path = tmp_path / "file.xlf"
    path.write_text(content, "utf-8")
    with pytest.raises(DriftError, match=message) as error:
        read_units(path, "file.xlf")
    assert (str(error.value.path), error.value.line) == ("file.xlf", line)


def test_a_file_looks_alike_whatever_else_writes_xml(real: Project, tmp_path: Path) -> None:
    before = [path.read_bytes() for path in export(real, tmp_path, "xliff", "pl")]
    ElementTree.register_namespace("", "http://www.sitemaps.org/schemas/sitemap/0.9")
    assert [path.read_bytes() for path in export(real, tmp_path, "xliff", "pl")] == before
    assert all(b"<source" in content for content in before)
    assert before


def test_a_code_that_lost_its_data_is_told_with_its_line(real: Project, tmp_path: Path) -> None:
    path = next(path for path in export(real, tmp_path, "xliff", "pl") if path.stem == "setup")
    lines = path.read_text("utf-8").split("\n")
    path.write_text("\n".join(line for line in lines if "<data " not in line), "utf-8")
    with pytest.raises(DriftError, match="has lost its original data"):
        read_units(path, "setup.xlf")
