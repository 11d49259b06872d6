"""Reads a command line of `az`, and refuses what az refuses, in az's words.

The words: azure-cli 2.91.0, azure/cli/core/parser.py (seen by running it, 2026-11-21).
"""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import jmespath
from jmespath.exceptions import JMESPathError

from local_workspace.az.errors import AzError, UsageError
from local_workspace.az.table import Argument, Command, Table, load_reference, load_table

FORMATS = ("json", "jsonc", "yaml", "yamlc", "table", "tsv", "none")
_TRUE, _FALSE = ("true", "t", "yes", "y", "1"), ("false", "f", "no", "n", "0")
_QUERY_ADVICE = (
    "\nTo learn more about --query, please visit: 'https://learn.microsoft.com/cli/azure/query-azure-cli'"
)
_ABSENT = (
    "Microsoft's az has '{}', but this one does not: it is the stand-in of the local workspace, with the "
    "commands that the handbook teaches. `local-workspace run --az real` runs your own az."
)


@dataclass(frozen=True)
class CommandLine:
    """A command line that has been understood."""

    command: Command
    arguments: dict[str, Any]
    output: str
    query: Any
    verbosity: int


@dataclass(frozen=True)
class HelpRequest:
    """A command line that asks for help on a command or a group."""

    name: str


def read_command_line(
    words: Sequence[str], default: Callable[[str], str | None]
) -> CommandLine | HelpRequest:
    """Understand `words`; `default` gives the configured default of a common argument, or None."""
    name, rest = _split_off_command(list(words), load_table())
    if name not in load_table().commands or {"-h", "--help"} & set(rest):
        return HelpRequest(name)
    command = load_table().commands[name]
    parser = _parser(command, default)
    values, unknown = parser.parse_known_args(rest)
    _refuse(command, unknown)
    arguments = vars(values)
    _fill_in(command, arguments, default)
    verbosity = (
        -1 if arguments.pop("only_show_errors") else arguments.pop("debug") * 2 + arguments.pop("verbose")
    )
    return CommandLine(command, arguments, arguments.pop("output"), arguments.pop("query"), verbosity)


def _split_off_command(words: list[str], table: Table) -> tuple[str, list[str]]:
    name = ""
    while words and not words[0].startswith("-"):
        longer = f"{name} {words[0]}".strip()
        if longer not in table.groups and longer not in table.commands:
            _refuse_word(name, words[0], words[1:], table)
        name, words = longer, words[1:]
        if name in table.commands:
            return name, words
    if name and not {"-h", "--help"} & set(words):
        raise UsageError("the following arguments are required: _subcommand")
    return name, words


def _refuse_word(group: str, word: str, following: list[str], table: Table) -> NoReturn:
    reference = load_reference()
    full = f"{group} {word}".strip()
    if reference.has_command(full):
        raise AzError(_ABSENT.format(f"az {full}"))
    close = difflib.get_close_matches(word, table.children(group), cutoff=0.7)
    message = f"'{word}' is misspelled or not recognized by the system."
    message += f"\nDid you mean '{close[0]}' ?" if close else ""
    raise UsageError(message + _removed(f"{full} {' '.join(following[:1])}".strip(), full))


def _removed(*names: str) -> str:
    removed = load_reference().removed
    for name in names:
        if name in removed:
            instead = removed[name]
            hint = f" Use '{instead}' instead." if instead else ""
            return f"\n'az {name}' belonged to version 1 of the ml extension, which is out of support.{hint}"
    return ""


def _refuse(command: Command, unknown: list[str]) -> None:
    for word in unknown:
        option = word.split("=")[0]
        if load_reference().has_option(command.name, option):
            raise AzError(_ABSENT.format(f"az {command.name} {option}"))
    if unknown:
        raise UsageError(f"unrecognized arguments: {' '.join(unknown)}")


class _Parser(argparse.ArgumentParser):
    """argparse with az's wording."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(message)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            allowed = ", ".join(action.choices)
            option = action.option_strings[0]
            self.error(
                f"{self.prog}: '{value}' is not a valid value for '{option}'. Allowed values: {allowed}."
            )


def _parser(command: Command, default: Callable[[str], str | None]) -> _Parser:
    parser = _Parser(prog=f"az {command.name}", add_help=False, allow_abbrev=False)
    if command.positional:
        many, optional = command.positional.many, command.positional.optional
        parser.add_argument(command.positional.name, nargs="+" if many else "?" if optional else None)
    for argument in command.arguments:
        given = argument.configured is not None and default(argument.configured) is not None
        _add(parser, argument, required=argument.required and not given)
    _add_global_options(
        parser, has_subscription=any("--subscription" in each.options for each in command.arguments)
    )
    return parser


def _add(parser: _Parser, argument: Argument, *, required: bool) -> None:
    options: dict[str, Any] = {"dest": argument.name, "required": required}
    if argument.kind == "flag":
        options["action"] = "store_true"
    elif argument.kind == "switch":
        options |= {"nargs": "?", "const": True, "type": _truth}
    elif argument.kind == "many":
        options |= {"nargs": "+", "action": "extend"}
    elif argument.kind == "integer":
        options["type"] = int
    if argument.choices:
        options |= {"choices": list(argument.choices), "type": _closest(argument.choices)}
    parser.add_argument(*argument.options, **options)


def _add_global_options(parser: _Parser, *, has_subscription: bool) -> None:
    parser.add_argument("--output", "-o", choices=FORMATS, type=str.lower, default="json")
    parser.add_argument("--query", type=_query)
    parser.add_argument("--debug", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    parser.add_argument("--only-show-errors", action="store_true")
    if not has_subscription:
        parser.add_argument("--subscription", dest="subscription")


def _fill_in(command: Command, arguments: dict[str, Any], default: Callable[[str], str | None]) -> None:
    for argument in command.arguments:
        if argument.configured and arguments[argument.name] is None:
            arguments[argument.name] = default(argument.configured)


def _closest(choices: Sequence[str]) -> Callable[[str], str]:
    return lambda text: next((choice for choice in choices if choice.lower() == text.lower()), text)


def _truth(text: str) -> bool:
    if text.lower() in _TRUE + _FALSE:
        return text.lower() in _TRUE
    raise argparse.ArgumentTypeError(f"'{text}' is neither true nor false")


def _query(text: str) -> Any:
    try:
        return jmespath.compile(text)
    except JMESPathError:
        raise UsageError(f"argument --query: invalid jmespath_type value: {text!r}", _QUERY_ADVICE) from None
