"""What a request and its answer are to a handler: a route is data, a handler a plain function.

    def get_job(request: Request) -> Response: ...

    ROUTES = [Route("GET", ARM, "/subscriptions/{s}/…/jobs/{job}", get_job)]

Patterns are compared without case. ``{name}`` takes one segment, ``{name:path}`` the rest;
in a host pattern ``{name}`` takes one label. The first route that fits wins.
"""

import json
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, BinaryIO
from urllib.parse import quote

from local_workspace.arm import PROVIDER, Json, ResourceId
from local_workspace.errors import ArmError
from local_workspace.services import Services

ARM = "management.azure.com"
API = "{region}.api.azureml.ms"
REGISTRY_FRONT_END = "cert-{region}.experiments.azureml.net"
"""Where assets of registries are (recordings 2023-02..2023-05; azure-ai-ml 1.35.2, _registry_utils.py:64)."""
BLOB = "{account}.blob.core.windows.net"
INFERENCE = "{endpoint}.{region}.inference.ml.azure.com"
AZURE_OPENAI = "{resource}.openai.azure.com"
SERVERLESS = "{endpoint}.{region}.models.ai.azure.com"
LOGIN = "login.microsoftonline.com"
WORKSPACE = (
    "/subscriptions/{subscription}/resourceGroups/{resource_group}"
    "/providers/Microsoft.MachineLearningServices/workspaces/{workspace}"
)
REGISTRY = (
    "/subscriptions/{subscription}/resourceGroups/{resource_group}"
    "/providers/Microsoft.MachineLearningServices/registries/{registry}"
)


@dataclass(frozen=True)
class Principal:
    """Who calls: what the checked token says."""

    object_id: str
    name: str
    audience: str = ""
    tenant: str = ""


ANONYMOUS = Principal("", "anonymous")


@dataclass
class Request:
    """One call, already routed: its parameters, its body and the services that can answer it."""

    method: str
    host: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    """Header names are lower case."""
    body: BinaryIO
    """A temporary file, in memory while small: a body may be larger than memory."""
    services: Services
    raw_path: str = ""
    """The path before percent-decoding: signatures are over this one."""
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    principal: Principal = ANONYMOUS
    abandoned: threading.Event = field(default_factory=threading.Event)
    """Set when the client has hung up: whoever works on a long answer may stop."""

    @cached_property
    def content(self) -> bytes:
        """The whole body: for documents, not for blobs."""
        self.body.seek(0)
        return self.body.read()

    @cached_property
    def json(self) -> Json:
        """The body as a JSON object; refused as ARM refuses it when it is none."""
        try:
            document = json.loads(self.content or b"{}")
        except ValueError as error:
            message = f"The request content was invalid and could not be deserialized: {error}."
            raise ArmError(400, "InvalidRequestContent", message) from error
        if not isinstance(document, dict):
            raise ArmError(400, "InvalidRequestContent", "The request content must be a JSON object.")
        return document  # pyright: ignore[reportUnknownVariableType]

    def __getitem__(self, parameter: str) -> str:
        return self.parameters[parameter]

    @property
    def workspace(self) -> ResourceId:
        """The workspace that the path names."""
        get = self.parameters
        return ResourceId.of_workspace(get["subscription"], get["resource_group"], get["workspace"])

    @property
    def registry(self) -> ResourceId:
        """The registry that the path names."""
        path = (("registries", self["registry"]),)
        return ResourceId(self["subscription"], self["resource_group"], PROVIDER, path)

    @property
    def url(self) -> str:
        """The address that was asked for, without the query."""
        return f"https://{self.host}{quote(self.path, safe='/:@$')}"


@dataclass
class Response:
    """An answer: ``content`` is JSON, bytes, an iterator of chunks, or nothing."""

    status: int = 200
    content: Json | list[Any] | bytes | Iterator[bytes] | None = None
    headers: dict[str, str] = field(default_factory=dict[str, str])


Handler = Callable[[Request], Response]


def _compile(pattern: str, one: str) -> re.Pattern[str]:
    text = re.sub(r"\\\{(\w+):path\\\}", r"(?P<\1>.*)", re.escape(pattern))
    text = re.sub(r"\\\{(\w+)\\\}", rf"(?P<\1>{one})", text)
    return re.compile(text + "/?", re.IGNORECASE)


@dataclass(frozen=True)
class Route:
    """One line of the table: method, host and path pattern, and who answers."""

    method: str
    host: str
    pattern: str
    handler: Handler
    authenticated: bool = True
    """Whether a bearer token of ours is asked for before the handler runs; blobs check their own."""

    @cached_property
    def _host(self) -> re.Pattern[str]:
        return _compile(self.host, "[^.]+")

    @cached_property
    def _path(self) -> re.Pattern[str]:
        return _compile(self.pattern, "[^/]+")

    def match(self, method: str, host: str, path: str) -> dict[str, str] | None:
        """The parameters when the route fits, else None."""
        if self.method not in (method, "*"):
            return None
        at_host = self._host.fullmatch(host)
        at_path = self._path.fullmatch(path) if at_host else None
        return at_host.groupdict() | at_path.groupdict() if at_host and at_path else None
