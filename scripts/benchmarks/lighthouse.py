"""Figures that Lighthouse gives to the site, as it is shown by Chromium to a phone on a slow line.

Its performance is of this machine as much as of the page, and differs from look to look. So a page is looked
at several times, a look does not count while the host takes the processors, and the figures are those of the
look with the median performance.
"""

import json
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import uvicorn
from site_hooks.building import build_site
from site_hooks.drawing.chromium import NAMES
from site_hooks.serving import HOST, free_port
from site_hooks.site_configuration import load
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from benchmarks.measure import QUIET, ROOT, BenchmarkError, Figure, Host, run

PAGES = {
    "home, en": "",
    "home, ja": "ja/",
    "code, en": "automl/",
    "code, ru": "ru/automl/",
    "operations, en": "local-workspace/",
    "glossary, zh-TW": "zh-TW/glossary/",
}
WHOLE = ("accessibility", "best-practices", "seo")
"""What is to be 100 on every page, on any machine."""
_NODE = ROOT / "scripts" / "node" / "lighthouse"
_PROGRAM = _NODE / "node_modules" / "lighthouse" / "cli" / "index.js"
_FLAGS = "--headless=new --no-sandbox --disable-gpu"
_FIRST_PORT = 8700
_PATIENCE = 10
"""Seconds for the server to start."""
_LOOKS = 3
"""How many quiet looks are enough."""
_MOST_LOOKS = 6


@dataclass(frozen=True)
class _Look:
    report: Mapping[str, Any]
    taken: float

    def performance(self) -> float:
        return 100 * float(self.report["categories"]["performance"]["score"])


def scores() -> Iterator[Figure]:
    """Judge a page of each kind; BenchmarkError when npm's packages or Chromium are not there."""
    chromium = _chromium()
    _install()
    with tempfile.TemporaryDirectory(prefix="handbook-") as folder:
        port = free_port(_FIRST_PORT)
        address = f"http://{HOST}:{port}/"
        if problems := build_site(load(ROOT, Path(folder), None, address)):
            raise BenchmarkError("the site cannot be built:\n" + "\n".join(problems))
        with _host(Path(folder), port):
            for name, path in PAGES.items():
                yield from _figures(name, _looks(address + path, chromium))


def _chromium() -> str:
    for found in filter(None, map(shutil.which, NAMES)):
        return found
    raise BenchmarkError(f"lighthouse needs a browser: none of {', '.join(NAMES)} is there")


def _install() -> None:
    """Install Lighthouse beside its lock, once."""
    if not shutil.which("node") or not shutil.which("npm"):
        raise BenchmarkError("lighthouse needs Node.js: node or npm is not on PATH")
    if not _PROGRAM.is_file():
        try:
            run(["npm", "--prefix", _NODE, "ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        except BenchmarkError as error:
            raise BenchmarkError(f"lighthouse cannot be installed from npm: {error}") from error


@contextmanager
def _host(folder: Path, port: int) -> Generator[None]:
    """Serve a folder as a static host does, compressed."""
    files = StaticFiles(directory=folder, html=True)
    app = Starlette(routes=[Mount("/", files)], middleware=[Middleware(GZipMiddleware)])
    server = uvicorn.Server(uvicorn.Config(app, host=HOST, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + _PATIENCE
    while not server.started:
        if time.monotonic() > deadline:
            raise BenchmarkError(f"nothing serves the site on port {port} after {_PATIENCE} s")
        time.sleep(0.05)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _looks(address: str, chromium: str) -> list[_Look]:
    """The quiet looks at a page; all looks, when the host was never quiet."""
    looks: list[_Look] = []
    quiet: list[_Look] = []
    while len(quiet) < _LOOKS and len(looks) < _MOST_LOOKS:
        host = Host()
        report = _report(address, chromium)
        look = _Look(report, host.took())
        looks.append(look)
        quiet += [look] if look.taken <= QUIET else []
    return quiet or looks


def _report(address: str, chromium: str) -> Mapping[str, Any]:
    with tempfile.TemporaryDirectory(prefix="lighthouse-") as folder:
        path = Path(folder, "report.json")
        command = ["node", _PROGRAM, address, "--quiet", "--no-enable-error-reporting"]
        command += ["--output=json", f"--output-path={path}", f"--chrome-flags={_FLAGS}"]
        run(command, environment={**os.environ, "CHROME_PATH": chromium})
        return cast(Mapping[str, Any], json.loads(path.read_text(encoding="utf-8")))


def _figures(name: str, looks: Sequence[_Look]) -> Iterator[Figure]:
    look = sorted(looks, key=_Look.performance)[(len(looks) - 1) // 2]  # of an even number, the worse
    for category in WHOLE:
        score = 100 * look.report["categories"][category]["score"]
        faults = _faults(look.report, category)
        of = f"{category} ({', '.join(faults)})" if faults else category
        yield Figure(f"lighthouse, {name}: {of}", score, "of 100", aim=100, at_least=True, taken=0.0)
    fast = 95 if name.startswith("home") else 90
    told = f"lighthouse, {name}: performance, median of {len(looks)}"
    yield Figure(told, look.performance(), "of 100", aim=fast, at_least=True, taken=look.taken)


def _faults(report: Mapping[str, Any], category: str) -> list[str]:
    """The audits that keep a category from being whole."""
    counted = [it["id"] for it in report["categories"][category]["auditRefs"] if it["weight"]]
    scores = {name: report["audits"][name]["score"] for name in counted}
    return [name for name, score in scores.items() if score is not None and score < 1]
