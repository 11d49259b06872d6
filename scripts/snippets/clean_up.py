"""Removes from a real workspace what the pages of one run made there, and nothing else.

All that the samples make carries the tag `handbook` with the run's id and the number of the page. Assets
cannot be deleted on Azure, so they are archived; jobs are cancelled and archived; resource groups are deleted
with what is in them.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from snippets.errors import WorkspaceError
from snippets.workspaces import RealWorkspace, base_environment

_CHILD = Path(__file__).with_name("clean_up_child.py")


def clean_up(workspace: RealWorkspace) -> list[str]:
    """Remove what a run made; returns a line for each thing that was removed."""
    command = [sys.executable, str(_CHILD), str(workspace.config), workspace.run]
    done = subprocess.run(
        command, env=base_environment(os.environ), capture_output=True, text=True, check=False
    )
    if done.returncode:
        message = (
            f"could not remove what the run {workspace.run} made; look for the tag handbook={workspace.run}"
        )
        raise WorkspaceError(f"{message}\n{done.stderr[-2000:]}", workspace.config)
    return [str(line) for line in json.loads(done.stdout.splitlines()[-1])]
