"""One SQLite file, so that what was acknowledged survives a killed server."""

import sqlite3
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from local_workspace.errors import StateError

SCHEMA_VERSION = 1
SCHEMA = """
CREATE TABLE resources (
    key TEXT PRIMARY KEY,
    parent TEXT NOT NULL,
    collection TEXT NOT NULL,
    created INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    id TEXT NOT NULL,
    document TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX resources_children ON resources (parent, collection, created);
CREATE INDEX resources_collection ON resources (collection, created);
CREATE INDEX resources_hash ON resources (json_extract(document, '$.properties.properties.hash_sha256'))
    WHERE collection = 'versions';
CREATE TABLE blobs (
    account TEXT NOT NULL,
    container TEXT NOT NULL,
    name TEXT NOT NULL,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    created REAL NOT NULL,
    modified REAL NOT NULL,
    file_modified_ns INTEGER NOT NULL,
    headers TEXT NOT NULL,
    metadata TEXT NOT NULL,
    PRIMARY KEY (account, container, name)
) WITHOUT ROWID;
CREATE TABLE containers (
    account TEXT NOT NULL,
    name TEXT NOT NULL,
    modified REAL NOT NULL,
    PRIMARY KEY (account, name)
) WITHOUT ROWID;
CREATE TABLE counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO counters VALUES ('revision', 0);
"""


class Database:
    """The state folder's SQLite file: many threads, one writer at a time, transactions that nest."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        # WAL with NORMAL keeps each commit when the process is killed; only a power cut may lose the last.
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._migrate(path)

    def _migrate(self, path: Path) -> None:
        version: int = self._connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            with self.transaction():
                for statement in SCHEMA.split(";\n"):
                    self._connection.execute(statement)
                self._connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
        elif version != SCHEMA_VERSION:
            raise StateError(
                f"{path} has schema {version}, this program reads {SCHEMA_VERSION}: "
                "use the version that made it, or start over with `local-workspace reset`"
            )

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Do all or nothing; an inner transaction joins the outer one."""
        with self._lock:
            self._depth += 1
            try:
                if self._depth == 1:
                    self._connection.execute("BEGIN IMMEDIATE")
                yield
                if self._depth == 1:
                    self._connection.execute("COMMIT")
            except BaseException:
                if self._depth == 1 and self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1

    def rows(self, statement: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Run a statement and return its rows."""
        with self._lock:
            return self._connection.execute(statement, parameters).fetchall()

    def row(self, statement: str, parameters: Sequence[Any] = ()) -> sqlite3.Row | None:
        """Run a statement and return its first row."""
        # All rows are fetched: SQLite commits a statement that returns rows when it is over.
        return next(iter(self.rows(statement, parameters)), None)

    def next(self, counter: str) -> int:
        """Count up: used for the order of writes."""
        row = self.row("UPDATE counters SET value = value + 1 WHERE name = ? RETURNING value", (counter,))
        assert row is not None, counter
        return row[0]

    def close(self) -> None:
        """Close the file; commits are on disk already."""
        with self._lock:
            self._connection.close()
