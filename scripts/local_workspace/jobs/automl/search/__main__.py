# pyright: basic
"""Runs the search that `task.json` describes; what is wrong with the data is told before all else."""

import gc
import json
import sys
from pathlib import Path
from typing import Any

import pandas as pd

from . import server
from .data import Data
from .featurization import featurizer
from .problems import DataProblem
from .splits import splits
from .tables import read_table, require


def main() -> int:
    """Read the data, look at it, search."""
    task = json.loads(Path("task.json").read_text("utf-8"))
    try:
        data = _data(task)
    except DataProblem as problem:
        server.tell("refused", message=str(problem))
        print(problem)  # noqa: T201
        return 1
    _search(task, data)
    return 0


def _search(task: dict[str, Any], data: Data) -> None:
    gc.disable()  # nothing of what is imported is garbage, and looking through it for some takes a second
    from .search import Search  # importing the learners takes seconds; a wrong column is told before
    from .trial import prepare

    prepare()
    search = Search(task, data)
    gc.freeze()  # the trials are copies of this process: they need not look through it either
    gc.enable()
    search.run()


def _data(task: dict[str, Any]) -> Data:
    table, target = _table(task, task["train"])
    validation = _table(task, task["validation"]) if task["validation"] else None
    if task["task"] != "forecasting":
        featurizer(table, scaled=False, automatic=task["featurization"] == "auto")
    cuts = [] if validation else splits(task, table, target)
    return Data(task, table, target, cuts, validation)


def _table(task: dict[str, Any], recipe: dict[str, Any]) -> tuple[pd.DataFrame, pd.Series]:
    """The features and the target; rows without a target teach nothing."""
    table, own = read_table(recipe), task["forecasting"]
    require(table, [task["target"], *([own["time"], *own["series"]] if own else [])])
    table = table.dropna(subset=[task["target"]]).reset_index(drop=True)
    target = table.pop(task["target"])
    if len(table) == 0 or target.nunique() < 2:
        raise DataProblem(f"The target column {task['target']} must hold at least two different values.")
    if task["task"] != "classification" and not pd.api.types.is_numeric_dtype(target):
        raise DataProblem(f"The target column {task['target']} must be numeric for {task['task']}.")
    if own:
        table[own["time"]] = _moments(table, own["time"])
    return table, target


def _moments(table: pd.DataFrame, column: str) -> pd.Series:
    try:
        return pd.to_datetime(table[column])
    except (ValueError, TypeError) as error:
        raise DataProblem(f"The time column {column} holds what is no date: {error}") from error


if __name__ == "__main__":
    sys.exit(main())
