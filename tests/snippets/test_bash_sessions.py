"""Bash snippets run in one shell per page, and their failures are told at the line of the sample."""

import os
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from .conftest import Project


def _page_of(project: Project, *texts: str) -> None:
    names = [f"r{number}" for number in range(len(texts))]
    project.sample("a.sh", **dict(zip(names, texts, strict=True)))
    project.page(*(f"a.sh:{name}" for name in names))


def test_variables_functions_and_folder_stay(project: Project) -> None:
    _page_of(
        project,
        'export NAME=world\nPLAIN=plain\nhello() { echo "hello $1"; }\nmkdir sub\ncd sub',
        'hello "$NAME"\necho "$PLAIN"\nbasename "$PWD"\nsh -c \'echo "$NAME"\'',
    )
    run = project.run()
    assert [outcome.failure for outcome in run.outcomes] == [None, None]
    assert run.outcomes[1].output == "hello world\nplain\nsub\nworld\n"


@pytest.mark.parametrize("first", range(188, 200))
def test_a_shell_starts_whatever_descriptors_are_open(project: Project, first: int) -> None:
    _page_of(project, "echo started")
    with ExitStack() as stack:
        while (taken := os.dup(0)) < first:
            stack.callback(os.close, taken)
        os.close(taken)
        (outcome,) = project.run().outcomes
    assert (outcome.failure, outcome.output) == (None, "started\n")


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("echo a\nfalse\necho b", "`false` failed with status 1", 3),
        ("echo a\nls /nowhere/at/all\n", "`ls` failed with status 2", 3),
        ("echo a | grep b | cat", "`grep` failed with status 1", 2),
        ("echo a \\\n  | grep b \\\n  | cat", "`grep` failed with status 1", 3),
        ("echo a |\n  cat |\n  sh -c 'cat; exit 7' |\n  cat", "`sh` failed with status 7", 4),
        ("echo a\n(exit 3)", "failed with status 3", 3),
        ('echo a\necho "$missing"', "missing: unbound variable", 3),
        ("echo a\nif true; then", "syntax error", 3),
        ('echo a\necho "open', "unexpected EOF", 3),
        ("echo a\nno-such-program", "`no-such-program` failed with status 127", 3),
        ("echo a\nexit 0", "ended early: the shell exited with status 0", 3),
        ("echo a\nexit 4", "ended early: the shell exited with status 4", 3),
        ("echo a\nreturn 0\necho b", "ended early: returned with status 0", 3),
        ("echo a\nexec true", "ended early: the process exited with status 0", None),
        ("kill -9 $$", "killed by signal SIGKILL", None),
        ("set +e\nfalse\necho on", "switched off errexit", 2),
        ("echo a\nset +o pipefail", "switched off pipefail", 3),
        ("sleep 987 &", "left a background process", 2),
        ("echo a\n{ true; false; } | cat", "failed with status 1", 3),
        ("echo a\nfor i in 1 2; do\n    test $i -lt 2\ndone", "`test` failed with status 1", 4),
        ('echo a\nX=$(echo b; exit 9)\necho "$X"', "failed with status 9", 3),
    ],
)
def test_failures(project: Project, text: str, message: str, line: int | None) -> None:
    _page_of(project, text)
    ((page_line, told, sample_line),) = project.failures()
    assert page_line == 3
    assert message in told
    assert line is None or sample_line == line


def test_failure_inside_a_function_inside_a_pipeline(project: Project) -> None:
    _page_of(project, "ask() {\n    true\n    sh -c 'exit 22'\n}", "echo start\nask | cat")
    ((page_line, message, line),) = project.failures()
    assert (page_line, line) == (7, 9)
    assert message == f"`ask` failed with status 22, inside: {project.root}/samples/a.sh:4"


def test_failure_in_a_function_of_an_earlier_snippet(project: Project) -> None:
    _page_of(project, "ask() {\n    false\n}", "echo start\nask")
    failure = project.failure()
    assert failure.sample_line == 3
    assert "false" in failure.message


def test_tolerated_status_is_no_failure(project: Project) -> None:
    _page_of(project, 'if ! grep -q x /dev/null; then\n    echo none\nfi\nfalse || echo "told"')
    run = project.run()
    assert run.outcomes[0].failure is None
    assert run.outcomes[0].output == "none\ntold\n"


def test_later_snippets_are_not_run(project: Project) -> None:
    _page_of(project, "false", "touch ran.txt")
    run = project.run()
    assert [outcome.passed for outcome in run.outcomes] == [False, False]
    assert not (run.directory / "ran.txt").exists()


def test_python_goes_on_when_bash_has_failed(project: Project) -> None:
    project.sample("a.sh", r="false")
    project.sample("b.py", r="print(1)")
    project.page("a.sh:r", "b.py:r")
    assert [line for line, _, _ in project.failures()] == [3]


def test_errors_of_the_shell_name_the_sample(project: Project) -> None:
    _page_of(project, 'echo a\necho "$missing"')
    assert f"{project.root}/samples/a.sh: line 3: missing" in project.failure().errors


def test_background_process_behind_the_back_of_the_shell(project: Project) -> None:
    _page_of(project, "sh -c 'sleep 986 & true'", "echo next")
    failures = project.failures()
    assert [line for line, _, _ in failures] == [3]
    assert "sleep 986" in failures[0][1]


def test_time_limit(project: Project) -> None:
    _page_of(project, "echo before\nsleep 985")
    failure = project.failure(time_limit=2)
    assert "time limit of 2 s" in failure.message
    assert failure.output == "before\n"


class _Refusing(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self.send_response(409)
        self.end_headers()
        self.wfile.write(b'{"error": {"code": "Conflict"}}')

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - so named there
        pass


@pytest.fixture
def refusing() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Refusing)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/things"
    server.shutdown()
    server.server_close()


def test_curl_failure_shows_request_and_response(project: Project, refusing: str) -> None:
    curl = "curl --fail-with-body --silent --show-error --header 'Authorization: Bearer secret'"
    _page_of(project, f"rest() {{\n    {curl} --data x=1 {refusing}\n}}\nrest | cat")
    failure = project.failure()
    assert "`rest` failed with status 22" in failure.message
    assert "POST /things HTTP/1.1" in failure.trace
    assert "409 Conflict" in failure.trace
    assert "secret" not in failure.trace
    assert '"code": "Conflict"' in failure.trace


def test_programs_are_named(project: Project) -> None:
    project.write("samples/bin/az", "#!/bin/sh\n").chmod(0o755)
    _page_of(project, 'PATH="$PWD/bin:$PATH"\naz ml job list | cat', "python -c 1")
    assert [outcome.program for outcome in project.run().outcomes] == ["bash, az (stand-in)", "bash, python"]
    assert project.run(az="real").outcomes[0].program == "bash, az"
