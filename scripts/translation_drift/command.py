"""Makes a function a command of `i18n`: every module in `commands/` registers its own."""

import importlib
import pkgutil
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from translation_drift import commands
from translation_drift.errors import DriftError
from translation_drift.project import Project

if TYPE_CHECKING:
    from translation_drift.reports import Report
    from translation_drift.selection import Progress

Run = Callable[[Project, Namespace, "Progress"], "Report"]
AddArguments = Callable[[ArgumentParser], None]


@dataclass(frozen=True)
class Command:
    """One word after `i18n`, what may follow it, and what it does."""

    name: str
    place: int
    """Where `i18n --help` lists it; the daily ones come first."""
    add_arguments: AddArguments
    run: Run

    @property
    def summary(self) -> str:
        """What the command is for."""
        return self.run.__doc__ or ""


_COMMANDS: dict[str, Command] = {}


def command(name: str, place: int, add_arguments: AddArguments) -> Callable[[Run], Run]:
    """Registers a function as the command of this name; its docstring is the help text."""

    def register(run: Run) -> Run:
        if name in _COMMANDS:
            raise DriftError(f"command {name!r} is registered twice")
        _COMMANDS[name] = Command(name, place, add_arguments, run)
        return run

    return register


@cache
def all_commands() -> dict[str, Command]:
    """All commands by name, in the order of the help text."""
    for module in pkgutil.iter_modules(commands.__path__):
        importlib.import_module(f"{commands.__name__}.{module.name}")
    return {each.name: each for each in sorted(_COMMANDS.values(), key=lambda each: each.place)}
