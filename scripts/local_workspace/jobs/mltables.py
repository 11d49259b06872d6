"""Reads the files named `MLTable`: what a table is made of, checked without the package `mltable`.

Syntax: https://learn.microsoft.com/azure/machine-learning/reference-yaml-mltable (2024-02-14).
The words for a missing file: Azure/azureml-examples#1889; the others are unverified.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast

import yaml

from local_workspace.errors import LocalWorkspaceError

FILE = "MLTable"
KINDS = ("file", "folder", "pattern")
READERS = ("read_delimited", "read_parquet", "read_json_lines", "read_delta_lake")
TRANSFORMATIONS = (
    *READERS,
    *("take", "take_random_sample", "skip", "filter"),
    *("drop_columns", "keep_columns", "convert_column_types", "extract_columns_from_partition_format"),
)


class MLTableError(LocalWorkspaceError):
    """A folder is no table: it has no file `MLTable`, or that file is wrong."""


@dataclass(frozen=True)
class TablePath:
    """One of the places that a table names: a file, a folder, or a pattern of files."""

    kind: Literal["file", "folder", "pattern"]
    value: str


@dataclass(frozen=True)
class Transformation:
    """One step of a table's recipe, such as `take: 5`."""

    name: str
    arguments: Any


@dataclass(frozen=True)
class MLTable:
    """The recipe of a table."""

    paths: tuple[TablePath, ...]
    transformations: tuple[Transformation, ...]


def read_table(folder: Path) -> MLTable:
    """Read and check the recipe in a folder."""
    file = folder / FILE
    if not file.is_file():
        raise MLTableError(f"Not able to find MLTable file in {folder.name}.")
    try:
        document = yaml.safe_load(file.read_text("utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise MLTableError(f"MLTable yaml is invalid: {error}") from error
    if not isinstance(document, dict):
        raise MLTableError("MLTable yaml schema is invalid: it is no mapping.")
    return _table(cast("dict[str, Any]", document))


def _table(document: dict[str, Any]) -> MLTable:
    if document.get("type", "mltable") != "mltable":
        raise MLTableError(f"MLTable yaml schema is invalid: type is {document['type']!r}, not mltable.")
    paths = document.get("paths")
    if not isinstance(paths, list) or not paths:
        raise MLTableError("MLTable yaml schema is invalid: paths must be a list of files and folders.")
    steps: object = document.get("transformations") or []
    if not isinstance(steps, list):
        raise MLTableError("MLTable yaml schema is invalid: transformations must be a list.")
    return MLTable(
        tuple(_path(each) for each in cast("list[object]", paths)),
        tuple(_transformation(each) for each in cast("list[object]", steps)),
    )


def _path(entry: object) -> TablePath:
    pair = _pair(entry)
    if pair is None or pair[0] not in KINDS or not isinstance(pair[1], str):
        raise MLTableError(f"MLTable yaml schema is invalid: {entry!r} is none of file, folder, pattern.")
    return TablePath(cast("Any", pair[0]), pair[1])


def _transformation(entry: object) -> Transformation:
    name, arguments = _pair(entry) or (str(entry), None)
    if name not in TRANSFORMATIONS:
        raise MLTableError(f"MLTable yaml schema is invalid: there is no transformation {name!r}.")
    return Transformation(name, arguments)


def _pair(entry: object) -> tuple[str, Any] | None:
    items = list(cast("dict[str, Any]", entry).items()) if isinstance(entry, dict) else []
    return items[0] if len(items) == 1 else None
