"""The server process: TLS and proxy on free ports of 127.0.0.1, one server for a state folder.

Started by ``workspace_server.LocalWorkspace`` as ``python -m local_workspace.server``.
"""

import argparse
import asyncio
import json
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import sleep

import uvicorn
from filelock import FileLock, Timeout

from local_workspace import app
from local_workspace.certificates import CertificateAuthority
from local_workspace.environment import Connection, connect, without_credentials
from local_workspace.errors import LocalWorkspaceError, StateError
from local_workspace.leases import Leases
from local_workspace.proxy import Proxy
from local_workspace.settings import TAKEN, Identity, Settings
from local_workspace.ui.serving import serve_page

log = logging.getLogger(__name__)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m local_workspace.server")
    parser.add_argument("--state", type=Path, required=True)
    parser.add_argument("--storage-profile", choices=["keys", "identity"], default="keys")
    parser.add_argument("--allow-host", action="append", default=[])
    parser.add_argument("--until-unused", action="store_true")
    options = parser.parse_args(arguments)
    state: Path = options.state.resolve()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    try:
        with _own(state):
            asyncio.run(_serve(state, options))
    except Timeout:
        return TAKEN
    except LocalWorkspaceError as error:
        log.error("%s", error)
        return 1
    return 0


def _own(state: Path) -> FileLock:
    """The operating system gives the lock back when the server dies, however it dies."""
    state.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileLock(state / "server.lock", timeout=0)


class _Server(uvicorn.Server):
    """uvicorn raises a signal again once it has stopped: that would end the process before it cleans up."""

    def __init__(self, config: uvicorn.Config, proxy: Proxy) -> None:
        super().__init__(config)
        self._proxy = proxy

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer what is under way, then end the connections that clients keep open."""
        hanging_up = asyncio.create_task(self._hang_up())
        await super().shutdown(sockets)
        await hanging_up

    async def _hang_up(self) -> None:
        while self.server_state.tasks:
            await asyncio.sleep(0.01)
        self._proxy.hang_up()

    @contextmanager
    def capture_signals(self) -> Generator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self.stop)
        yield

    def stop(self) -> None:
        """End when the calls under way are answered."""
        self.should_exit = True


async def _serve(state: Path, options: argparse.Namespace) -> None:
    with _listen(_last_port(state)) as front, _listen(0) as tls:
        identity, authority = Identity.load(state), CertificateAuthority(state / "certificates")
        port: int = front.getsockname()[1]
        connection = connect(state, identity, authority, port, os.environ, options.allow_host)
        user = without_credentials(os.environ)
        settings = Settings(state, identity, options.storage_profile, connection.variables, user)
        services = app.compose(settings)
        try:
            upstream = os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy")
            proxy = Proxy(tls.getsockname()[1], options.allow_host, upstream)
            server = _Server(_config(app.App(services, app.routes(services)), authority), proxy)
            facts = _facts(connection, port, options, serve_page(services))
            ready = asyncio.create_task(_announce(server, state, facts))
            if options.until_unused:
                _stop_when_unused(server, state)
            async with await proxy.serve(front):
                await server.serve(sockets=[tls])
            await ready
        finally:
            (state / "server.json").unlink(missing_ok=True)
            services.close()


def _facts(connection: Connection, port: int, options: argparse.Namespace, page: str) -> dict[str, object]:
    return {
        "pid": os.getpid(),
        "port": port,
        "page": page,
        "storage_profile": options.storage_profile,
        "until_unused": options.until_unused,
        "variables": dict(connection.variables),
        "removed": list(connection.removed),
    }


def _config(application: app.App, authority: CertificateAuthority) -> uvicorn.Config:
    return uvicorn.Config(
        application,
        ssl_context_factory=lambda _config, _default: authority.server_context(),
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_keep_alive=75,
        timeout_graceful_shutdown=5,
    )


def _listen(port: int) -> socket.socket:
    """A free port of 127.0.0.1, the wanted one if it is free: a shell connected before a restart stays so."""
    # asyncio turns Nagle's algorithm off only for sockets that say that they are TCP.
    connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        connection.bind(("127.0.0.1", port))
    except OSError:
        connection.bind(("127.0.0.1", 0))
    connection.listen(256)
    return connection


def _last_port(state: Path) -> int:
    with suppress(OSError, ValueError):
        return int((state / "port").read_text("ascii"))
    return 0


async def _announce(server: uvicorn.Server, state: Path, facts: dict[str, object]) -> None:
    """Write what a client needs to know, once there is somebody to answer it."""
    while not server.started and not server.should_exit:
        await asyncio.sleep(0.005)
    (state / "port").write_text(str(facts["port"]), "ascii")
    temporary = state / "server.json.new"
    temporary.touch(0o600)
    temporary.write_text(json.dumps(facts, indent=2), "utf-8")
    temporary.replace(state / "server.json")


def _stop_when_unused(server: _Server, state: Path) -> None:
    """End when nobody is left who started or joined this server, even if they were killed."""

    def watch() -> None:
        while Leases(state).held():
            sleep(1)
        log.info("nobody uses this server any more")
        server.stop()

    threading.Thread(target=watch, name="leases", daemon=True).start()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except StateError as error:
        sys.exit(str(error))
