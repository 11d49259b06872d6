"""The command behind ./scripts/diagrams."""

import argparse
import sys
from pathlib import Path

from site_hooks.diagrams import FOLDER, Diagram, all_diagrams, drawing_path
from site_hooks.drawing.chromium import draw
from site_hooks.drawing.svg import reduced
from site_hooks.errors import SiteError
from site_hooks.languages import site_languages
from site_hooks.site_configuration import find_root, load

MERMAID = Path("scripts", "node", "node_modules", "@mermaid-js", "tiny", "dist", "mermaid.tiny.js")


def pages_diagrams(root: Path) -> dict[str, Diagram]:
    """Return the diagrams of all pages by the names of their drawings."""
    config = load(root, root / "site")
    diagrams = list(all_diagrams(Path(config.docs_dir), site_languages(config).build_languages))
    for diagram in diagrams:
        if diagram.problem:
            raise SiteError(f"{diagram.path}:{diagram.line}: {diagram.problem}")
    return {diagram.name: diagram for diagram in diagrams}


def draw_missing(root: Path, wanted: dict[str, Diagram], anew: bool) -> list[Path]:
    """Draw what has no drawing, or everything anew, and return what was written."""
    todo = {name: it for name, it in wanted.items() if anew or not drawing_path(it, root).is_file()}
    if not todo:
        return []
    drawn = draw({name: diagram.source for name, diagram in todo.items()}, root / MERMAID)
    for name, diagram in todo.items():
        if not drawn[name].startswith("<svg"):
            raise SiteError(f"{diagram.path}:{diagram.line}: {drawn[name]}")
        drawing_path(diagram, root).write_text(reduced(drawn[name]), encoding="utf-8")
    return [drawing_path(diagram, root) for diagram in todo.values()]


def remove_unused(root: Path, wanted: dict[str, Diagram]) -> list[Path]:
    """Remove the drawings whose source no page holds any more."""
    unused = [path for path in (root / FOLDER).glob("*.svg") if path.stem not in wanted]
    for path in unused:
        path.unlink()
    return unused


def run() -> int:
    """Do what the command line asks for and return the exit code."""
    parser = argparse.ArgumentParser(prog="diagrams", description="Draw the Mermaid diagrams of all pages.")
    parser.add_argument(
        "--anew", action="store_true", help="draw all of them, after a new version of Mermaid"
    )
    options = parser.parse_args()
    try:
        root = find_root(Path.cwd())
        (root / FOLDER).mkdir(parents=True, exist_ok=True)
        wanted = pages_diagrams(root)
        for path in draw_missing(root, wanted, options.anew):
            print(f"drawn    {path.relative_to(root)}")
        for path in remove_unused(root, wanted):
            print(f"removed  {path.relative_to(root)}")
    except SiteError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def main() -> None:
    """Run as a program."""
    sys.exit(run())
