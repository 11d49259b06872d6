"""What a browser asks for, says and shows of each page, as if nothing had been kept of another."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Response, ViewportSize

from .devtools import devtools
from .static_host import StaticHost

PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass
class Visit:
    """One page, shown to somebody whose browser has kept nothing."""

    path: str
    """Below the host's address."""
    asked: list[str] = field(default_factory=list[str])
    failed: list[str] = field(default_factory=list[str])
    said: list[str] = field(default_factory=list[str])
    """The lines of the console, errors of scripts among them."""
    sizes: dict[str, int] = field(default_factory=dict[str, int])
    """Bytes of each body as it was sent, compressed."""
    wider: int = 0
    """Pixels by which the page sticks out of the window of a phone."""

    def watch(self, tab: Page) -> None:
        """Keep what the tab does from now on."""
        tab.on("request", lambda request: self.asked.append(request.url))
        tab.on("requestfailed", lambda request: self.failed.append(request.url))
        tab.on("console", lambda message: self.said.append(message.text))
        tab.on("pageerror", lambda error: self.said.append(str(error)))
        tab.on("response", self._keep)

    @property
    def size(self) -> int:
        """The bytes of all bodies."""
        return sum(self.sizes.values())

    def _keep(self, response: Response) -> None:
        self.sizes[response.url] = int(response.headers.get("content-length", 0))
        if not response.ok:
            self.failed.append(f"{response.status} {response.url}")


def wider(tab: Page) -> int:
    """Return by how many pixels what a tab shows sticks out of its window."""
    return tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def paths(host: StaticHost) -> list[str]:
    """Every page of a site, below its address."""
    pages = sorted(host.folder.rglob("index.html"))
    return [f"{page.parent.relative_to(host.folder).as_posix()}/".removeprefix("./") for page in pages]


def visit_all(context: BrowserContext, host: StaticHost) -> Iterator[Visit]:
    """Open every page of a site, one after the other: a tab behind another may never say that it is idle."""
    for path in paths(host):
        yield _visit(context, host.address, Visit(path))


def _visit(context: BrowserContext, address: str, visit: Visit) -> Visit:
    tab = context.new_page()
    devtools(tab)("Network.setCacheDisabled", {"cacheDisabled": True})
    visit.watch(tab)
    tab.goto(address + visit.path, wait_until="networkidle")
    tab.set_viewport_size(PHONE)
    visit.wider = wider(tab)
    tab.close()
    return visit
