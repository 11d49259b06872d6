"""The names on the map exist: those of v2 in the SDK and in az, those of v1 in a fact with its source."""

import importlib
import re
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast, get_type_hints

import pytest
import yaml
from local_workspace.az.table import load_table

DOCS = Path(__file__).parents[2] / "docs"
ROW = re.compile(r"^\| (?P<cells>.+) \|$")
CODE = re.compile(r"`([^`]+)`")
MODULES = ("azure.ai.ml", "azure.ai.ml.entities", "azure.ai.ml.sweep")
CLIENT = "ml_client."


class Row(NamedTuple):
    """What a row of the map says."""

    old: str
    sdk: str
    cli: str
    page: str


def rows() -> Iterator[Row]:
    for line in (DOCS / "en" / "map.md").read_text("utf-8").splitlines():
        if (found := ROW.match(line)) and "`" in line:
            yield Row(*found["cells"].split(" | "))


def names(column: str) -> list[str]:
    found = (name for row in rows() for name in CODE.findall(getattr(row, column)))
    return sorted(set(found))


@cache
def asset_types() -> set[str]:
    from azure.ai.ml.constants import AssetTypes

    return {value for name, value in vars(AssetTypes).items() if name.isupper()}


def exists(name: str) -> bool:
    """Whether the SDK has a name as the map writes it: a class, a function, or an operation of the client."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = name.removesuffix("()")
        for package in ("automl", "dsl"):  # which a program imports by themselves
            importlib.import_module(f"azure.ai.ml.{package}")
        if path.startswith(CLIENT):
            return has_operation(*path.removeprefix(CLIENT).split("."))
        return path in asset_types() or any(has(importlib.import_module(module), path) for module in MODULES)


def has(start: object, path: str) -> bool:
    for part in path.split("."):
        if not hasattr(start, part):
            return False
        start = getattr(start, part)
    return True


def has_operation(group: str, operation: str) -> bool:
    from azure.ai.ml import MLClient

    getter = cast(Any, getattr(MLClient, group, None))
    return getter is not None and hasattr(get_type_hints(getter.fget)["return"], operation)


@pytest.mark.parametrize("name", names("sdk"))
def test_the_sdk_has_what_the_map_leads_to(name: str) -> None:
    assert exists(name)


@pytest.mark.parametrize("name", ["Dataset", "ml_client.jobs.submit", "ml_client.datasets.get", "dsl.step"])
def test_a_name_that_the_sdk_does_not_have_is_noticed(name: str) -> None:
    assert not exists(name)


def test_az_has_the_commands_that_the_map_leads_to() -> None:
    commands = {name.removeprefix("az ") for name in names("cli") if name.startswith("az ")}
    assert len(commands) > 10
    assert commands - set(load_table().commands) == set()


def test_each_key_of_yaml_on_the_map_stands_in_a_sample() -> None:
    keys = [name for name in names("cli") if not name.startswith("az ")]
    samples = "\n".join(path.read_text("utf-8") for path in (DOCS.parent / "samples").rglob("*.yml"))
    assert "type: sweep" in keys
    assert [key for key in keys if not re.search(rf"^\s*{re.escape(key)}\b", samples, re.MULTILINE)] == []


def test_each_name_of_v1_stands_in_a_fact_about_its_heading() -> None:
    facts = cast("list[dict[str, Any]]", yaml.safe_load((DOCS / "facts.yml").read_text("utf-8"))["facts"])
    stated = "\n".join(
        it["statement"] for it in facts if any(page.startswith("map.md#") for page in it["pages"])
    )
    old = [name.removesuffix("()") for name in names("old")]
    assert len(old) > 25
    assert [name for name in old if not re.search(rf"\b{re.escape(name)}\b", stated)] == []
