"""Text that was read in another encoding than it was written in."""

from random import Random

from benchmarks.faults.fault import Fault, TranslatedPage, fault, shuffled

_LEGACY = {"ja": "cp932", "zh-TW": "cp950", "pl": "cp1250", "ru": "cp1251"}
_PROSE = ("paragraph", "list_item", "table_row")
_ENOUGH = 3


def _read_as(page: TranslatedPage, random: Random, encoding: str, errors: str) -> Fault | None:
    for _, target in shuffled(page.of_kind(*_PROSE), random):
        text = target.block.text
        if sum(not character.isascii() for character in text) >= _ENOUGH:
            return page.edited(target, _garbled(text, encoding, errors), "mojibake")
    return None


def _garbled(text: str, encoding: str, errors: str) -> str:
    garbled = text.encode().decode(encoding, errors)
    return "".join(c if c.isprintable() or c.isspace() else "" for c in garbled).replace("\x85", "")


@fault("mojibake, read as cp1252")
def as_cp1252(page: TranslatedPage, random: Random) -> Fault | None:
    """UTF-8 was read as cp1252; bytes that it does not know are lost."""
    return _read_as(page, random, "cp1252", "ignore")


@fault("mojibake, read as latin-1")
def as_latin_1(page: TranslatedPage, random: Random) -> Fault | None:
    """UTF-8 was read as ISO 8859-1; what came out as control characters is lost."""
    return _read_as(page, random, "latin-1", "strict")


@fault("mojibake, read as the language's own")
def as_legacy(page: TranslatedPage, random: Random) -> Fault | None:
    """UTF-8 was read in the code page that the language had before."""
    return _read_as(page, random, _LEGACY[page.language], "ignore")


@fault("mojibake, read as shift-jis, replaced", languages=("ja", "zh-TW"))
def as_shift_jis(page: TranslatedPage, random: Random) -> Fault | None:
    """UTF-8 was read as Shift JIS, with U+FFFD for the rest."""
    return _read_as(page, random, "shift_jis", "replace")


@fault("letters lost as question marks")
def question_marks(page: TranslatedPage, random: Random) -> Fault | None:
    """A word went through an encoding that does not have its letters."""
    for _, target in shuffled(page.of_kind("paragraph"), random):
        text = target.block.text
        if sum(not character.isascii() for character in text) >= _ENOUGH:
            return page.edited(target, text.encode("ascii", "replace").decode(), "mojibake")
    return None
