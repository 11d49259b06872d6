"""Each rule finds its defect at its line, and the project's own pages and samples have none."""

from pathlib import Path

import pytest
from snippets.cli import main
from snippets.lints import lint
from snippets.settings import read_settings

from .conftest import Project


def _findings(project: Project) -> list[str]:
    return [str(finding) for finding in lint(project.settings)]


def _sample(project: Project, name: str, text: str) -> list[str]:
    """Findings on a sample with one region that a page shows."""
    project.write(f"samples/{name}", f"# --8<-- [start:r]\n{text}\n# --8<-- [end:r]\n")
    project.page(f"{name}:r")
    return _findings(project)


def test_clean_project(project: Project) -> None:
    assert _sample(project, "a.py", "x = 1\nprint(x)") == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("try:\n    x = 1\nexcept ValueError:\n    pass", 4, "swallows an error"),
        ("try:\n    x = 1\nexcept:\n    print('no')", 4, "swallows an error"),
        ("try:\n    x = 1\nexcept Exception:\n    print('no')", 4, "swallows an error"),
        ("from contextlib import suppress\nwith suppress(OSError):\n    x = 1", 3, "suppress()"),
        ("import sys\nsys.exit()", 3, "sys.exit() ends the session"),
        ("import os\nos._exit(0)", 3, "os._exit() ends the session"),
        ("raise SystemExit", 2, "SystemExit ends the session"),
        ("x = 'http://127.0.0.1:80/'", 2, "'127.0.0.1' is a local name"),
        ("x = 'localhost'", 2, "'localhost' is a local name"),
        ("x = '1b4e28ba-2fa1-11d2-883f-0016d3cca427'", 2, "is a local name"),
        ("x = '/home/me/data'", 2, "is a local name"),
        ("x = 1\n" * 41, 1, "region 'r' has 41 lines"),
    ],
)
def test_python_samples(project: Project, text: str, line: int, message: str) -> None:
    (finding,) = _sample(project, "a.py", text)
    assert finding.startswith(f"samples/a.py:{line}: ")
    assert message in finding


@pytest.mark.parametrize(
    "text",
    [
        "try:\n    x = 1\nexcept ValueError as error:\n    print(error)",
        "try:\n    x = 1\nexcept Exception:\n    print('no')\n    raise",
        "x = '00000000-0000-0000-0000-000000000000'",
    ],
)
def test_python_that_is_fine(project: Project, text: str) -> None:
    assert _sample(project, "a.py", text) == []


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("ls x || true", 2, "`|| true`"),
        ("ls x || :", 2, "`|| true`"),
        ("set +e", 2, "switches off"),
        ("set +o pipefail", 2, "switches off"),
        ("trap 'echo no' ERR", 2, "catches errors"),
        ("echo a\nexit 0", 3, "ends the shell"),
        ("test -f x && exit 0", 2, "ends the shell"),
        ("return 0", 2, "returns from the snippet"),
        ("sleep 1 &", 2, "leaves a process running"),
        ("curl --silent https://example.org", 2, "--fail-with-body"),
        ("echo a\ncurl --silent \\\n    https://example.org | cat", 3, "--fail-with-body"),
        ("x=$(curl https://example.org)", 2, "--fail-with-body"),
    ],
)
def test_shell_samples(project: Project, text: str, line: int, message: str) -> None:
    (finding,) = _sample(project, "a.sh", text)
    assert finding.startswith(f"samples/a.sh:{line}: ")
    assert message in finding


@pytest.mark.parametrize(
    "text",
    [
        "curl --silent \\\n    --fail-with-body https://example.org",
        "f() {\n    return 1\n}\nf || echo told",
        "# set +e is a bad idea, exit 0 too",
        "ls 2>&1",
        "true && echo a",
        "echo curl is a program",
    ],
)
def test_shell_that_is_fine(project: Project, text: str) -> None:
    assert _sample(project, "a.sh", text) == []


def test_samples_as_a_whole_may_end_as_they_like(project: Project) -> None:
    project.write("samples/a.py", "# --8<-- [start:r]\nx = 1\n# --8<-- [end:r]\nraise SystemExit(x)\n")
    project.page("a.py:r")
    assert _findings(project) == []


