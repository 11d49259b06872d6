"""The page on a store that the test fills: what it shows, and what it refuses."""

import asyncio
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx
import pytest
from local_workspace.arm import Resource, ResourceId
from local_workspace.jobs.job_logs import TAIL
from local_workspace.services import Services
from local_workspace.settings import Identity, Settings
from local_workspace.store import BlobStore, Database, ResourceStore
from local_workspace.ui.failures import NEWEST
from local_workspace.ui.pages import SHOWN_BYTES
from local_workspace.ui.routes import make_page

HOSTILE = "<script>alert('x')</script>"
IDENTITY = Identity(subscription="sub")
WORKSPACE = ResourceId.of_workspace("sub", "group", "mine")
HERE = "/workspaces/sub/group/mine"
JOB_FILES = "ExperimentRun/dcid.job1"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    database = Database(tmp_path / "workspace.sqlite")
    services = Services(Settings(tmp_path, IDENTITY), ResourceStore(database))
    blobs = services.add(BlobStore, BlobStore(tmp_path / "blobs", database))
    blobs.create_container("acct", "artifacts")
    _fill(services.get(ResourceStore))
    yield services
    database.close()


def _fill(store: ResourceStore) -> None:
    store.put(Resource(WORKSPACE, {"workspaceId": "1"}, {"location": "eastus"}))
    place = {"datastoreType": "AzureBlob", "accountName": "acct", "containerName": "artifacts"}
    secret = {"credentials": {"credentialsType": "AccountKey", "key": "top-secret"}}
    store.put(Resource(WORKSPACE.child("datastores", "workspaceartifactstore"), place | secret))
    store.put(Resource(WORKSPACE.child("models", "titanic"), {"description": HOSTILE}))
    address = "azureml://datastores/workspaceartifactstore/paths/model"
    store.put(Resource(WORKSPACE.asset("models", "titanic", "1"), {"modelUri": address}))
    put_job(store, "job1", status="Running", displayName=HOSTILE, outputs={"default": _output()})
    put_job(store, "child1", {"parent": "job1"})


def _output() -> dict[str, Any]:
    uri = f"azureml://datastores/workspaceartifactstore/{JOB_FILES}"
    return {"jobOutputType": "uri_folder", "uri": uri}


def put_job(store: ResourceStore, name: str, run: dict[str, Any] | None = None, **properties: Any) -> None:
    document = {"jobType": "Command", "status": "Completed"} | properties
    store.put(Resource(WORKSPACE.child("jobs", name), document, {"run": run or {}}))


class Page:
    """Asks the page, as a browser on this machine does."""

    def __init__(self, services: Services) -> None:
        self._transport = httpx.ASGITransport(make_page(services))

    def get(self, path: str, method: str = "GET", **options: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url="http://127.0.0.1:8123"
            ) as client:
                return await client.request(method, path, **options)

        return asyncio.run(ask())


@pytest.fixture
def page(services: Services) -> Page:
    return Page(services)


def write(services: Services, name: str, content: bytes) -> None:
    services.get(BlobStore).put("acct", "artifacts", name, content)


