"""The cell that a notebook starts with: finds out whether the rest can run, and says in a sentence if not."""

from collections.abc import Iterable, Mapping

_CELL = """\
from pathlib import Path


class NotReady(Exception):
    def _render_traceback_(self):  # IPython shows this instead of a traceback
        return [str(self)]


missing = [name for name in {files!r} if not Path(name).is_file()]
if missing:
    raise NotReady({no_files!r})
try:
    from workspace import connect

    print(connect.ml_client.workspaces.get(connect.ml_client.workspace_name).name)
except ImportError as error:
    raise NotReady(f"{{error}}\\n" + {no_packages!r}) from None
except Exception as error:
    raise NotReady(f"{{(str(error).splitlines() or [''])[0]}}\\n" + {no_workspace!r}) from None
"""


def check(needs: Iterable[str], words: Mapping[str, str], names: Mapping[str, str]) -> str:
    """Return the cell; it looks for one file of each folder, and asks the workspace for its name.

    `words` are what it says, with places for what `names` holds.
    """
    files = list({name.split("/", 1)[0]: name for name in needs if "/" in name}.values())
    said = {key: words[key].format_map(names) for key in ("no_files", "no_packages", "no_workspace")}
    return _CELL.format(files=files, **said)
