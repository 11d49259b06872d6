"""Asks each address whether something is there, several at once, gently to each host."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Semaphore
from urllib.parse import urldefrag, urlsplit

import httpx

AT_ONCE = 8
AT_ONCE_PER_HOST = 2
TIMEOUT = 20.0
"""Seconds for one request."""
AGAIN = 1
"""How often an address is asked once more that gave no answer, or a passing one."""
_NO_HEAD = (403, 404, 405, 429, 501)
"""Answers that a host may give to HEAD alone; GET decides."""
_PASSING = (429, 500, 502, 503, 504)
_FORBIDS_PROGRAMS = (401, 403, 429)
_AGENT = "Mozilla/5.0 (compatible; handbook-links)"


@dataclass(frozen=True)
class Answer:
    """What an address said."""

    address: str
    status: int | None
    """HTTP status after all redirects; none without an answer."""
    moved_to: str = ""
    """Where a permanent redirect leads."""
    error: str = ""
    """Why there is no answer."""

    @property
    def is_broken(self) -> bool:
        """Whether a reader would find nothing there."""
        return self.status is None or (self.status >= 400 and not self.is_unknown)

    @property
    def is_unknown(self) -> bool:
        """Whether the host answers readers only."""
        return self.status in _FORBIDS_PROGRAMS


def check(
    addresses: Iterable[str], each: Callable[[Answer], None], timeout_seconds: float = TIMEOUT
) -> list[Answer]:
    """Return an answer for each address, in their order; `each` hears of it at once."""
    hosts: defaultdict[str, Semaphore] = defaultdict(lambda: Semaphore(AT_ONCE_PER_HOST))
    client = httpx.Client(timeout=timeout_seconds, follow_redirects=True, headers={"User-Agent": _AGENT})

    def one(address: str, host: Semaphore) -> Answer:
        with host:
            answer = _ask(client, address)
        each(answer)
        return answer

    with client, ThreadPoolExecutor(AT_ONCE) as pool:
        asked = [pool.submit(one, address, hosts[urlsplit(address).netloc]) for address in addresses]
        return [it.result() for it in asked]


def _ask(client: httpx.Client, address: str) -> Answer:
    answer = _ask_once(client, address)
    for _ in range(AGAIN):
        if answer.status is not None and answer.status not in _PASSING:
            break
        answer = _ask_once(client, address)
    return answer


def _ask_once(client: httpx.Client, address: str) -> Answer:
    page, _ = urldefrag(address)
    try:
        response = client.head(page)
        if response.status_code in _NO_HEAD:
            with client.stream("GET", page) as response:
                pass  # the head of the answer is all that counts
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return Answer(address, None, error=f"{type(error).__name__}: {error}".rstrip(": "))
    return Answer(address, response.status_code, _moved_to(response, page))


def _moved_to(response: httpx.Response, page: str) -> str:
    permanent = [step.status_code in (301, 308) for step in response.history]
    end = str(response.url)
    return end if permanent and all(permanent) and end != page else ""