class Links(HTMLParser):
    """Collects what a page loads and links to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.linked: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self.linked.append(values.get("href") or "")
        else:
            self.loaded += [values[name] or "" for name in ("href", "src", "action") if name in values]


def test_every_link_of_the_page_works_and_nothing_is_loaded_from_elsewhere(
    page: Page, services: Services
) -> None:
    write(services, f"{JOB_FILES}/user_logs/std_log.txt", b"hello\n")
    write(services, f"{JOB_FILES}/outputs/model/weights.bin", b"\x00\x01")
    waiting, seen = ["/"], {"/"}
    while waiting:
        answer = page.get(waiting.pop())
        assert answer.status_code == 200, answer.url
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        links = Links(answer.text)
        assert all(link.startswith(("/style.css", "data:,")) for link in links.loaded)
        inside = {link for link in links.linked if link.startswith("/")}
        outside = set(links.linked) - inside - {"#main"}
        assert all(link.startswith("https://ml.azure.com") for link in outside)
        inside = {link for link in inside if not link.startswith("/mlflow/")}  # see test_serving.py
        waiting += inside - seen
        seen |= inside
    assert f"{HERE}/jobs/child1" in seen
    assert f"{HERE}/jobs/job1/user_logs/std_log.txt" in seen
    assert any("weights.bin" in link for link in seen)


def test_why_jobs_failed_is_told_as_text(page: Page, services: Services) -> None:
    store = services.get(ResourceStore)
    assert page.get("/failures").text == ""
    error = {"code": "UserError", "message": "exit code 1"}
    put_job(store, "broken", {"parent": "job1", "ended": "then", "error": error}, status="Failed")
    write(
        services, "ExperimentRun/dcid.broken/user_logs/std_log.txt", b"x" * TAIL + b"\nKeyError: 'session'\n"
    )
    write(services, "ExperimentRun/dcid.broken/outputs/data.txt", b"no log")
    answer = page.get("/failures?workspace=mine")
    assert answer.headers["content-type"].startswith("text/plain")
    first, reason, title, *log = answer.text.splitlines()
    assert first == "broken: Command job in workspace mine, started by job1, failed then"
    assert (reason, title) == ("UserError: exit code 1", "--- user_logs/std_log.txt")
    assert log[-1] == "KeyError: 'session'"
    assert len("\n".join(log)) < TAIL
    assert page.get("/failures").text == answer.text
    assert page.get("/failures?workspace=other").status_code == 404


def test_of_many_failed_jobs_the_newest_are_told(page: Page, services: Services) -> None:
    for number in range(NEWEST + 2):
        put_job(services.get(ResourceStore), f"trial{number:02}", status="Failed")
    headline, _, *told = page.get("/failures").text.splitlines()
    assert headline == f"workspace mine: the newest {NEWEST} of {NEWEST + 2} jobs that failed"
    names = [line.partition(":")[0] for line in told if line]
    assert names == [f"trial{number:02}" for number in range(2, NEWEST + 2)]


def test_pages_are_whole_for_people_who_cannot_see(page: Page) -> None:
    for path in ("/", HERE, f"{HERE}/jobs", f"{HERE}/jobs/job1", f"{HERE}/models/titanic"):
        text = page.get(path).text
        assert '<html lang="en">' in text
        assert text.count("<h1>") == 1
        assert text.count("<table>") == text.count("<caption>")
        assert 'href="#main"' in text


def test_what_users_wrote_is_text_and_never_markup(page: Page, services: Services) -> None:
    write(services, f"{JOB_FILES}/user_logs/std_log.txt", HOSTILE.encode())
    for path in (
        f"{HERE}/jobs",
        f"{HERE}/jobs/job1",
        f"{HERE}/models",
        f"{HERE}/jobs/job1/user_logs/std_log.txt",
    ):
        text = page.get(path).text
        assert "&lt;script&gt;" in text
        assert "<script" not in text


def test_a_log_comes_again_while_the_job_runs(page: Page, services: Services) -> None:
    log = f"{HERE}/jobs/job1/user_logs/std_log.txt"
    write(services, f"{JOB_FILES}/user_logs/std_log.txt", b"epoch 1\n")
    assert 'http-equiv="refresh"' in page.get(log).text
    write(services, f"{JOB_FILES}/user_logs/std_log.txt", b"epoch 1\nepoch 2\n")
    assert "epoch 2" in page.get(log).text
    put_job(services.get(ResourceStore), "job1", status="Completed")
    assert 'http-equiv="refresh"' not in page.get(log).text


def test_of_a_long_log_the_end_is_shown(page: Page, services: Services) -> None:
    write(services, f"{JOB_FILES}/user_logs/std_log.txt", b"first\n" + b"x" * SHOWN_BYTES + b"\nlast\n")
    text = page.get(f"{HERE}/jobs/job1/user_logs/std_log.txt").text
    assert "last" in text
    assert "first" not in text


def test_a_file_is_saved_and_not_shown(page: Page, services: Services) -> None:
    write(services, "model/page.html", HOSTILE.encode())
    uri = "azureml://datastores/workspaceartifactstore/paths/model/page.html"
    answer = page.get(f"{HERE}/download", params={"uri": uri})
    assert answer.content == HOSTILE.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == 'attachment; filename="page.html"'
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "uri",
    [
        "azureml://datastores/workspaceartifactstore/paths/../../workspace.sqlite",
        "azureml://datastores/workspaceartifactstore/paths/..%2f..%2fworkspace.sqlite",
        "azureml://datastores/workspaceartifactstore/paths//etc/passwd",
        "azureml://datastores/absent/paths/x",
        "file:///etc/passwd",
        "/etc/passwd",
        "",
    ],
)
@pytest.mark.parametrize("view", ["download", "files"])
def test_nothing_outside_the_datastores_is_shown(page: Page, view: str, uri: str) -> None:
    answer = page.get(f"{HERE}/{view}", params={"uri": uri})
    if answer.status_code == 200:
        assert view == "files"
        assert "<tbody>" in answer.text
        assert not re.search(r"passwd</a>|sqlite</a>", answer.text)
    else:
        assert answer.status_code in (400, 404)


def test_a_link_in_a_job_log_leads_nowhere(page: Page, services: Services, tmp_path: Path) -> None:
    folder = services.get(BlobStore).folder("acct", "artifacts") / JOB_FILES / "user_logs"
    folder.mkdir(parents=True)
    (folder / "std_log.txt").symlink_to(tmp_path / "workspace.sqlite")
    assert page.get(f"{HERE}/jobs/job1/user_logs/std_log.txt").status_code in (400, 404)
    assert page.get(f"{HERE}/jobs/job1/%2e%2e/%2e%2e/workspace.sqlite").status_code in (400, 404)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8123", "127.0.0.1.evil.example", ""])
def test_a_page_elsewhere_cannot_point_its_name_at_this_one(page: Page, host: str) -> None:
    assert page.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:8123", "localhost:8123", "localhost"])
def test_this_machine_is_served(page: Page, host: str) -> None:
    assert page.get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_it_only_reads(page: Page, method: str) -> None:
    assert page.get(f"{HERE}/jobs/job1", method).status_code == 405


def test_secrets_are_not_shown(page: Page) -> None:
    assert "top-secret" not in page.get(f"{HERE}/datastores/workspaceartifactstore").text


@pytest.mark.parametrize(
    "path", [f"{HERE}/jobs/absent", f"{HERE}/models/absent", "/workspaces/sub/group/absent"]
)
def test_what_is_not_there_is_said_to_be_absent(page: Page, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 404
    assert "not found" in answer.text


def test_an_address_without_its_query_is_refused(page: Page) -> None:
    assert page.get(f"{HERE}/files").status_code == 400
