"""Python snippets run in one process per page, and their failures are told at the line of the sample."""

from contextlib import suppress
from textwrap import dedent

import psutil
import pytest

from .conftest import Project


def _page_of(project: Project, *texts: str) -> None:
    names = [f"r{number}" for number in range(len(texts))]
    regions = {name: dedent(text).strip("\n") for name, text in zip(names, texts, strict=True)}
    project.sample("a.py", **regions)
    project.page(*(f"a.py:{name}" for name in names))


def test_snippets_share_one_namespace_like_an_interpreter(project: Project) -> None:
    _page_of(
        project,
        """
        def say():
            return later


        class Kept:
            pass
        """,
        "later = 'defined after'",
        """
        import inspect, pickle, sys
        print(say(), type(pickle.loads(pickle.dumps(Kept()))) is Kept, __name__)
        print(inspect.getsource(Kept).strip())
        assert sys.modules["__main__"].say is say
        """,
    )
    run = project.run()
    assert [outcome.failure for outcome in run.outcomes] == [None] * 3
    assert run.outcomes[2].output == "defined after True __main__\nclass Kept:\n    pass\n"


def test_they_run_in_a_copy_of_the_samples(project: Project) -> None:
    project.write("samples/data/x.csv", "1,2\n")
    project.write("samples/lib/mod.py", "VALUE = 3\n")
    _page_of(
        project,
        """
        from lib.mod import VALUE
        print(VALUE, open("data/x.csv").read())
        open("data/x.csv", "w").write("changed")
        """,
    )
    run = project.run()
    assert run.outcomes[0].output == "3 1,2\n\n"
    assert (run.directory / "data/x.csv").read_text() == "changed"
    assert (project.root / "samples/data/x.csv").read_text() == "1,2\n"


def test_failure_is_located_and_the_rest_is_not_run(project: Project) -> None:
    _page_of(project, "x = 1", "\n\ny = 2\nraise ValueError('broken')\nz = 3", "print(z)")
    assert project.failures() == [
        (7, "ValueError: broken", 6),
        (11, "was not run, because page.md:7 failed", None),
    ]


def test_traceback_shows_the_sample_and_the_library(project: Project) -> None:
    _page_of(project, "import json\n\n\ndef load():\n    json.loads('{')", "load()")
    failure = project.failure()
    sample = project.root / "samples/a.py"
    assert f'File "{sample}", line 9, in <module>' in failure.trace
    assert f'File "{sample}", line 6, in load' in failure.trace
    assert "json/decoder.py" in failure.trace
    assert "python_child" not in failure.trace
    assert failure.report("docs/pl/page.md:7").startswith("docs/pl/page.md:7: json.decoder.JSONDecodeError")


def test_syntax_error_is_located(project: Project) -> None:
    _page_of(project, "x = 1\ny = = 2")
    assert project.failures() == [(3, "SyntaxError: invalid syntax", 3)] or project.failures()[0][2] == 3


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("x = 1\nimport sys\nsys.exit()", "ended early: SystemExit", 4),
        ("x = 1\nraise SystemExit(0)", "ended early: SystemExit: 0", 3),
        ("import os\nos._exit(0)", "ended early: the process exited with status 0", 2),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "killed by signal SIGKILL", 2),
        ("raise KeyboardInterrupt", "KeyboardInterrupt", 2),
        ("import os\nos.closerange(3, 4096)", "connection|exited", 2),
    ],
)
def test_early_ends(project: Project, text: str, message: str, line: int) -> None:
    _page_of(project, text, "print('next')")
    failures = project.failures()
    assert len(failures) == 2
    failure = project.failure()
    assert failure.sample_line == line
    assert any(part in failure.message for part in message.split("|")), failure.message


def test_time_limit_stops_a_snippet_and_its_children(project: Project) -> None:
    _page_of(
        project,
        """
        import subprocess, time
        print("before", flush=True)
        child = subprocess.Popen(["sleep", "1000"])
        open("pid.txt", "w").write(str(child.pid))
        time.sleep(1000)
        """,
    )
    run = project.run(time_limit=2)
    failure = run.outcomes[0].failure
    assert failure is not None
    assert failure.message == "did not end within its time limit of 2 s and was stopped"
    assert failure.output == "before\n"
    pid = (run.directory / "pid.txt").read_text()
    with suppress(psutil.NoSuchProcess):
        assert psutil.Process(int(pid)).status() == psutil.STATUS_ZOMBIE


def test_whatever_is_printed_does_not_disturb_the_session(project: Project) -> None:
    _page_of(
        project,
        """
        import os, subprocess, sys
        os.write(1, b'{"ok": true}\\n')
        subprocess.run(["echo", "native"], check=True)
        print("error", file=sys.stderr)
        print("x" * 300000)
        """,
        "print('after')",
    )
    run = project.run()
    assert [outcome.failure for outcome in run.outcomes] == [None, None]
    assert run.outcomes[0].output.startswith('{"ok": true}\nnative\nxxx')
    assert run.outcomes[1].output == "after\n"


def test_what_python_itself_keeps_running_is_no_leftover(project: Project) -> None:
    _page_of(project, "import multiprocessing\nmanager = multiprocessing.Manager()\nlock = manager.Lock()")
    assert project.failures() == []


def test_process_left_running_is_told_at_its_snippet(project: Project) -> None:
    _page_of(project, "import subprocess", "left = subprocess.Popen(['sleep', '987'])", "print('next')")
    run = project.run()
    failures = [outcome.failure for outcome in run.outcomes]
    assert failures[0] is None
    assert failures[1] is not None
    assert failures[1].message == "left a process running: sleep 987"
    assert failures[2] is None


def test_thread_that_keeps_the_session_from_ending(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("snippets.sessions.process.PATIENCE", 1.0)
    _page_of(project, "import threading", "threading.Thread(target=threading.Event().wait).start()")
    assert project.failures() == [
        (7, "the page's python process does not end: a thread of a snippet still runs", None)
    ]


def test_print_comments_are_checked_by_pytest_examples(project: Project) -> None:
    _page_of(project, "print(1 + 1)\n#> 2", "print(1 + 1)\n#> 3")
    failures = project.failures()
    assert [line for line, _, _ in failures] == [7]
    assert "Print output changed code" in failures[0][1]


def test_a_snippet_finds_only_what_a_readers_interpreter_has_imported(project: Project) -> None:
    _page_of(project, "import sys\nassert not {'black', 'pytest', 'snippets'} & sys.modules.keys()")
    assert project.failures() == []
    _page_of(project, "import importlib\nimportlib.metadata")
    assert project.failures()[0][1].startswith("AttributeError: module 'importlib' has no attribute")


def test_region_of_a_function_body_runs_dedented(project: Project) -> None:
    project.write(
        "samples/a.py",
        "def f():\n    # --8<-- [start:r0]\n    x = 1\n    print(x / 0)\n    # --8<-- [end:r0]\n",
    )
    project.page("a.py:r0")
    assert project.failures() == [(3, "ZeroDivisionError: division by zero", 4)]
