"""Memories: what is fresh goes out, and comes back as a suggestion."""

from pathlib import Path
from xml.etree import ElementTree

import polib
import pytest
from translation_drift.errors import DriftError
from translation_drift.exchange.files import Export, export_language
from translation_drift.exchange.tmx import MemoryPair, read_tmx
from translation_drift.project import Project

from ..conftest import Edit
from .conftest import export, silent

SOURCE = "The program opens the file and counts its lines."
TARGET = "Program otwiera plik i liczy jego wiersze."


def pairs(path: Path, language: str = "pl") -> list[MemoryPair]:
    return read_tmx(path.read_bytes(), path.name, "en", language)


def test_what_is_fresh_is_in_the_memory_and_nothing_else(
    project: Project, edit: Edit, tmp_path: Path
) -> None:
    (path,) = export(project, tmp_path / "before", "tmx", "pl")
    fresh = pairs(path)
    assert MemoryPair(SOURCE, TARGET) in fresh
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    (path,) = export(project, tmp_path / "after", "tmx", "pl")
    assert [pair for pair in fresh if pair not in pairs(path)] == [MemoryPair(SOURCE, TARGET)]


def test_a_memory_has_the_form_of_tmx_1_4(real: Project, tmp_path: Path) -> None:
    for path in export(real, tmp_path, "tmx"):
        root = ElementTree.parse(path).getroot()
        assert [child.tag for child in root] == ["header", "body"]
        required = "adminlang creationtool creationtoolversion datatype o-tmf segtype srclang"
        assert sorted(root[0].keys()) == required.split()
        assert len(root[1]) > 500
        for unit in root[1]:
            assert [child.tag for child in unit] == ["prop", "tuv", "tuv"]
            assert [child.tag for variant in unit.findall("tuv") for child in variant] == ["seg", "seg"]


def test_a_memory_of_another_tool_is_read() -> None:
    content = (
        '<tmx version="1.1"><body><tu><tuv lang="EN-US"><seg>Open <ph>`x`</ph> now.</seg></tuv>'
        '<tuv lang="PL"><seg>Otwórz\n  <ph>`x`</ph> teraz.</seg></tuv></tu><tu/></body></tmx>'
    )
    found = read_tmx(content.encode(), "a.tmx", "en", "pl")
    assert found == [MemoryPair("Open `x` now.", "Otwórz `x` teraz.")]
    with pytest.raises(DriftError, match="document type"):
        read_tmx(b"<!DOCTYPE tmx><tmx/>", "a.tmx", "en", "pl")
    with pytest.raises(DriftError, match="is not a TMX file"):
        read_tmx(b"<html/>", "a.tmx", "en", "pl")


def test_a_memory_is_offered_for_what_is_not_translated(project: Project, edit: Edit, tmp_path: Path) -> None:
    (memory,) = export(project, tmp_path, "tmx", "pl")
    edit("docs/pl/guide.md", TARGET, SOURCE)
    wanted = Export("po", tmp_path, memory=memory)
    (file,) = export_language(project, "pl", ["guide"], wanted, silent)
    (entry,) = [entry for entry in polib.pofile(str(file.path)) if entry.msgid == SOURCE]
    assert (entry.msgstr, entry.fuzzy) == (TARGET, True)
