"""Pages reach a local workspace by its command line, and a real one by the user's own configuration."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import psutil
import pytest
from snippets.errors import SettingsError, WorkspaceError
from snippets.workspaces import LocalWorkspaces, RealWorkspace, find_config, read_config

from .conftest import Project

COMMAND = """\
import json, os, sys
from pathlib import Path

command, state, rest = sys.argv[1], Path(sys.argv[3]), sys.argv[4:]
state.mkdir(parents=True, exist_ok=True)
with open(state.parent / "calls.txt", "a") as log:
    print(command, *rest, file=log)
if command == "env":
    (state / "azure").mkdir(exist_ok=True)
    (state / "azure" / "config").write_text("login")
    variables = {"REACHED": "yes", "AZURE_CONFIG_DIR": str(state / "azure")}
    print(json.dumps({"set": variables, "remove": ["SECRET"], "path": str(state / "bin")}))
elif command == "create-workspace":
    options = dict(zip(rest[::2], rest[1::2]))
    names = {"resource_group": options["--resource-group"], "workspace_name": options["--name"]}
    Path(options["--config"]).write_text(json.dumps({"subscription_id": "sub-1", **names}))
elif command == "failures":
    print("the-job failed in", *rest)
elif command == "run":
    if "identity" in rest:
        sys.exit("refused on purpose")
    program = rest[rest.index("--") + 1 :]
    os.execvp(program[0], program)
"""


SHOW = """\
import json
import os
import signal
import subprocess
from pathlib import Path

print(os.environ["REACHED"], json.loads(Path("config.json").read_text()))"""


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    path = tmp_path / "workspace.py"
    path.write_text(COMMAND)
    return [sys.executable, str(path)]


def test_each_page_gets_its_own_workspace(
    tmp_path: Path, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setenv("HANDBOOK_RUN", "x")
    workspaces = LocalWorkspaces(command, tmp_path / "lw" / "state", ["--az", "stand-in"])
    samples = tmp_path / "samples"
    samples.mkdir()
    first = workspaces.connect("job", samples)
    other = tmp_path / "other" / "samples"
    other.mkdir(parents=True)
    second = workspaces.connect("setup", other)
    workspaces.close()
    workspaces.close()
    assert (tmp_path / "lw" / "calls.txt").read_text() == dedent(f"""\
        run --az stand-in -- sh -c echo ready; exec cat
        create-workspace --name page-1-job --resource-group rg-page-1-job --config {samples}/config.json
        env --format json
        create-workspace --name page-2-setup --resource-group rg-page-2-setup --config {other}/config.json
        env --format json
        """)
    assert first.environment["REACHED"] == "yes"
    assert first.environment["PATH"].startswith(f"{tmp_path}/lw/state/bin{os.pathsep}")
    settings = Path(first.environment["AZURE_CONFIG_DIR"])
    assert (settings / "config").read_text() == "login"
    assert settings != Path(second.environment["AZURE_CONFIG_DIR"])
    assert not {"SECRET", "HANDBOOK_RUN"} & first.environment.keys()
    assert first.secrets == ("sub-1", "rg-page-1-job", "page-1-job")


def test_python_of_the_tests_is_the_python_of_the_pages(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "samples").mkdir()
    environment = LocalWorkspaces(command, tmp_path / "state").connect("p", tmp_path / "samples").environment
    assert os.path.dirname(sys.executable) in environment["PATH"].split(os.pathsep)[:2]
    assert not any(name.startswith("PYTEST") for name in environment)


def test_command_that_fails_is_told_with_its_words(tmp_path: Path, command: list[str]) -> None:
    workspaces = LocalWorkspaces(command, tmp_path / "state", ["--storage-profile", "identity"])
    with pytest.raises(WorkspaceError, match="refused on purpose"):
        workspaces.connect("p", tmp_path)


def test_missing_command(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="No such file"):
        LocalWorkspaces([str(tmp_path / "nothing")], tmp_path / "state").connect("p", tmp_path)


def test_pages_run_in_the_workspace_of_the_command(project: Project, command: list[str]) -> None:
    project.settings_text = f"workspace = {json.dumps(command)}\n"
    project.sample("a.py", r=SHOW)
    project.page("a.py:r")
    project.write(
        "samples/a.py.r.out",
        "yes {'subscription_id': '<subscription>', 'resource_group': '<resource group>', "
        "'workspace_name': '<workspace>'}\n",
    )
    path = project.root / "docs/en/page.md"
    path.write_text(path.read_text() + '```output\n--8<-- "a.py.r.out"\n```\n')
    report = project.pytest("docs/en/page.md:3", "docs/en/page.md:7", status=0)
    assert len(report.outcomes) == 2


def test_jobs_that_failed_are_told_with_the_snippet(project: Project, command: list[str]) -> None:
    project.settings_text = f"workspace = {json.dumps(command)}\n"
    project.sample("a.py", r="raise ValueError('one of its jobs')", s="print(1)")
    project.page("a.py:r", "a.py:s")
    text = project.pytest("docs/en/page.md", "-rN", status=1).text
    assert text.count("--- failed jobs\nthe-job failed in --workspace page-1-page") == 1


def test_workspace_that_cannot_be_had_fails_the_page(project: Project, command: list[str]) -> None:
    project.settings_text = f"workspace = {json.dumps(command)}\n"
    project.sample("a.py", r="x = 1")
    project.page("a.py:r")
    report = project.pytest("docs/en/page.md:3", "--storage-profile", "identity", status=1)
    assert "docs/en/page.md:3:" in report.text
    assert "refused on purpose" in report.text


def test_real_workspace_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDBOOK_COMPUTE", "my-cluster")
    config = tmp_path / "samples" / "config.json"
    config.parent.mkdir()
    names = {"subscription_id": "s-1", "resource_group": "g-1", "workspace_name": "w-1"}
    config.write_text(json.dumps(names))
    assert find_config(tmp_path / "samples") == config
    session = tmp_path / "session"
    session.mkdir()
    workspace = RealWorkspace(config, "ab12cd34")
    connection = workspace.connect("page", session)
    assert json.loads((session / "config.json").read_text()) == names
    assert connection.environment["HANDBOOK_RUN"] == "ab12cd3401"
    assert connection.environment["HANDBOOK_COMPUTE"] == "my-cluster"
    assert connection.names["-ab12cd3401"] == connection.names["_ab12cd3401"] == ""
    assert workspace.connect("page", session).environment["HANDBOOK_RUN"] == "ab12cd3402"


def test_unusable_config(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"there is no config\.json"):
        find_config(tmp_path)
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(WorkspaceError, match="is no configuration"):
        read_config(tmp_path / "config.json")


PLAN = """\
currency: EUR
prices:
  Big: {price: 1.2, source: "https://example.org", checked: 2026-11-21}
