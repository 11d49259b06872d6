"""A static host as GitHub Pages is one: gzip, folders' index.html, and only the 404.html of the root."""

import gzip
import mimetypes
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

COMPRESSED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")


@dataclass
class StaticHost:
    """Serves a folder on 127.0.0.1; knows what was asked for."""

    folder: Path
    address: str = ""
    """With a slash at the end."""
    missing: list[str] = field(default_factory=list[str])
    """Paths that were answered with 404."""

    def file(self, address: str) -> Path | None:
        """The file behind a request's path, or None."""
        path = self.folder / unquote(urlsplit(address).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        return path if path.is_file() and path.resolve().is_relative_to(self.folder.resolve()) else None


@contextmanager
def static_host(folder: Path) -> Generator[StaticHost]:
    """Serve a folder until the block ends."""
    host = StaticHost(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(host))
    host.address = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(host: StaticHost) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = host.file(self.path)
            if found is None:
                host.missing.append(self.path)
            path = found or host.folder / "404.html"
            body = path.read_bytes()
            kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
            self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
            if kind.startswith(COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
                body = gzip.compress(body)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
            """Stay quiet."""

    return Handler
