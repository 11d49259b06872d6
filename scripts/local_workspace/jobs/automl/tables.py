"""Finds the files behind a table and says in plain words how they are read.

Steps that are not in this list are carried out by the package `mltable` on Azure only.
"""

from typing import Any, cast

from local_workspace.arm import Json, ResourceId
from local_workspace.errors import not_implemented
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.evaluation import table_files
from local_workspace.jobs.mltables import MLTableError, Transformation, read_table

STEPS = ("take", "skip", "keep_columns", "drop_columns")
READERS = ("read_delimited", "read_parquet", "read_json_lines")
OPTIONS = {
    "delimiter": None,
    "encoding": ("ascii", "utf8", "utf8bom", "iso88591", "windows1252"),
    "header": ("all_files_same_headers", "all_files_different_headers", "no_header", "from_first_file"),
    "support_multi_line": None,
    "empty_as_string": (False,),
    "include_path_column": (False,),
    "infer_column_types": (True,),
    "path_column": (None,),
}
"""Options of the readers, and the values that are served; None means any."""


def recipe(addresses: Addresses, workspace: ResourceId, uri: str) -> Json:
    """The files of a table and what is to be done with them."""
    folder = addresses.path(workspace, uri)
    if not folder.is_dir():
        raise MLTableError(f"Not able to find MLTable file in {folder.name}.")
    table = read_table(folder)
    steps = [[step.name, _arguments(step)] for step in table.transformations]
    return {"files": [str(file) for file in table_files(addresses, workspace, folder, table)], "steps": steps}


def _arguments(step: Transformation) -> Any:
    if step.name in READERS:
        _check_options(step)
    elif step.name not in STEPS:
        raise not_implemented(f"the transformation {step.name!r} of an MLTable")
    elif step.name in ("take", "skip") and not (isinstance(step.arguments, int) and step.arguments >= 0):
        raise MLTableError(f"MLTable yaml schema is invalid: {step.name} needs a number.")
    return step.arguments


def _check_options(step: Transformation) -> None:
    given: object = step.arguments
    options = cast("dict[str, Any]", given) if isinstance(given, dict) else {}
    for name, value in options.items():
        if name not in OPTIONS:
            raise not_implemented(f"the option {name!r} of {step.name} in an MLTable")
        served = OPTIONS[name]
        if served is not None and value not in served:
            raise not_implemented(f"{name}: {value} of {step.name} in an MLTable")
