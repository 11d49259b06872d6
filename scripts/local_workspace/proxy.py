"""The CONNECT proxy that leads Azure's host names to this machine, and refuses all others."""

import asyncio
import base64
import logging
import re
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fnmatch import fnmatch
from urllib.parse import unquote, urlsplit

log = logging.getLogger(__name__)

EMULATED = (
    "login.microsoftonline.com",
    "management.azure.com",
    "*.api.azureml.ms",
    "*.experiments.azureml.net",
    "*.blob.core.windows.net",
    "*.inference.ml.azure.com",
    "*.models.ai.azure.com",
    "*.openai.azure.com",
)
"""The hosts that the local workspace answers for; a client that asks for another one is told so at once."""

REFUSAL = (
    "The local Azure ML workspace does not connect to {host}: only Azure's own addresses are served, so that "
    "nothing leaves this machine unnoticed. To let a host through: local-workspace start --allow-host NAME\n"
)

_REQUEST = re.compile(rb"CONNECT (?P<host>[A-Za-z0-9.-]+):(?P<port>\d+) HTTP/1\.[01]\r\n")
_CHUNK = 1 << 16


@dataclass
class Proxy:
    """Pipes ``CONNECT host:443`` to the TLS server on ``port``.

    ``passed`` are patterns of other hosts that the user explicitly lets through, by way of the proxy that
    the user already had (``upstream``), if any.
    """

    port: int
    passed: Sequence[str] = ()
    upstream: str | None = None
    _tunnels: set[asyncio.StreamWriter] = field(default_factory=set[asyncio.StreamWriter])

    async def serve(self, connection: socket.socket) -> asyncio.Server:
        """Accept clients on a socket that is already bound."""
        return await asyncio.start_server(self._accept, sock=connection)

    def hang_up(self) -> None:
        """Close all tunnels: clients keep theirs open for the next call, which will not come."""
        for writer in self._tunnels:
            writer.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._tunnel(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            log.debug("a tunnel ended: %s", error)
        finally:
            writer.close()

    async def _tunnel(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        request = _REQUEST.match(head)
        host = request["host"].decode().lower() if request else ""
        try:
            target = await self._open(host, int(request["port"])) if request else None
        except OSError as error:
            await _answer(writer, "502 Bad Gateway", f"{host} cannot be reached: {error}\n")
            return
        if target is None:
            await _answer(writer, "403 Forbidden", REFUSAL.format(host=host or "this address"))
            return
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        far_reader, far_writer = target
        self._tunnels |= {writer, far_writer}
        pipes = _pipe(reader, far_writer), _pipe(far_reader, writer)
        await asyncio.gather(*pipes, return_exceptions=True)
        self._tunnels -= {writer, far_writer}

    async def _open(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter] | None:
        if any(fnmatch(host, pattern) for pattern in EMULATED):
            return await asyncio.open_connection("127.0.0.1", self.port)
        if not any(fnmatch(host, pattern) for pattern in self.passed):
            log.warning("refused to connect to %s: it is not part of the local workspace", host)
            return None
        if not self.upstream:
            return await asyncio.open_connection(host, port)
        return await _open_through(self.upstream, host, port)


async def _open_through(
    upstream: str, host: str, port: int
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    address = urlsplit(upstream if "//" in upstream else f"http://{upstream}")
    default = 443 if address.scheme == "https" else 80
    reader, writer = await asyncio.open_connection(
        address.hostname, address.port or default, ssl=address.scheme == "https" or None
    )
    head = f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n"
    if address.username:
        user = f"{unquote(address.username)}:{unquote(address.password or '')}".encode()
        head += f"Proxy-Authorization: Basic {base64.b64encode(user).decode()}\r\n"
    writer.write(f"{head}\r\n".encode())
    answer = await reader.readuntil(b"\r\n\r\n")
    if answer.split(b" ")[1:2] != [b"200"]:
        writer.close()
        raise ConnectionRefusedError(f"{address.hostname} answered {answer.splitlines()[0]!r} for {host}")
    return reader, writer


async def _pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(_CHUNK):
            _acknowledge(reader, writer)
            writer.write(data)
            await writer.drain()
    finally:
        with suppress(OSError):
            writer.close()


def _acknowledge(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    # urllib3 turns Nagle's algorithm on for proxied connections: without a quick acknowledgement each
    # request with a body waits 40 ms. Linux forgets the option after each read.
    transport = getattr(reader, "_transport", None) or writer.transport
    connection = transport.get_extra_info("socket")
    if connection is not None and hasattr(socket, "TCP_QUICKACK"):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)


async def _answer(writer: asyncio.StreamWriter, status: str, text: str) -> None:
    content = text.encode()
    head = f"HTTP/1.1 {status}\r\nContent-Length: {len(content)}\r\nContent-Type: text/plain\r\n"
    writer.write(f"{head}Connection: close\r\n\r\n".encode() + content)
    await writer.drain()
