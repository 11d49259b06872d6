"""Serves the site on this machine and builds it anew whenever a page, a sample or the theme changes."""

import socket
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from site_hooks.building import build_site
from site_hooks.errors import SiteError
from site_hooks.evidence import RESULTS
from site_hooks.later_index import LaterIndex
from site_hooks.site_configuration import FILE, load

HOST = "127.0.0.1"
PORTS_TRIED = 100


def free_port(first: int) -> int:
    """Return the first port from `first` on that nobody listens on."""
    for port in range(first, first + PORTS_TRIED):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as candidate:
            candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                candidate.bind((HOST, port))
            except OSError:
                continue
            return port
    raise SiteError(f"no free port between {first} and {first + PORTS_TRIED - 1}; choose another with --port")


class HandbookServer(LiveReloadServer):
    """Builds, serves, watches; a wrong address gets the 404 page of the language that it begins with."""

    def __init__(
        self, root: Path, site: Path, port: int, language: str | None, say: Callable[[str], None]
    ) -> None:
        self.site = site
        self.address = f"http://{HOST}:{port}/"
        self._root, self._language, self._say = root, language, say
        self._index = LaterIndex(site, say)
        super().__init__(builder=self.rebuild, host=HOST, port=port, root=str(site))
        self.error_handler = self._error_page

    def rebuild(self) -> None:
        """Build the site and print what is wrong with it; what could be built is served all the same."""
        self._index.wait()
        config = load(self._root, self.site, self._language, self.address)
        for problem in build_site(config, "serve"):
            self._say(problem)
        self._index.make()
        if self._language and not (self.site / "index.html").exists():
            (self.site / "index.html").write_text(
                f'<meta http-equiv="refresh" content="0;url={self._language}/">'
            )

    def watch_sources(self) -> None:
        """Watch everything that the site is made of."""
        config = load(self._root, self.site)
        for path in (config.docs_dir, str(self._root / FILE), str(self._root / RESULTS), *config.watch):
            if Path(path).exists():
                self.watch(path)

    def serve_request(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request; for a part of the index when there is one."""
        if self._index.holds(environ["PATH_INFO"]):
            self._index.wait()
        return super().serve_request(environ, start_response)  # pyright: ignore[reportUnknownMemberType]

    def shutdown(self, wait: bool = False) -> None:
        """End, when nothing is written into the folder of the site any more."""
        super().shutdown(wait)
        self._index.wait()

    def _error_page(self, code: int) -> bytes | None:
        page = self.site / f"{code}.html"
        return page.read_bytes() if page.is_file() else None


def serve(root: Path, first_port: int, language: str | None, say: Callable[[str], None]) -> None:
    """Serve the site until the process is interrupted."""
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        server = HandbookServer(root, Path(folder), free_port(first_port), language, say)
        server.rebuild()
        server.watch_sources()
        say(f"the handbook is at {server.address}{f'{language}/' if language else ''} (Ctrl+C ends)")
        try:
            server.serve()
        except KeyboardInterrupt:
            say("")
        finally:
            server.shutdown()
