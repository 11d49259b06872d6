"""The table of commands against what Microsoft publishes, and against the functions behind it."""

import pytest
from local_workspace.az.table import Command, load_reference, load_table

COMMANDS = list(load_table().commands.values())
PUBLISHED = load_reference().commands


def _spellings(names: list[str]) -> set[frozenset[str]]:
    return {frozenset(each.split()) for each in names}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_options_are_published_and_required_ones_equal(command: Command) -> None:
    published = PUBLISHED[command.name]
    ours = {frozenset(each.options) for each in command.arguments}
    required = {frozenset(each.options) for each in command.arguments if each.required}
    assert ours <= _spellings(published["required"] + published["optional"])
    assert required == _spellings(published["required"])


@pytest.mark.parametrize("command", COMMANDS, ids=lambda each: each.name)
def test_option_names_do_not_clash_with_the_global_ones(command: Command) -> None:
    names = [option for each in command.arguments for option in each.options]
    assert len(names) == len(set(names))
    assert not {"--output", "-o", "--query", "--debug", "--verbose", "--only-show-errors", "-h"} & set(names)


def test_each_command_has_a_function_and_a_group_and_nothing_is_left_over() -> None:
    # Imported late: they import the SDK, which all test runs would wait for.
    from local_workspace.az import cli
    from local_workspace.az.registry import HANDLERS

    assert cli.HANDLERS is HANDLERS
    assert set(HANDLERS) == {command.name for command in COMMANDS}
    groups = {command.name.rpartition(" ")[0] for command in COMMANDS} - {""}
    assert groups <= set(load_table().groups)


def test_what_was_removed_is_not_offered() -> None:
    assert not set(load_reference().removed) & set(load_table().commands)
