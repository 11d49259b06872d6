"""What MLflow would tell its makers stays here, and the thread that would tell it does not run."""

import os
import subprocess
import sys
from collections.abc import Mapping

from local_workspace.environment import VARIABLES
from local_workspace.workspace_server import LocalWorkspace

SWITCH = "MLFLOW_DISABLE_TELEMETRY"
SAY = "from mlflow.telemetry import get_telemetry_client as client; print('tells' if client() else 'silent')"
CHILD = "import local_workspace.dataplane.tracking.child"


def said(code: str, environment: Mapping[str, str]) -> str:
    """What a program prints that knows nothing of a test run: in one, MLflow is silent by itself."""
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    return done.stdout.decode().strip()


def test_connected_programs_are_silent(local_workspace: LocalWorkspace) -> None:
    connected = {"PATH": os.environ["PATH"], **local_workspace.connection.variables}
    silenced = {name: value for name, value in connected.items() if name != SWITCH}
    assert said(SAY, silenced) == "tells", "else this test cannot fail"
    assert said(SAY, connected) == "silent"


def test_the_process_of_mlflow_is_silent(local_workspace: LocalWorkspace) -> None:
    proxy = {name: local_workspace.connection.variables[name] for name in VARIABLES if "PROXY" in name}
    assert said(f"{CHILD}; {SAY}", {"PATH": os.environ["PATH"], **proxy}) == "silent"
