"""Figures of `./scripts/docs --lang ja` while a page is edited: from saving it to the browser having it."""

import re
import statistics
import tempfile
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from site_hooks.serving import HandbookServer, free_port

from benchmarks.many_pages import grow
from benchmarks.measure import BenchmarkError, Figure

LANGUAGE, PAGE = "ja", "first-job"
_EDITS = 5
_PATIENCE = 120
"""Seconds; the server itself answers whoever waits for a change after one minute."""
_EPOCH = re.compile(r"livereload\((\d+), \d+\)")
"""What MkDocs's server puts into each page (mkdocs/livereload: _SCRIPT_TEMPLATE_STR)."""


@dataclass(frozen=True)
class _Writer:
    """Somebody who edits a page of a handbook, and has a browser that shows it."""

    root: Path
    browser: httpx.Client

    def save(self, words: str) -> float:
        """Save the page with some words, and return the seconds until the browser has them."""
        address = f"{LANGUAGE}/{PAGE}/"
        path = self.root / "docs" / LANGUAGE / f"{PAGE}.md"
        found = _EPOCH.search(self.browser.get(address).text)
        if found is None:
            raise BenchmarkError("the page does not ask for changes: MkDocs's server has changed")
        text = path.read_text(encoding="utf-8")
        started = time.perf_counter()
        path.write_text(f"{text}\n{words}\n", encoding="utf-8")
        while self.browser.get(f"livereload/{found[1]}/1").text <= found[1]:
            pass
        if words not in self.browser.get(address).text:
            raise BenchmarkError("the browser was told of a change and does not get it")
        return time.perf_counter() - started


def shows() -> Iterator[Figure]:
    """Measure it in a copy of the handbook, over some edits; the middle of them counts."""
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        root = Path(folder, "handbook")
        root.mkdir()
        grow(root, 0)
        with _served(root, Path(folder, "site")) as browser:
            writer = _Writer(root, browser)
            writer.save("the first edit")
            cpu = time.process_time()
            walls = [writer.save(f"edit {number}") for number in range(_EDITS)]
            cpu = (time.process_time() - cpu) / _EDITS
    yield Figure("an edited page shows in the browser, wall", statistics.median(walls), "s", aim=2)
    yield Figure("an edited page shows in the browser, CPU beside Pagefind", cpu, "s")


@contextmanager
def _served(root: Path, site: Path) -> Generator[httpx.Client]:
    """Serve a handbook as the command does; return what asks for its pages."""
    said: list[str] = []
    server = HandbookServer(root, site, free_port(8000), LANGUAGE, said.append)
    server.rebuild()
    server.watch_sources()
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    transport = httpx.HTTPTransport(retries=5)  # the server may be about to listen
    try:
        with httpx.Client(
            base_url=server.address, trust_env=False, transport=transport, timeout=_PATIENCE
        ) as client:
            yield client
    finally:
        server.shutdown()
        thread.join()
    if said:
        raise BenchmarkError(f"the pages in {LANGUAGE} cannot be built:\n" + "\n".join(said))
