# pyright: basic, reportMissingImports=false
"""Trains as `task.json` says; what is wrong with the data is told before all else."""

import json
import sys
from pathlib import Path

from .chats import ChatError, read


def main() -> int:
    """Read the chats, look at them, train."""
    task = json.loads(Path("task.json").read_text("utf-8"))
    try:
        train, validation = (read(Path(task[name])) if task[name] else [] for name in ("train", "validation"))
    except ChatError as problem:
        Path("refused.txt").write_text(str(problem), "utf-8")
        print(problem)  # noqa: T201
        return 1
    from .training import run  # importing torch takes seconds; a broken line is told before

    run(task, train, validation)
    return 0


if __name__ == "__main__":
    sys.exit(main())
