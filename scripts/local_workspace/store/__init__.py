"""What the server keeps: resource documents in SQLite, blobs as plain files, both in the state folder."""

from local_workspace.store.blobs import Blob, BlobStore
from local_workspace.store.database import Database
from local_workspace.store.resources import Page, ResourceStore

__all__ = ["Blob", "BlobStore", "Database", "Page", "ResourceStore"]
