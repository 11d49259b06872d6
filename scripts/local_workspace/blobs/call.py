"""One call to the storage service: which blob it is about, and the errors that it may end with."""

from dataclasses import dataclass
from functools import cached_property

from local_workspace.errors import ArmError
from local_workspace.routing import Request
from local_workspace.store import Blob, BlobStore


@dataclass
class Call:
    """A request to a storage account."""

    request: Request

    @property
    def account(self) -> str:
        """The storage account: the first label of the host."""
        return self.request["account"]

    @cached_property
    def container(self) -> str:
        """The container; empty for calls on the account."""
        return self.request.path.strip("/").partition("/")[0]

    @cached_property
    def name(self) -> str:
        """The blob; empty for calls on a container or the account."""
        return self.request.path.lstrip("/").partition("/")[2]

    @property
    def store(self) -> BlobStore:
        """Where the blobs are."""
        return self.request.services.get(BlobStore)

    def header(self, name: str) -> str:
        """A header's value, empty where it is absent."""
        return self.request.headers.get(name, "")

    def query(self, name: str) -> str:
        """A query parameter's value, empty where it is absent."""
        return self.request.query.get(name, "")

    def find(self) -> Blob | None:
        """The blob, or None."""
        return self.store.find(self.account, self.container, self.name)

    def blob(self) -> Blob:
        """The blob; refused when there is none."""
        self.check_container()
        blob = self.find()
        if blob is None:
            raise ArmError(404, "BlobNotFound", "The specified blob does not exist.")
        return blob

    def check_container(self) -> None:
        """Refuse a call on a container that is not there."""
        if not self.store.has_container(self.account, self.container):
            raise ArmError(404, "ContainerNotFound", "The specified container does not exist.")

    @property
    def metadata(self) -> dict[str, str]:
        """The metadata that the request carries."""
        prefix = "x-ms-meta-"
        headers = self.request.headers.items()
        return {name.removeprefix(prefix): value for name, value in headers if name.startswith(prefix)}
