"""Builds the handbook's pages as MkDocs, Material and static-i18n do without the handbook's own work.

`python -m benchmarks.plain_mkdocs FOLDER` is what the build's CPU time is compared with.
"""

import os
import sys
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config.base import load_config  # pyright: ignore[reportUnknownVariableType] - an untyped stream

from benchmarks.measure import ROOT

WITHOUT: dict[str, Any] = {
    "hooks": [],
    "extra_css": [],
    "extra_javascript": [],
    "theme": {"name": "material", "font": False},
    "strict": False,
}
"""The settings of mkdocs.yml that are given up."""


def main(folder: Path) -> None:
    """Build into a folder."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder), **WITHOUT)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