pages:
  page:
    - {sku: Big, minutes: 30, jobs: 2}
"""


@pytest.mark.parametrize(
    ("plan", "arguments", "message"),
    [
        (PLAN, [], "say how much with --max-cost; the plan in samples/costs.yml is 1.20 EUR"),
        (
            PLAN,
            ["--max-cost", "1"],
            "--max-cost 1.00 is too little: the plan in samples/costs.yml is 1.20 EUR",
        ),
        (PLAN, ["--max-cost", "2"], "there is no config.json"),
        (PLAN.replace("checked", "seen"), ["--max-cost", "2"], "the price of Big needs source and checked"),
        (PLAN.replace("sku: Big", "sku: Small"), ["--max-cost", "2"], "is no plan of costs"),
        (None, ["--max-cost", "2"], "needs a plan"),
    ],
)
def test_real_run_needs_a_plan_and_a_limit(
    project: Project, plan: str | None, arguments: list[str], message: str
) -> None:
    project.sample("a.py", r="x = 1")
    project.page("a.py:r")
    if plan:
        project.write("samples/costs.yml", plan)
    report = project.pytest("--workspace", "real", *arguments, status=4)
    assert message in report.text


def test_plan_of_the_project_is_readable() -> None:
    from snippets.costs import read_plan

    plan = read_plan(Path("samples/costs.yml"))
    assert plan.amount > 0
    with pytest.raises(SettingsError, match="needs a plan"):
        read_plan(Path("samples/nothing.yml"))


def test_server_ends_with_a_test_run_that_is_killed(tmp_path: Path, command: list[str]) -> None:
    code = dedent(f"""\
        import os, signal, sys
        from pathlib import Path
        from snippets.workspaces import LocalWorkspaces

        workspaces = LocalWorkspaces({command!r}, Path({str(tmp_path / "state")!r}))
        workspaces.connect("p", Path({str(tmp_path)!r}))
        print(workspaces._server.pid, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
        """)
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=False)
    assert done.returncode == -signal.SIGKILL
    psutil.wait_procs([psutil.Process(int(done.stdout))] if psutil.pid_exists(int(done.stdout)) else [], 30)
    assert not psutil.pid_exists(int(done.stdout))
