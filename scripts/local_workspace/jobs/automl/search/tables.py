# pyright: basic, reportReturnType=false
"""Reads the table that the server found behind an MLTable: its files, and the steps of its recipe."""

from pathlib import Path
from typing import Any

import pandas as pd

from .problems import DataProblem

ENCODINGS = {"utf8": "utf-8", "utf8bom": "utf-8-sig", "iso88591": "latin-1", "windows1252": "cp1252"}


def read_table(recipe: dict[str, Any]) -> pd.DataFrame:
    """The rows of a table."""
    steps = list(recipe["steps"])
    read = next((step for step in steps if step[0].startswith("read_")), ["read_delimited", {}])
    parts = [_read(Path(file), *read) for file in recipe["files"]]
    table = pd.concat(parts, ignore_index=True)
    for name, arguments in steps:
        table = _apply(table, name, arguments)
    return table.reset_index(drop=True)


def _read(file: Path, name: str, arguments: Any) -> pd.DataFrame:
    arguments = arguments or {}
    try:
        if name == "read_parquet":
            return pd.read_parquet(file)
        if name == "read_json_lines":
            return pd.read_json(file, lines=True)
        header = None if arguments.get("header") == "no_header" else 0
        encoding = ENCODINGS.get(str(arguments.get("encoding", "utf8")), "utf-8")
        return pd.read_csv(file, sep=arguments.get("delimiter", ","), header=header, encoding=encoding)
    except (ValueError, UnicodeError) as error:
        raise DataProblem(f"{file.name} cannot be read: {error}") from error


def _apply(table: pd.DataFrame, name: str, arguments: Any) -> pd.DataFrame:
    if name == "take":
        return table.head(int(arguments))
    if name == "skip":
        return table.iloc[int(arguments) :]
    if name in ("keep_columns", "drop_columns"):
        columns = [arguments] if isinstance(arguments, str) else list(arguments)
        require(table, columns)
        return table[columns] if name == "keep_columns" else table.drop(columns=columns)
    return table


def require(table: pd.DataFrame, columns: list[str]) -> None:
    """Refuse a table without these columns.

    Code and words as automated ML gives them for a label that is not there (interpretml/interpret#209 and
    Azure/MachineLearningNotebooks#1174, 2022-03: MissingColumnsInData).
    """
    missing = [column for column in columns if column not in table.columns]
    if missing:
        raise DataProblem(f"Expected column(s) {', '.join(missing)} not found in X.")
