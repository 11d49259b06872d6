"""Blobs as plain files, so that a job reads its inputs as files; what a file cannot hold is in SQLite."""

import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from local_workspace.errors import ArmError
from local_workspace.store.database import Database


@dataclass(frozen=True)
class Blob:
    """One blob: where its bytes are and what the storage service says about it."""

    account: str
    container: str
    name: str
    path: Path
    size: int
    etag: str
    created: float
    modified: float
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    """Content-Type, Content-MD5, … as they were uploaded."""
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])


class BlobStore:
    """All blobs of all accounts below one folder: ``<root>/<account>/<container>/<name>``.

    A file that a job wrote straight into the folder is a blob too: its row is made when it is first
    looked at. No name can lead out of its container, not even through a symbolic link.
    """

    def __init__(self, root: Path, database: Database) -> None:
        root.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        self._database = database
        self._incoming = self.root / ".incoming"
        shutil.rmtree(self._incoming, ignore_errors=True)  # uploads that a killed server left behind
        self._incoming.mkdir()

    def create_container(self, account: str, container: str) -> bool:
        """Make a container; say whether it is new."""
        folder = self.folder(account, container)
        new = not self.has_container(account, container)
        folder.mkdir(parents=True, exist_ok=True)
        self._database.rows(
            "INSERT OR IGNORE INTO containers VALUES (?, ?, ?)", (account, container, time.time())
        )
        return new

    def has_container(self, account: str, container: str) -> bool:
        """Whether the container is there."""
        query = "SELECT 1 FROM containers WHERE account = ? AND name = ?"
        return self._database.row(query, (account, container)) is not None

    def containers(self, account: str) -> list[tuple[str, float]]:
        """An account's containers, each with the time of its making."""
        rows = self._database.rows("SELECT * FROM containers WHERE account = ? ORDER BY name", (account,))
        return [(row["name"], row["modified"]) for row in rows]

    def container_modified(self, account: str, container: str) -> float:
        """When the container was made."""
        return dict(self.containers(account))[container]

    def delete_container(self, account: str, container: str) -> None:
        """Remove a container with its blobs."""
        with self._database.transaction():
            for table, column in (("blobs", "container"), ("containers", "name")):
                statement = f"DELETE FROM {table} WHERE account = ? AND {column} = ?"  # noqa: S608
                self._database.rows(statement, (account, container))
            shutil.rmtree(self.folder(account, container), ignore_errors=True)

    def folder(self, account: str, container: str) -> Path:
        """The folder that holds a container's blobs."""
        for part in (account, container):
            if not part.replace("-", "").replace("$", "").isalnum():
                raise ArmError(400, "InvalidResourceName", f"{part!r} is no name of an account or container.")
        return self.root / account / container

    def path(self, account: str, container: str, name: str) -> Path:
        """Where a blob (or a prefix of blobs) is on disk; refused when the name leads elsewhere."""
        folder = self.folder(account, container)
        parts = name.replace("\\", "/").split("/")
        if "\0" in name or any(part in (".", "..") for part in parts) or name.startswith("/"):
            raise ArmError(400, "InvalidUri", f"The blob name {name!r} leads out of its container.")
        path = folder.joinpath(*(part for part in parts if part))
        if not path.resolve().is_relative_to(folder.resolve()):
            raise ArmError(400, "InvalidUri", f"The blob name {name!r} leads out of its container.")
        return path

    def find(self, account: str, container: str, name: str) -> Blob | None:
        """The blob, or None."""
        path = self.path(account, container, name)
        if not name or name.endswith("/") or path.is_symlink() or not path.is_file():
            return None
        query = "SELECT * FROM blobs WHERE account = ? AND container = ? AND name = ?"
        row = self._database.row(query, (account, container, name))
        if row is None or row["file_modified_ns"] != path.stat().st_mtime_ns:
            row = self._record(account, container, name, path, row)
        return _blob(row, path)

    def put(
        self,
        account: str,
        container: str,
        name: str,
        content: BinaryIO | bytes,
        *,
        headers: Mapping[str, str] | None = None,
        metadata: Mapping[str, str] | None = None,
        if_absent: bool = False,
    ) -> Blob:
        """Write a blob whole: readers see the old bytes or the new ones, never a part."""
        self.path(account, container, name)
        incoming = self.receive(content)
        return self._store(account, container, name, incoming, headers, metadata, if_absent)

    def _store(
        self,
        account: str,
        container: str,
        name: str,
        incoming: Path,
        headers: Mapping[str, str] | None,
        metadata: Mapping[str, str] | None,
        if_absent: bool,
    ) -> Blob:
        path = self.path(account, container, name)
        with self._database.transaction():
            if if_absent and path.exists():
                incoming.unlink()
                raise ArmError(409, "BlobAlreadyExists", "The specified blob already exists.")
            self._publish(incoming, path, name)
            row = self._record(account, container, name, path, None, headers, metadata)
        return _blob(row, path)

    def receive(self, content: BinaryIO | bytes) -> Path:
        """Write bytes to a new file beside the blobs, on disk for good, to be published later."""
        incoming = self._incoming / uuid4().hex
        with incoming.open("xb") as file:
            if isinstance(content, bytes):
                file.write(content)
            else:
                shutil.copyfileobj(content, file, 1 << 20)
        return incoming

    def stage(self, account: str, container: str, name: str, block: str, content: BinaryIO) -> None:
        """Keep one block of a blob that is written in blocks."""
        folder = self._staging(account, container, name)
        folder.mkdir(parents=True, exist_ok=True)
        self.receive(content).replace(folder / _digest(block))

    def commit(
        self,
        account: str,
        container: str,
        name: str,
        blocks: Sequence[str],
        *,
        headers: Mapping[str, str] | None = None,
        metadata: Mapping[str, str] | None = None,
        if_absent: bool = False,
    ) -> Blob:
        """Make a blob of staged blocks, in the order of the list."""
        folder = self._staging(account, container, name)
        whole = self._incoming / uuid4().hex
        with whole.open("xb") as file:
            for block in blocks:
                part = folder / _digest(block)
                if not part.is_file():
                    whole.unlink()
                    raise ArmError(400, "InvalidBlockList", "The specified block list is invalid.")
                with part.open("rb") as source:
                    shutil.copyfileobj(source, file, 1 << 20)
        blob = self._store(account, container, name, whole, headers, metadata, if_absent)
        shutil.rmtree(folder, ignore_errors=True)
        return blob

    def _staging(self, account: str, container: str, name: str) -> Path:
        self.path(account, container, name)
        return self.root / ".blocks" / _digest(f"{account}/{container}/{name}")

    def set_metadata(self, blob: Blob, metadata: Mapping[str, str]) -> Blob:
        """Replace a blob's metadata."""
        row = self._database.row(
            "UPDATE blobs SET metadata = ?, etag = ?, modified = ? "
            "WHERE account = ? AND container = ? AND name = ? RETURNING *",
            (json.dumps(dict(metadata)), _etag(), time.time(), blob.account, blob.container, blob.name),
        )
        return _blob(row, blob.path)

    def delete(self, account: str, container: str, name: str) -> bool:
        """Remove a blob; say whether it was there."""
        path = self.path(account, container, name)
        if self.find(account, container, name) is None:
            return False
        with self._database.transaction():
            self._database.rows(
                "DELETE FROM blobs WHERE account = ? AND container = ? AND name = ?",
                (account, container, name),
            )
            path.unlink(missing_ok=True)
        with suppress(OSError):  # stops at the first folder that is not empty
            container_folder = self.folder(account, container)
            for folder in list(path.relative_to(container_folder).parents)[:-1]:
                (container_folder / folder).rmdir()
        return True

    def list(self, account: str, container: str, prefix: str = "") -> Iterator[Blob]:
        """All blobs whose names begin with the prefix, in the order of their names."""
        folder = self.folder(account, container)
        start = self.path(account, container, prefix.rpartition("/")[0])
        names = (path.relative_to(folder).as_posix() for path in _files(start))
        for name in sorted(name for name in names if name.startswith(prefix)):
            blob = self.find(account, container, name)
            if blob:
                yield blob

    def _publish(self, incoming: Path, path: Path, name: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(incoming, path)
        except (FileExistsError, NotADirectoryError, IsADirectoryError) as error:
            incoming.unlink(missing_ok=True)
            message = (
                f"{name!r} cannot be kept: blobs are files here, and a file and a folder cannot share a name."
            )
            raise ArmError(409, "PathConflict", message) from error

    def _record(
        self,
        account: str,
        container: str,
        name: str,
        path: Path,
        before: Any,
        headers: Mapping[str, str] | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> Any:
        status = path.stat()
        created = before["created"] if before else time.time()
        kept = (json.dumps(dict(headers or {})), json.dumps(dict(metadata or {})))
        values = (account, container, name, status.st_size, _etag(), created, time.time())
        query = "INSERT OR REPLACE INTO blobs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *"
        return self._database.row(query, (*values, status.st_mtime_ns, *kept))


def _files(folder: Path) -> Iterator[Path]:
    """Plain files below a folder; links are not followed and not listed."""
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent, name)
            if not path.is_symlink():
                yield path


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _etag() -> str:
    return f'"0x{uuid4().hex[:15].upper()}"'


def _blob(row: Any, path: Path) -> Blob:
    return Blob(
        row["account"],
        row["container"],
        row["name"],
        path,
        row["size"],
        row["etag"],
        row["created"],
        row["modified"],
        json.loads(row["headers"]),
        json.loads(row["metadata"]),
    )
