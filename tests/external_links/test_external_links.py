"""A link that leads nowhere is reported with every line that it stands on, and no other link is."""

import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from external_links.checking import Answer, check
from external_links.cli import report
from external_links.finding import all_links

ROOT = Path(__file__).resolve().parents[2]
PAGE = """# Page

A [link]({host}/good), [another](other.md), `[code]({host}/code)`, <{host}/bare> and [one]({host}/a_(b)#part).

```bash
curl {host}/fence
```

| [cell]({host}/gone) | [again]({host}/good) |
|---|---|
"""
CONFIGURATION = (
    "plugins:\n  - i18n:\n      languages:\n        - {locale: en, default: true}\n        - {locale: pl}\n"
)


class Host(BaseHTTPRequestHandler):
    """Answers as the path says, and remembers what it was asked."""

    asked: list[str]
    passing: list[int]

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.asked.append(f"{self.command} {self.path}")
        status = {"/gone": 404, "/closed": 403, "/moved": 301, "/now": 302}.get(self.path, 200)
        if self.path == "/get-only":
            status = 405 if self.command == "HEAD" else 200
        if self.path == "/busy":
            status = self.passing.pop()
        self.send_response(status)
        if status in (301, 302):
            self.send_header("Location", "/good")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Stay quiet."""


@pytest.fixture
def host() -> Iterator[str]:
    Host.asked, Host.passing = [], [200, 503]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def project(tmp_path: Path, host: str) -> Path:
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION)
    for language in ("en", "pl"):
        (tmp_path / "docs" / language).mkdir(parents=True)
        (tmp_path / "docs" / language / "page.md").write_text(PAGE.format(host=host))
    return tmp_path


def asked(*addresses: str) -> dict[str, Answer]:
    heard: list[Answer] = []
    answers = check(addresses, heard.append, 5)
    assert set(heard) == set(answers)
    return {answer.address.rpartition("/")[2]: answer for answer in answers}


def test_links_are_found_with_their_lines_and_code_is_no_link(project: Path, host: str) -> None:
    found = all_links(project, ["en", "pl"])
    places = {address.removeprefix(host): [str(place) for place in at] for address, at in found.items()}
    assert places == {
        "/a_(b)#part": ["docs/en/page.md:3", "docs/pl/page.md:3"],
        "/bare": ["docs/en/page.md:3", "docs/pl/page.md:3"],
        "/gone": ["docs/en/page.md:9", "docs/pl/page.md:9"],
        "/good": ["docs/en/page.md:3", "docs/en/page.md:9", "docs/pl/page.md:3", "docs/pl/page.md:9"],
    }


def test_answers_are_told_apart(host: str) -> None:
    names = ("good", "gone", "closed", "moved", "now", "get-only", "busy")
    answers = asked(*(f"{host}/{name}" for name in names))
    assert [name for name in names if answers[name].is_broken] == ["gone"]
    assert [name for name in names if answers[name].is_unknown] == ["closed"]
    assert {name: answers[name].moved_to for name in names if answers[name].moved_to} == {
        "moved": f"{host}/good"
    }
    assert Host.passing == []
    assert "GET /good" not in Host.asked


def test_a_host_that_is_not_there_is_broken_and_says_why() -> None:
    [answer] = asked("http://127.0.0.1:1/nothing").values()
    assert answer.is_broken
    assert answer.error.startswith("ConnectError")


def test_an_anchor_is_not_asked_for(host: str) -> None:
    asked(f"{host}/good#part")
    assert Host.asked == ["HEAD /good"]


def test_the_report_names_what_to_mend_and_where(project: Path, host: str) -> None:
    links = all_links(project, ["en"])
    answers = [Answer(it, 404 if it.endswith("gone") else 200) for it in links]
    assert report(answers, links) == (
        f"broken:\n  {host}/gone  HTTP 404\n    docs/en/page.md:9\n4 links, 1 broken"
    )


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "external_links", "--root", str(project), *arguments]
    environment = {"PYTHONPATH": str(ROOT / "scripts"), "NO_PROXY": "127.0.0.1", "PATH": ""}
    return subprocess.run(command, capture_output=True, text=True, env=environment)


def test_the_command_fails_for_a_broken_link_and_is_quiet_in_a_pipe(project: Path, host: str) -> None:
    done = run(project)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{host}/gone  HTTP 404" in done.stdout
    for language in ("en", "pl"):
        page = project / "docs" / language / "page.md"
        page.write_text(page.read_text().replace("/gone", "/good"))
    assert run(project).returncode == 0


def test_listing_asks_nobody(project: Path, host: str) -> None:
    done = run(project, "--list", "--lang", "pl")
    assert done.returncode == 0
    assert f"{host}/gone  docs/pl/page.md:9\n" in done.stdout
    assert Host.asked == []


def test_a_page_that_cannot_be_read_is_said_with_its_place(project: Path) -> None:
    (project / "docs" / "en" / "page.md").write_text("```bash\n")
    done = run(project)
    assert done.returncode == 2
    assert "docs/en/page.md:1: fence is never closed" in done.stderr


def test_sources_of_facts_and_terms_are_links_too(project: Path) -> None:
    (project / "i18n" / "glossary").mkdir(parents=True)
    (project / "docs" / "facts.yml").write_text('- {title: "A", url: "https://a.example/x"}\n')
    (project / "i18n" / "glossary" / "pl.yml").write_text("sources:\n  a: https://b.example/y\n")
    found = all_links(project, ["pl"])
    assert [str(place) for place in found["https://a.example/x"]] == ["docs/facts.yml:1"]
    assert [str(place) for place in found["https://b.example/y"]] == ["i18n/glossary/pl.yml:2"]
    assert "https://b.example/y" not in all_links(project, ["en"])


def test_the_handbook_has_links_and_all_are_encrypted() -> None:
    links = all_links(ROOT, ["en", "ja", "zh-TW", "pl", "ru"])
    assert len(links) > 10
    assert [address for address in links if not address.startswith("https://")] == []
