"""The cell that a notebook starts with: finds out whether the rest can run, and says in a sentence if not."""

from collections.abc import Iterable, Mapping, Sequence

_BEGIN = """\
from pathlib import Path


class NotReady(Exception):
    def _render_traceback_(self):  # IPython shows this instead of a traceback
        return [str(self)]


missing = [name for name in {files!r} if not Path(name).is_file()]
if missing:
    raise NotReady({no_files!r})
"""
_ASK_THE_WORKSPACE = """\
try:
    from workspace import connect

    print(connect.ml_client.workspaces.get(connect.ml_client.workspace_name).name)
except ImportError as error:
    raise NotReady(f"{{error}}\\n" + {no_packages!r}) from None
except Exception as error:
    raise NotReady(f"{{(str(error).splitlines() or [''])[0]}}\\n" + {no_workspace!r}) from None
"""
_LOOK_FOR_VARIABLES = """\
import os

missing = [name for name in {variables!r} if not os.environ.get(name)]
if missing:
    raise NotReady(", ".join(missing) + "\\n" + {no_variables!r})
"""
_SAID = ("no_files", "no_packages", "no_workspace", "no_variables")


def check(
    needs: Iterable[str], variables: Sequence[str], words: Mapping[str, str], names: Mapping[str, str]
) -> str:
    """Return the cell; it looks for one file of each folder, and asks the workspace for its name.

    Programs that need `variables` reach a service by those: then they are looked for, not a workspace.
    `words` are what the cell says, with places for what `names` holds.
    """
    files = list({name.split("/", 1)[0]: name for name in needs if "/" in name}.values())
    said = {key: words[key].format_map(names) for key in _SAID}
    end = _LOOK_FOR_VARIABLES if variables else _ASK_THE_WORKSPACE
    return (_BEGIN + end).format(files=files, variables=list(variables), **said)
