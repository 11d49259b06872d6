"""Serving: a free port, every language, the wrong address, and a change that shows."""

import re
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from site_hooks.errors import SiteError
from site_hooks.serving import HOST, HandbookServer, free_port

from .conftest import Handbook


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        listener.listen()
        yield listener.getsockname()[1]


Serve = Callable[..., HandbookServer]


@pytest.fixture
def serve(handbook: Handbook, tmp_path: Path) -> Iterator[Serve]:
    """Starts a server as the command does; its messages are in `said`."""
    servers: list[tuple[HandbookServer, threading.Thread]] = []

    def start(language: str | None = None, said: list[str] | None = None) -> HandbookServer:
        folder = tmp_path / "served"
        say = (said if said is not None else []).append
        server = HandbookServer(handbook.root, folder, free_port(18000), language, say)
        server.rebuild()
        server.watch_sources()
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        servers.append((server, thread))
        return server

    yield start
    for server, thread in servers:
        server.shutdown()
        thread.join(30)


def test_the_next_free_port_is_taken(taken: int) -> None:
    assert free_port(taken) > taken


def test_no_port_is_an_error_with_advice(monkeypatch: pytest.MonkeyPatch, taken: int) -> None:
    monkeypatch.setattr("site_hooks.serving.PORTS_TRIED", 1)
    with pytest.raises(SiteError, match="--port"):
        free_port(taken)


def get(server: HandbookServer, path: str = "") -> httpx.Response:
    with httpx.Client(trust_env=False, transport=httpx.HTTPTransport(retries=5)) as client:
        return client.get(server.address + path)


def test_all_languages_are_served(serve: Serve) -> None:
    server = serve()
    assert "Winter index" in get(server).text
    assert "冬 setup" in get(server, "ja/setup/").text
    missing = get(server, "ja/nothing/")
    assert missing.status_code == 404
    assert 'lang="ja"' in missing.text


def test_a_change_is_built_and_announced(serve: Serve, handbook: Handbook) -> None:
    server = serve()
    assert "Winter index" in get(server).text
    built = threading.Event()
    rebuild = server.builder
    server.builder = lambda: (rebuild(), built.set())  # pyright: ignore[reportAttributeAccessIssue]
    handbook.change("ru", "index", lambda text: text.replace("Зима index", "Весна"))
    for _ in range(24):  # a watcher that is slow to begin has not seen the page as it was
        if built.wait(5):
            break
        (handbook.root / "docs/ru/index.md").touch()
    assert built.is_set()
    assert "Весна" in get(server, "ru/").text


def test_one_language_is_reached_from_the_root(serve: Serve) -> None:
    server = serve("pl")
    assert "url=pl/" in get(server).text
    assert "Zima index" in get(server, "pl/").text


def test_the_search_is_there_when_it_is_asked_for(serve: Serve) -> None:
    server = serve("pl")
    server.rebuild()
    entry = get(server, "pagefind/pagefind-entry.json")
    assert entry.status_code == 200
    assert entry.json()["languages"]["pl"]["page_count"] == 4
    assert not (server.site / "search/pages").exists()


def test_a_page_is_served_with_the_style_sheets_as_they_are(serve: Serve) -> None:
    server = serve("pl")
    sheets = re.findall(r'<link rel="stylesheet" href="[./]*(assets/[^"]+)"', get(server, "pl/setup/").text)
    assert any("stylesheets/main" in sheet for sheet in sheets)
    assert "assets/handbook.css" in sheets
    assert [get(server, sheet).status_code for sheet in sheets] == [200] * len(sheets)


def test_problems_are_said_and_the_rest_is_served(serve: Serve, handbook: Handbook) -> None:
    handbook.change("en", "index", lambda text: text.replace("greet.py:inner", "greet.py:gone"))
    said: list[str] = []
    server = serve("en", said)
    assert any("docs/en/index.md:22" in problem for problem in said)
    assert "Winter index" in get(server).text
