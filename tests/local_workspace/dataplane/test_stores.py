# pyright: basic
# MLflow's stores are declared without types.
"""The stores of MLflow's process: one for each workspace, made without MLflow's whole history each time."""

import sqlite3
from pathlib import Path

from local_workspace.dataplane.tracking.child import Stores
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore


def tables(path: Path) -> list[list[str]]:
    """What makes the tables and indexes, line by line: constraints come in any order."""
    with sqlite3.connect(path) as connection:
        made = connection.execute("SELECT sql FROM sqlite_master WHERE sql <> ''")
        return sorted(sorted(line.strip(" \t,") for line in text.splitlines()) for (text,) in made)


def test_a_store_is_as_mlflow_makes_it(tmp_path: Path) -> None:
    Stores(tmp_path).open("first")
    SqlAlchemyStore(f"sqlite:///{tmp_path / 'own.db'}", "azureml://artifacts")
    assert tables(tmp_path / "first.sqlite") == tables(tmp_path / "own.db")


def test_the_tables_are_made_once(tmp_path: Path) -> None:
    Stores(tmp_path).open("first")
    (made,) = tmp_path.glob("tables-*.sqlite")
    with sqlite3.connect(made) as connection:
        connection.execute("CREATE TABLE mark (x)")
    later = Stores(tmp_path).open("second")
    mark = ["CREATE TABLE mark (x)"]
    assert mark in tables(tmp_path / "second.sqlite")
    assert mark not in tables(tmp_path / "first.sqlite")
    assert [experiment.name for experiment in later.search_experiments()] == ["Default"]


def test_each_store_begins_when_its_workspace_does(tmp_path: Path) -> None:
    stores = Stores(tmp_path)
    first, second = (stores.open(name).search_experiments()[0] for name in ("first", "second"))
    assert (first.creation_time or 0) < (second.creation_time or 0)


def test_a_store_keeps_what_it_holds(tmp_path: Path) -> None:
    number = Stores(tmp_path).open("first").create_experiment("titanic")
    again = Stores(tmp_path).open("first")
    found = again.get_experiment_by_name("titanic")
    assert found is not None
    assert found.experiment_id == number