def test_the_state_of_a_workspace_is_no_sample(project: Project) -> None:
    assert _sample(project, ".local-workspace/a.py", "x = 'localhost'") == []


def test_unused_region(project: Project) -> None:
    project.sample("a.py", r="x = 1", s="y = 2")
    project.page("a.py:r")
    (finding,) = _findings(project)
    assert finding.startswith("samples/a.py:4: no page shows or runs region 's'")
    project.settings_text = 'internal = ["a.py:s"]\n'
    assert _findings(project) == []
    project.settings_text = 'internal = ["a.py:s", "a.py:t"]\n'
    assert "names a.py:t, which does not exist" in _findings(project)[0]


def test_hidden_regions_count_as_used_and_are_short(project: Project) -> None:
    project.sample("a.py", _r="x = 1\n" * 10, _s="y = 1\n" * 6, t="print(1)")
    project.page("a.py:_r", "a.py:_s", "a.py:t")
    (finding,) = _findings(project)
    assert finding == "docs/en/page.md:5: hidden code of this page comes to 16 lines; 15 are the most"


def test_names_from_hidden_code(project: Project) -> None:
    project.sample("a.py", _r="import json\nml_client = 1", s="x = json\nml_client", t="import json\njson")
    project.page("a.py:_r", "a.py:s", "a.py:t")
    (finding,) = _findings(project)
    assert finding.startswith("samples/a.py:6: 'json' comes from hidden code")


def test_broken_samples_and_pages(project: Project) -> None:
    project.write("samples/a.py", "x\n# --8<-- [start:r]\n1\n")
    project.write("docs/en/page.md", "# T\n\n```python\nx\n")
    project.write("docs/pl/page.md", '# T\n\n```python\n--8<-- "b.py"\n```\n\n--8<-- "a.py"\n')
    assert _findings(project) == [
        "docs/en/page.md:3: fence is never closed: expected a line ```, indented as this one",
        "docs/pl/page.md:4: there is no sample 'b.py' below samples/",
        "docs/pl/page.md:7: a sample is embedded outside of a fence, where nothing runs it",
        "samples/a.py:2: region 'r' is never closed",
    ]


def test_refused_fences_and_budget(project: Project) -> None:
    project.write(
        "docs/en/page.md",
        '# T\n\n```python\nx = 1\n```\n\n```{ .bash .no-run reason="opens a shell" }\nx\n```\n',
    )
    findings = _findings(project)
    assert findings[0].startswith("docs/en/page.md:3: literal python is never run")
    assert findings[1] == "docs/en/page.md:7: 1 of 2 fences are no-run; the budget is 3%"


def test_output_that_no_page_shows(project: Project) -> None:
    project.sample("a.py", r="print(1)")
    project.page("a.py:r")
    project.write("samples/a.py.r.out", "1\n")
    (finding,) = _findings(project)
    assert finding.startswith("samples/a.py.r.out:1: no page shows this approved output")


def test_page_without_a_plan_of_costs(project: Project) -> None:
    project.sample("a.py", r="x = 1")
    project.page("a.py:r")
    project.write("samples/costs.yml", "currency: EUR\nprices: {}\npages: {}\n")
    (finding,) = _findings(project)
    assert finding.startswith("samples/costs.yml:1: page page runs code and is not in the plan")
    project.write("samples/costs.yml", "currency: EUR\nprices: {}\npages: {page: []}\n")
    assert _findings(project) == []
    project.write("samples/costs.yml", "currency: EUR\n")
    assert "is no plan of costs" in _findings(project)[0]


def test_command(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.sample("a.py", r="x = 1", s="y = 2")
    project.page("a.py:r")
    project.configure()
    assert main(["lint", "--root", str(project.root)]) == 1
    assert capsys.readouterr().out.startswith("samples/a.py:4: ")
    project.page("a.py:r", "a.py:s")
    assert main(["lint", "--root", str(project.root)]) == 0
    assert capsys.readouterr().out == ""
    (project.root / "mkdocs.yml").unlink()
    assert main(["lint", "--root", str(project.root)]) == 2
    assert "mkdocs.yml" in capsys.readouterr().err


def test_the_project_has_no_findings() -> None:
    assert [str(finding) for finding in lint(read_settings(Path.cwd()))] == []
