"""Clients that submit at the same time: every job is there, ran once, and printed its own line."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from tests.local_workspace.rest import Rest

from .conftest import JobClient

CLIENTS = 50


def test_fifty_clients_at_once_lose_nothing(job_client: JobClient) -> None:
    def submit(number: int) -> str:
        return JobClient(Rest(job_client.rest.workspace)).submit(f"echo client {number}")

    with ThreadPoolExecutor(CLIENTS) as pool:
        names = list(pool.map(submit, range(CLIENTS)))
    assert len(set(names)) == CLIENTS
    assert Counter(job_client.wait(name) for name in names) == {"Completed": CLIENTS}
    printed = [job_client.log(name) for name in names]
    assert printed == [f"client {number}\n" for number in range(CLIENTS)]
