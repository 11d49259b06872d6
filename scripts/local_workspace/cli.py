"""The ``local-workspace`` command."""

import argparse
import os
import shlex
import shutil
import signal
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import get_args

from local_workspace import configuration
from local_workspace.client import create_workspace, read_failures
from local_workspace.environment import BEFORE, MARK
from local_workspace.errors import LocalWorkspaceError, StateError
from local_workspace.formats import FORMATS
from local_workspace.settings import StorageProfile
from local_workspace.workspace_server import STATE, LocalWorkspace

EPILOG = f"""
The state folder holds all that the workspace keeps; by default the nearest {STATE} upwards from here, else
a new one in the current folder. One server runs for a state folder: `run` and `shell` use the one that runs,
else start one and stop it when its last user has ended.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        return options.action(options)
    except LocalWorkspaceError as error:
        print(f"local-workspace: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="local-workspace", description=__doc__, epilog=EPILOG)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, action: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text)
        added.add_argument("--state", type=Path, help=f"the state folder (default: the nearest {STATE})")
        added.set_defaults(action=action)
        return added

    for name, action, text in (
        ("run", run, "Run a program connected to the local workspace; ends with the program's exit code."),
        ("shell", shell, "Open a shell in which every program is connected to the local workspace."),
        ("start", start, "Start the server and leave it running."),
    ):
        added = command(name, action, text)
        _add_server_options(added)
        if name == "run":
            added.add_argument("program", nargs=argparse.REMAINDER, metavar="-- PROGRAM ...")
    command("stop", stop, "Stop the server.")
    command("status", status, "Say whether a server runs, and where; exit code 1 when none does.")
    command("whoami", whoami, "Say which workspace and credential a program gets here: local or real.")
    reset_command = command("reset", reset, "Stop the server and delete all that the workspace keeps.")
    reset_command.add_argument("--yes", action="store_true", help="do not ask")
    env_command = command("env", env, "Print the variables that connect a program.")
    env_command.add_argument("--format", choices=sorted(FORMATS), default="dotenv")
    make = command("create-workspace", make_workspace, "Make another workspace.")
    make.add_argument("--name", required=True)
    make.add_argument("--resource-group", required=True)
    make.add_argument("--location", default="eastus")
    make.add_argument("--config", type=Path, help="write a config.json that names it here")
    tell = command("failures", failures, "Print why jobs failed, and the ends of their logs.")
    tell.add_argument("--workspace", metavar="NAME", help="of this workspace only (default: of all)")
    command("ui", ui, "Open the local page on jobs, logs, metrics, models and data.")
    return parser


def _add_server_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--storage-profile",
        choices=get_args(StorageProfile),
        help="whether storage may be used with account keys, or with identities only (default: keys)",
    )
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="let programs reach this host too, such as *.example.org; all others are refused",
    )
    parser.add_argument(
        "--az", choices=["stand-in", "real"], default="stand-in", help="which az the programs find"
    )


def _workspace(options: argparse.Namespace) -> LocalWorkspace:
    return LocalWorkspace(
        options.state,
        storage_profile=getattr(options, "storage_profile", None),
        allowed_hosts=getattr(options, "allow_host", []),
        az=getattr(options, "az", "stand-in"),
    )


def run(options: argparse.Namespace) -> int:
    """Run one program."""
    program = options.program[1:] if options.program[:1] == ["--"] else options.program
    if not program:
        raise LocalWorkspaceError("name the program to run: local-workspace run -- python train.py")
    with _workspace(options) as workspace:
        _provide_configuration(workspace)
        return _call(program, workspace.environment)


def shell(options: argparse.Namespace) -> int:
    """Open a shell."""
    program = os.environ.get("SHELL") or shutil.which("sh") or "sh"
    with _workspace(options) as workspace:
        _provide_configuration(workspace)
        print(f"connected to {_describe(workspace)}; leave with exit", file=sys.stderr)
        return _call([program], workspace.environment)


def _provide_configuration(workspace: LocalWorkspace) -> None:
    here, project = Path.cwd(), workspace.state.parent
    within = workspace.state.name == STATE and here.is_relative_to(project)
    found = configuration.find(here)
    told = configuration.provide(project if within and not found else here, workspace.config)
    if told:
        print(f"local-workspace: {told}", file=sys.stderr)


def _call(program: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run a program in the foreground: the keyboard's signals go to it, and SIGTERM is passed on."""
    found = shutil.which(program[0], path=environment.get("PATH"))
    if found is None:
        print(f"local-workspace: there is no program {program[0]!r} on PATH", file=sys.stderr)
        return 127
    process = subprocess.Popen([found, *program[1:]], env=dict(environment))
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def end(_number: int, _frame: FrameType | None) -> None:
        process.terminate()

    signal.signal(signal.SIGTERM, end)
    code = process.wait()
    return code if code >= 0 else 128 - code


