"""The commands and arguments of `az` as data: what this stand-in has, and what Microsoft publishes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Argument:
    """One option of a command."""

    options: tuple[str, ...]
    help: str
    required: bool = False
    kind: str = "text"
    choices: tuple[str, ...] = ()
    configured: str | None = None

    @property
    def name(self) -> str:
        """The name under which a handler finds the value."""
        return self.options[0].lstrip("-").replace("-", "_")


@dataclass(frozen=True)
class Positional:
    """The words after a command that has some."""

    name: str
    many: bool
    optional: bool


@dataclass(frozen=True)
class Command:
    """One command, such as `ml job create`."""

    name: str
    help: str
    arguments: tuple[Argument, ...] = ()
    positional: Positional | None = None
    table: str | None = None
    confirm: bool = False


@dataclass(frozen=True)
class Table:
    """All commands and the groups that they stand in."""

    groups: dict[str, str]
    commands: dict[str, Command]

    def children(self, group: str) -> list[str]:
        """The words that may follow `group` ("" is az itself)."""
        prefix = f"{group} " if group else ""
        names = [*self.groups, *self.commands]
        return sorted({name[len(prefix) :].split()[0] for name in names if name.startswith(prefix)})


@dataclass(frozen=True)
class Reference:
    """What Microsoft publishes, so that "not here" can be told from "nowhere"."""

    commands: dict[str, dict[str, list[str]]]
    other_groups: list[str]
    removed: dict[str, str | None]

    def has_command(self, words: str) -> bool:
        """Whether Microsoft's az has a command or group of that name."""
        names = [*self.commands, *self.other_groups]
        return any(name == words or name.startswith(f"{words} ") for name in names)

    def has_option(self, command: str, option: str) -> bool:
        """Whether Microsoft's az has that option on that command."""
        published = self.commands.get(command, {})
        return any(
            option in names.split()
            for names in [*published.get("required", ()), *published.get("optional", ())]
        )


@cache
def load_table() -> Table:
    """Read commands.yml."""
    document = yaml.safe_load((files("local_workspace.az") / "commands.yml").read_text("utf-8"))
    commands = {name: _command(name, entry) for name, entry in document["commands"].items()}
    return Table(document["groups"], commands)


@cache
def load_reference() -> Reference:
    """Read reference.json."""
    document = json.loads((files("local_workspace.az") / "reference.json").read_text("utf-8"))
    return Reference(document["commands"], document["other_groups"], document["removed"])


def _command(name: str, entry: dict[str, Any]) -> Command:
    arguments = tuple(_argument(options, spec) for options, spec in entry.get("arguments", {}).items())
    positional = Positional(**entry["positional"]) if "positional" in entry else None
    return Command(
        name, entry["help"], arguments, positional, entry.get("table"), entry.get("confirm", False)
    )


def _argument(options: str, spec: dict[str, Any]) -> Argument:
    fields: dict[str, Any] = {**spec, "choices": tuple(spec.get("choices", ()))}
    return Argument(tuple(options.split()), **fields)
