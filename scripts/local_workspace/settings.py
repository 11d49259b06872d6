"""Who and where this local workspace is: made once for a state folder, read by every part of the server."""

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal, Self
from uuid import uuid4

from local_workspace.arm import ResourceId
from local_workspace.errors import StateError

StorageProfile = Literal["keys", "identity"]

TAKEN = 3
"""The exit code of a server whose state folder another one has."""


@dataclass(frozen=True)
class Identity:
    """Made at random for each state folder and kept there: no two local workspaces share a secret."""

    subscription: str = field(default_factory=lambda: str(uuid4()))
    tenant: str = field(default_factory=lambda: str(uuid4()))
    client_id: str = field(default_factory=lambda: str(uuid4()))
    client_secret: str = field(default_factory=lambda: secrets.token_urlsafe(30))
    object_id: str = field(default_factory=lambda: str(uuid4()))
    secret: str = field(default_factory=lambda: secrets.token_hex(32))
    """Signs tokens and storage keys; never leaves the state folder."""
    resource_group: str = "local"
    workspace: str = "local-workspace"
    location: str = "eastus"

    @classmethod
    def load(cls, state: Path) -> Self:
        """Read the folder's identity, or make it: the file is readable by its owner only."""
        path = state / "identity.json"
        if path.exists():
            try:
                return cls(**json.loads(path.read_text("utf-8")))
            except (ValueError, TypeError) as error:
                raise StateError(
                    f"{path} is not readable: {error}. `local-workspace reset` starts over"
                ) from error
        identity = cls()
        state.mkdir(parents=True, exist_ok=True)
        path.touch(0o600, exist_ok=False)
        path.write_text(json.dumps(asdict(identity), indent=2), "utf-8")
        return identity

    @property
    def openai_key(self) -> str:
        """The key of the Azure OpenAI resource that is there from the start."""
        return hmac.digest(bytes.fromhex(self.secret), b"azure-openai", "sha256").hex()

    @property
    def openai_endpoint(self) -> str:
        """The address of that resource."""
        return f"https://{self.workspace}.openai.azure.com"

    @property
    def workspace_id(self) -> ResourceId:
        """The workspace that is there from the start."""
        return ResourceId.of_workspace(self.subscription, self.resource_group, self.workspace)


@dataclass(frozen=True)
class Settings:
    """What the running server was started with."""

    state: Path
    identity: Identity
    storage_profile: StorageProfile = "keys"
    environment: Mapping[str, str] = field(default_factory=dict[str, str])
    """The variables that connect a program to this server: add them to a job's own."""
    user_environment: Mapping[str, str] = field(default_factory=dict[str, str])
    """The environment that the user started us with, without what could be a credential of Azure:
    package installers run with this one, so that their proxy, index and CA settings are honoured."""