def start(options: argparse.Namespace) -> int:
    """Start the server for good."""
    workspace = _workspace(options)
    started = workspace.start()
    print(f"{'started' if started else 'runs already'}: {_describe(workspace)}")
    print(
        'connect a shell:  eval "$(local-workspace env --format sh --state '
        f'{shlex.quote(str(workspace.state))})"'
    )
    return 0


def stop(options: argparse.Namespace) -> int:
    """Stop the server."""
    print("stopped" if _workspace(options).stop() else "no server runs")
    return 0


def status(options: argparse.Namespace) -> int:
    """Describe the server."""
    workspace = _workspace(options)
    if not workspace.running:
        print(f"no server runs for {workspace.state}")
        return 1
    facts = workspace.facts
    print(f"runs: {_describe(workspace)}")
    print(
        f"  process {facts['pid']}, proxy 127.0.0.1:{facts['port']}, "
        f"storage profile {facts['storage_profile']}"
    )
    print(f"  page {facts['page']}")
    return 0


def whoami(options: argparse.Namespace) -> int:
    """Say where the calls of a program in this shell end."""
    connected = os.environ.get(MARK)
    if connected and options.state is None:
        workspace = LocalWorkspace(Path(connected))
        running = "its server runs" if workspace.running else "its server does not run"
        print(f"local: this shell is connected to {_describe(workspace)}; {running}")
        print(
            f"  credential: EnvironmentCredential, service principal {workspace.identity.client_id} (local)"
        )
    elif options.state is not None:
        workspace = _workspace(options)
        print(f"local: {_describe(workspace)}; {'runs' if workspace.running else 'does not run'}")
    else:
        print("real: this shell is not connected to a local workspace; programs that run in it reach Azure")
        print(f"  credential: {_real_credential()}")
    found = configuration.find(Path.cwd())
    print(f"  MLClient.from_config takes {found}" if found else "  MLClient.from_config finds no config.json")
    return 0


def _real_credential() -> str:
    if os.environ.get("AZURE_TOKEN_CREDENTIALS"):
        return f"as AZURE_TOKEN_CREDENTIALS says: {os.environ['AZURE_TOKEN_CREDENTIALS']}"
    if os.environ.get("AZURE_CLIENT_ID") and os.environ.get("AZURE_TENANT_ID"):
        return f"EnvironmentCredential, service principal {os.environ['AZURE_CLIENT_ID']}"
    return "the first that DefaultAzureCredential finds: a managed identity, else your `az login`"


def _describe(workspace: LocalWorkspace) -> str:
    identity = workspace.identity
    return (
        f"workspace {identity.workspace} in resource group {identity.resource_group}, "
        f"subscription {identity.subscription} (state in {workspace.state})"
    )


def reset(options: argparse.Namespace) -> int:
    """Delete what the workspace keeps; its names and its certificate stay, so that config.json stays true."""
    workspace = _workspace(options)
    if not (workspace.state / "identity.json").exists():
        raise StateError(f"{workspace.state} is no state folder of a local workspace")
    if not options.yes and input(f"delete all that is in {workspace.state}? [y/N] ").lower() not in (
        "y",
        "yes",
    ):
        return 1
    workspace.reset()
    print(f"{workspace.state} is empty")
    return 0


def env(options: argparse.Namespace) -> int:
    """Print the variables."""
    workspace = _workspace(options)
    connection = workspace.connection
    removed = [name for name in connection.removed if name in os.environ and name not in connection.variables]
    variables = {**connection.variables, BEFORE: connection.apply(os.environ)[BEFORE]}
    print(FORMATS[options.format](variables, removed, str(workspace.programs or "")))
    return 0


def make_workspace(options: argparse.Namespace) -> int:
    """Make a workspace beside the one that is there from the start."""
    with _workspace(options) as workspace:
        made = create_workspace(workspace, options.name, options.resource_group, options.location)
        print(f"created {made}")
        if options.config:
            target = options.config / "config.json" if options.config.is_dir() else options.config
            names = {"subscription_id": made.subscription, "resource_group": str(made.resource_group)}
            configuration.write(target, names | {"workspace_name": made.name})
            print(f"wrote {target}")
    return 0


def failures(options: argparse.Namespace) -> int:
    """Print what the server says of failed jobs; one that has to be started for it ends after it."""
    with _workspace(options) as workspace:
        told = read_failures(workspace, options.workspace)
    print(told, end="")
    if not told:
        print("no job has failed", file=sys.stderr)
    return 0


def ui(options: argparse.Namespace) -> int:
    """Open the page; a server that has to be started for it stays."""
    workspace = _workspace(options)
    workspace.start()
    page = workspace.facts["page"]
    print(page)
    webbrowser.open(page)
    return 0


if __name__ == "__main__":
    sys.exit(main())
