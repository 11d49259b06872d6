"""Addresses of data, ``azureml://datastores/…/paths/…``, and of what is shared, ``azureml://registries/…``."""

import re
from dataclasses import dataclass
from typing import Protocol, Self

from local_workspace.arm import ResourceId
from local_workspace.errors import ArmError, not_implemented, user_error
from local_workspace.store import ResourceStore

MICROSOFTS = "azureml"
"""The registry in which Microsoft publishes: all but one model of it is on Azure only."""

REGISTERED_MODEL = re.compile(
    r"azureml://registries/(?P<registry>[^/]+)/models/(?P<name>[^/]+)(?P<version>/versions/[^/]+)?",
    re.IGNORECASE,
)
"""A model of a registry, with or without a version."""

_SHORT = re.compile(r"azureml://datastores/(?P<datastore>[^/]+)(?:/paths)?(?:/(?P<path>.*))?", re.IGNORECASE)
_LONG = re.compile(
    r"azureml://subscriptions/(?P<subscription>[^/]+)/resourcegroups/(?P<group>[^/]+)"
    r"(?:/providers/[^/]+)?/workspaces/(?P<workspace>[^/]+)"
    r"/datastores/(?P<datastore>[^/]+)(?:/paths)?(?:/(?P<path>.*))?",
    re.IGNORECASE,
)
_BLOB = re.compile(
    r"https://(?P<account>[^./]+)\.blob\.core\.windows\.net/(?P<container>[^/?]+)/?(?P<path>[^?]*)"
)


@dataclass(frozen=True)
class BlobLocation:
    """A blob, or a prefix of blobs: account, container and name."""

    account: str
    container: str
    path: str

    @classmethod
    def parse(cls, url: str) -> Self | None:
        """Read ``https://{account}.blob.core.windows.net/{container}/{path}``."""
        match = _BLOB.match(url)
        return cls(match["account"], match["container"], match["path"]) if match else None


@dataclass(frozen=True)
class DatastorePath:
    """A path in a datastore of a workspace."""

    workspace: ResourceId
    datastore: str
    path: str

    @classmethod
    def parse(cls, uri: str, workspace: ResourceId) -> Self | None:
        """Read either form; ``workspace`` is whose datastore the short form means."""
        if match := _SHORT.fullmatch(uri):
            return cls(workspace, match["datastore"], match["path"] or "")
        if match := _LONG.fullmatch(uri):
            other = ResourceId.of_workspace(match["subscription"], match["group"], match["workspace"])
            return cls(other, match["datastore"], match["path"] or "")
        return None

    @property
    def long_uri(self) -> str:
        """The form that says which workspace."""
        place, name = self.workspace, self.workspace.name
        return (
            f"azureml://subscriptions/{place.subscription}/resourcegroups/{place.resource_group}"
            f"/workspaces/{name}/datastores/{self.datastore}/paths/{self.path}"
        )

    @property
    def short_uri(self) -> str:
        """The form within a workspace."""
        return f"azureml://datastores/{self.datastore}/paths/{self.path}"

    def locate(self, store: ResourceStore) -> BlobLocation:
        """Which blobs these are; refused when the datastore is unknown or holds no blobs."""
        datastore = store.find(self.workspace.child("datastores", self.datastore))
        if datastore is None:
            message = f"Could not find datastore: {self.datastore} in workspace {self.workspace.name}."
            raise user_error(404, message, "NotFoundError")
        properties = datastore.properties
        if properties["datastoreType"] != "AzureBlob":
            message = f"Datastore {self.datastore} is {properties['datastoreType']}; only AzureBlob is local."
            raise user_error(501, message, "NotImplemented")
        return BlobLocation(properties["accountName"], properties["containerName"], self.path)


def is_microsofts(asset: ResourceId) -> bool:
    """Whether an asset is one that Microsoft publishes."""
    return asset.is_in_a_registry and asset.workspace.name.lower() == MICROSOFTS


def only_on_azure(asset: ResourceId, what: str) -> ArmError:
    """Say plainly that what Microsoft publishes cannot be used here."""
    reason = ": its image runs on Azure only" if what == "environment" else ""
    return not_implemented(f"the {what} {asset} of Microsoft's registry{reason}")


class JobOutputs(Protocol):
    """What the ``jobs`` part offers to ``resources``: where the outputs of a job are.

    ``resources`` asks ``services.get(JobOutputs)`` when a model is registered from a job.
    """

    def resolve(self, workspace: ResourceId, uri: str) -> tuple[DatastorePath, str]:
        """Find the datastore path and the job behind an address of a job's output.

        The forms are ``azureml://jobs/{job}/outputs/{output}[/paths/{path}]`` and ``runs:/{run}/{path}``;
        raise ``ArmError`` when there is no such job or output.
        """
        ...
