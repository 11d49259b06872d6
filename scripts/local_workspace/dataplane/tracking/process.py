"""Starts the MLflow process when it is first needed, and passes requests on to it."""

import hashlib
import http.client
import json
import secrets
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

from local_workspace.arm import Json, ResourceId
from local_workspace.errors import LocalWorkspaceError
from local_workspace.routing import Response

SECRET_HEADER = "x-local-workspace-secret"  # noqa: S105 - the name of a header
STORE_HEADER = "x-local-workspace-store"
PASSED_BACK = ("content-type", "cache-control", "content-encoding", "etag", "last-modified")


class TrackingError(LocalWorkspaceError):
    """The MLflow process did not start or does not answer."""


@dataclass(frozen=True)
class Running:
    """The MLflow process and where it listens."""

    process: subprocess.Popen[str]
    port: int


class TrackingProcess:
    """MLflow in a process of its own: the server itself never imports it, which costs 200 MB and seconds."""

    def __init__(self, folder: Path, log: Path, environment: Mapping[str, str]) -> None:
        self._folder = folder
        self._log = log
        self._environment = dict(environment)
        self._secret = secrets.token_hex(16)
        self._lock = threading.Lock()
        self._running: Running | None = None

    def request(
        self,
        workspace: ResourceId,
        method: str,
        path: str,
        query: Mapping[str, str] | None = None,
        body: bytes = b"",
        content_type: str = "application/json",
    ) -> Response:
        """Send a request to MLflow, about a workspace's runs.

        Raises:
            TrackingError: MLflow does not answer.
        """
        target = f"{path}?{urlencode(query)}" if query else path
        headers = {
            SECRET_HEADER: self._secret,
            STORE_HEADER: store_name(workspace),
            "Content-Type": content_type,
        }
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self._port(), timeout=120)
            connection.request(method, target, body, headers)
            answer = connection.getresponse()
            content = answer.read()
            connection.close()
        except (OSError, http.client.HTTPException) as error:
            raise TrackingError(f"MLflow does not answer ({error}); its log is {self._log}") from error
        kept = {name: value for name in PASSED_BACK if (value := answer.getheader(name))}
        return Response(answer.status, content, kept)

    def put_run(self, workspace: ResourceId, run: str, document: Json) -> None:
        """Make or update the run of a job."""
        answer = self.request(workspace, "PUT", f"/local/runs/{run}", body=json.dumps(document).encode())
        if answer.status != 204:
            raise TrackingError(
                f"MLflow did not take the run {run} ({answer.status}); its log is {self._log}"
            )

    def put_artifact_uri(self, workspace: ResourceId, run: str, uri: str) -> None:
        """Say where the artifacts of a run are that a client started itself."""
        body = json.dumps({"artifact_uri": uri}).encode()
        answer = self.request(workspace, "PUT", f"/local/runs/{run}/artifact-uri", body=body)
        if answer.status != 204:
            raise TrackingError(
                f"MLflow did not take the run {run} ({answer.status}); its log is {self._log}"
            )

    def names(self, workspace: ResourceId, run: str) -> Mapping[str, list[str]]:
        """The names of a run's metrics, parameters and tags."""
        answer = self.request(workspace, "GET", f"/local/runs/{quote(run, safe='')}/names")
        assert isinstance(answer.content, bytes)
        return json.loads(answer.content)

    def close(self) -> None:
        """End the process."""
        with self._lock:
            if self._running and self._running.process.stdin:
                self._running.process.stdin.close()
                try:
                    self._running.process.wait(5)
                except subprocess.TimeoutExpired:
                    self._running.process.kill()
            self._running = None

    def _port(self) -> int:
        with self._lock:
            if self._running is None or self._running.process.poll() is not None:
                self._running = self._start()
            return self._running.port

    def _start(self) -> Running:
        with self._log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "local_workspace.dataplane.tracking.child", str(self._folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                env=self._environment,
                start_new_session=True,
                text=True,
            )
        assert process.stdin
        assert process.stdout
        process.stdin.write(f"{self._secret}\n")
        process.stdin.flush()
        line = process.stdout.readline()
        if not line.strip().isdecimal():
            process.kill()
            raise TrackingError(f"MLflow did not start; its log is {self._log}")
        return Running(process, int(line))


def store_name(workspace: ResourceId) -> str:
    """What the store of a workspace is called: workspaces do not share experiments."""
    return hashlib.sha256(workspace.key.encode()).hexdigest()[:24]
