"""What a seeded fault is, and the registry of its kinds: functions of a page and a random generator."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import TypeVar

from translation_drift.bitext import Bitext
from translation_drift.glossary import Term, read_glossary
from translation_drift.units import Unit

from benchmarks.faults import kinds

_T = TypeVar("_T")


@dataclass(frozen=True)
class Fault:
    """A page with one defect, and what a reviewer would say about it."""

    lines: tuple[str, ...]
    line: int
    """Where the defect stands on the spoiled page."""
    codes: frozenset[str]
    """Lints of which any one names this defect rightly."""
    end_line: int = 0
    """Last line of a defect that is a relation of several blocks, such as their order."""


class TranslatedPage:
    """A good page that is about to be spoiled."""

    def __init__(self, bitext: Bitext) -> None:
        self.bitext = bitext
        self.language = bitext.language
        self.lines = tuple(bitext.target.text.split("\n"))
        self.pairs: list[tuple[Unit, Unit]] = [
            (pair.source, pair.target) for pair in bitext.pairs if pair.source and pair.target
        ]

    @property
    def terms(self) -> tuple[Term, ...]:
        """The glossary of the page's language."""
        return read_glossary(self.bitext.project.glossary_path(self.language))

    def of_kind(self, *names: str) -> list[tuple[Unit, Unit]]:
        """The pairs whose translation is a block of one of these kinds."""
        return [pair for pair in self.pairs if pair[1].kind in names]

    def spoiled(
        self,
        first: int,
        end: int,
        new: Sequence[str],
        codes: str,
        line: int | None = None,
        end_line: int = 0,
    ) -> Fault:
        """The page whose lines from `first` (of 1) up to `end`, not included, are others."""
        lines = (*self.lines[: first - 1], *new, *self.lines[end - 1 :])
        return Fault(lines, first if line is None else line, frozenset(codes.split()), end_line)

    def edited(self, unit: Unit, text: str, codes: str, line: int | None = None) -> Fault:
        """The page in which a block says something else."""
        return self.spoiled(unit.line, unit.block.end_line + 1, text.split("\n"), codes, line)

    def indent(self, unit: Unit) -> str:
        """The blanks before a block."""
        text = self.lines[unit.line - 1]
        return text[: len(text) - len(text.lstrip())]


Spoil = Callable[[TranslatedPage, Random], Fault | None]


@dataclass(frozen=True)
class Kind:
    """One kind of defect."""

    name: str
    spoil: Spoil
    """Returns None for a page that cannot have the defect."""
    languages: tuple[str, ...]
    """Languages that can have it; empty means all."""
    needs_lock: bool
    """Whether only the lock can tell it, because both texts are good ones."""


_KINDS: dict[str, Kind] = {}


def fault(
    name: str, *, languages: tuple[str, ...] = (), needs_lock: bool = False
) -> Callable[[Spoil], Spoil]:
    """Registers a function as the kind of this name."""

    def register(spoil: Spoil) -> Spoil:
        if name in _KINDS:
            raise ValueError(f"fault {name!r} is registered twice")
        _KINDS[name] = Kind(name, spoil, languages, needs_lock)
        return spoil

    return register


@cache
def all_kinds() -> dict[str, Kind]:
    """All kinds by name, sorted."""
    for module in pkgutil.iter_modules(kinds.__path__):
        importlib.import_module(f"{kinds.__name__}.{module.name}")
    return dict(sorted(_KINDS.items()))


def shuffled(items: Sequence[_T], random: Random) -> Iterator[_T]:
    """The items in an order of the generator's."""
    yield from random.sample(items, len(items))
