"""What `az --help` prints for a command or a group."""

from __future__ import annotations

from local_workspace.az.handlers.configuration import STATEMENT
from local_workspace.az.table import Argument, Command, load_table

_GLOBAL = (
    Argument(("--debug",), "Show all logs."),
    Argument(("--help", "-h"), "Show this help."),
    Argument(("--only-show-errors",), "Show errors only, no warnings."),
    Argument(("--output", "-o"), "json, jsonc, none, table, tsv, yaml or yamlc."),
    Argument(("--query",), "JMESPath query on the result."),
    Argument(("--subscription",), "Name or id of the subscription."),
    Argument(("--verbose",), "Show more logs."),
)


def describe(name: str) -> str:
    """The help on a command or a group; "" is az itself."""
    table = load_table()
    return _describe_command(table.commands[name]) if name in table.commands else _describe_group(name)


def _describe_command(command: Command) -> str:
    lines = ["", "Command", f"    az {command.name} : {command.help}", "", "Arguments"]
    return "\n".join([*lines, *_rows(command.arguments), "", "Global Arguments", *_rows(_GLOBAL), "", ""])


def _describe_group(name: str) -> str:
    table = load_table()
    lines = ["", "Group", f"    az {name} : {table.groups[name]}" if name else f"    az\n\n{STATEMENT}", ""]
    prefix = f"{name} " if name else ""
    for title, entries in (
        ("Subgroups", table.groups),
        ("Commands", {key: command.help for key, command in table.commands.items()}),
    ):
        words = {word: entries[prefix + word] for word in table.children(name) if prefix + word in entries}
        width = max((len(word) for word in words), default=0)
        lines += (
            [f"{title}:", *(f"    {word.ljust(width)} : {text}" for word, text in words.items()), ""]
            if words
            else []
        )
    return "\n".join([*lines, ""])


def _rows(arguments: tuple[Argument, ...]) -> list[str]:
    names = [" ".join(each.options) + (" [Required]" if each.required else "") for each in arguments]
    width = max((len(name) for name in names), default=0)
    return [f"    {name.ljust(width)} : {each.help}" for name, each in zip(names, arguments, strict=True)]
