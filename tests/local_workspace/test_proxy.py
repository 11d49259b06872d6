import asyncio
import base64
import socket
import ssl
import threading
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from local_workspace.proxy import EMULATED, Proxy
from local_workspace.workspace_server import LocalWorkspace


@contextmanager
def serving(proxy: Proxy) -> Generator[int]:
    """A proxy in a thread; yields its port."""
    front = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()

    async def serve() -> asyncio.Server:
        return await proxy.serve(front)

    server = loop.run_until_complete(serve())
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield front.getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


async def _end(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


@contextmanager
def echo(greeting: bytes = b"") -> Generator[tuple[int, list[bytes]]]:
    """A server that keeps what it was sent first, and sends it back."""
    listening, seen = socket.create_server(("127.0.0.1", 0)), list[bytes]()

    def answer() -> None:
        connection, _ = listening.accept()
        with connection:
            seen.append(connection.recv(4096))
            connection.sendall(greeting or seen[0])

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    try:
        yield listening.getsockname()[1], seen
    finally:
        listening.close()


def _ask(port: int, request: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.settimeout(10)
    connection.sendall(request)
    return connection


@pytest.mark.parametrize("pattern", EMULATED)
def test_azures_hosts_lead_to_this_machine(pattern: str) -> None:
    host = pattern.replace("*", "any.thing") if "inference" in pattern else pattern.replace("*", "any")
    request = f"CONNECT {host.upper()}:443 HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with echo() as (target, _), serving(Proxy(target)) as port, _ask(port, request) as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 200")
        connection.sendall(b"ping")
        assert connection.recv(4096) == b"ping"


@pytest.mark.parametrize(
    "request_line",
    [
        "CONNECT example.com:443 HTTP/1.1",
        "CONNECT management.azure.com.evil.example:443 HTTP/1.1",
        "CONNECT evilmanagement.azure.com:443 HTTP/1.1",
        "GET http://management.azure.com/ HTTP/1.1",
        "CONNECT 127.0.0.1:22 HTTP/1.1",
        "nonsense",
    ],
)
def test_all_others_are_refused_with_a_reason(request_line: str) -> None:
    with serving(Proxy(1)) as port, _ask(port, f"{request_line}\r\n\r\n".encode()) as connection:
        answer = b""
        while chunk := connection.recv(4096):
            answer += chunk
    assert answer.startswith(b"HTTP/1.1 403")
    assert b"does not connect to" in answer


def test_a_host_that_was_let_through_goes_by_the_users_proxy() -> None:
    with echo(b"HTTP/1.1 200 OK\r\n\r\nhello") as (company, seen):
        proxy = Proxy(1, ["*.example.org"], f"http://me:p%40ss@127.0.0.1:{company}")
        request = b"CONNECT files.example.org:443 HTTP/1.1\r\n\r\n"
        with serving(proxy) as port, _ask(port, request) as connection:
            assert connection.recv(39) == b"HTTP/1.1 200 Connection established\r\n\r\n"
            assert connection.recv(4096) == b"hello"
    assert seen[0].startswith(b"CONNECT files.example.org:443 HTTP/1.1\r\n")
    assert base64.b64encode(b"me:p@ss") in seen[0]


def test_the_server_listens_on_this_machine_only(local_workspace: LocalWorkspace) -> None:
    import psutil

    server = psutil.Process(local_workspace.facts["pid"])
    listening = [each.laddr.ip for each in server.net_connections() if each.status == psutil.CONN_LISTEN]
    assert len(listening) >= 2
    assert set(listening) == {"127.0.0.1"}


def test_tls_is_spoken_for_the_real_name(local_workspace: LocalWorkspace) -> None:
    facts = local_workspace.facts
    with _ask(facts["port"], b"CONNECT management.azure.com:443 HTTP/1.1\r\n\r\n") as connection:
        connection.recv(4096)
        trusted = ssl.create_default_context(cafile=facts["variables"]["SSL_CERT_FILE"])
        with trusted.wrap_socket(connection, server_hostname="management.azure.com") as secure:
            assert secure.version() in ("TLSv1.2", "TLSv1.3")


def test_a_host_that_cannot_be_reached_is_told() -> None:
    request = b"CONNECT files.example.org:443 HTTP/1.1\r\n\r\n"
    with serving(Proxy(1, ["*"], "http://127.0.0.1:1")) as port, _ask(port, request) as connection:
        assert connection.recv(4096).startswith(b"HTTP/1.1 502")
