"""Refusals, in the words of azure-cli 2.91.0 (seen by running it with the same faults, 2026-11-21)."""

from typing import Any

import pytest
from local_workspace.az.command_line import CommandLine, HelpRequest, read_command_line
from local_workspace.az.errors import REFERENCE, AzError, UsageError


def _nothing(_: str) -> None:
    return None


def _read(line: str, **defaults: str) -> CommandLine:
    read = read_command_line(line.split(), defaults.get)
    assert isinstance(read, CommandLine)
    return read


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("groop", "'groop' is misspelled or not recognized by the system.\nDid you mean 'group' ?"),
        ("account shw", "'shw' is misspelled or not recognized by the system.\nDid you mean 'show' ?"),
        ("group", "the following arguments are required: _subcommand"),
        ("group show", "the following arguments are required: --name/-n/--resource-group/-g"),
        ("group show -n", "argument --name/-n/--resource-group/-g: expected one argument"),
        ("group show -n x --foo", "unrecognized arguments: --foo"),
        ("account set", "the following arguments are required: --subscription/-s/--name/-n"),
        (
            "account show -o foo",
            "az account show: 'foo' is not a valid value for '--output'. "
            "Allowed values: json, jsonc, yaml, yamlc, table, tsv, none.",
        ),
        (
            "ml job create",
            "the following arguments are required: --resource-group/-g, --workspace-name/-w, --file/-f",
        ),
        ("ml job create -g a -w b --fil job.yml", "the following arguments are required: --file/-f"),
    ],
)
def test_a_faulty_line_is_refused_in_the_words_of_az(line: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_command_line(line.split(), _nothing)
    assert str(refused.value) == message + REFERENCE
    assert refused.value.exit_code == 2


def test_a_faulty_query_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^argument --query: invalid jmespath_type value: '\['"):
        read_command_line(["group", "list", "--query", "["], _nothing)


def test_a_command_of_version_1_is_refused_with_a_hint() -> None:
    with pytest.raises(UsageError) as refused:
        read_command_line(["ml", "model", "register", "-n", "titanic"], _nothing)
    assert "'register' is misspelled or not recognized by the system." in str(refused.value)
    assert "Use 'az ml model create' instead." in str(refused.value)


@pytest.mark.parametrize(
    "line",
    [
        "ml schedule create -f x.yml",
        "ml job connect-ssh -n x",
        "ml component create -f c.yml --skip-validation",
    ],
)
def test_what_only_microsofts_az_has_is_called_that(line: str) -> None:
    with pytest.raises(AzError, match=r"^Microsoft's az has ") as refused:
        read_command_line(line.split(), _nothing)
    assert not isinstance(refused.value, UsageError)


def test_configured_defaults_fill_in_what_is_missing() -> None:
    read = _read("ml job show -n x -w mine", group="g", workspace="w")
    assert (read.arguments["resource_group"], read.arguments["workspace_name"]) == ("g", "mine")


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("ml job list -g a -w b --all-results", "all_results", True),
        ("ml job list -g a -w b --all-results false", "all_results", False),
        ("ml job create -g a -w b -f j.yml --set a=1 --set b.c=2 d=3", "set", ["a=1", "b.c=2", "d=3"]),
        ("ml data create -t URI_FILE", "type", "uri_file"),
        ("ml job list -g a -w b -r 7", "max_results", 7),
    ],
)
def test_values_are_read_by_kind(line: str, name: str, value: Any) -> None:
    assert _read(line).arguments[name] == value


@pytest.mark.parametrize(
    ("line", "verbosity"),
    [("", 0), ("--verbose", 1), ("--debug", 2), ("--only-show-errors", -1)],
)
def test_verbosity(line: str, verbosity: int) -> None:
    assert _read(f"account show {line}").verbosity == verbosity


@pytest.mark.parametrize(
    ("line", "name"), [("", ""), ("--help", ""), ("ml -h", "ml"), ("ml job create -h", "ml job create")]
)
def test_help_is_given_at_each_level(line: str, name: str) -> None:
    assert read_command_line(line.split(), _nothing) == HelpRequest(name)
