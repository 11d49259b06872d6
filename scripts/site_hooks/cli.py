"""The command behind ./scripts/docs."""

import argparse
import sys
import time
from pathlib import Path

from site_hooks.building import build_site
from site_hooks.errors import SiteError
from site_hooks.serving import serve
from site_hooks.site_configuration import find_root, load


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="docs", description="Build the handbook's site and serve it on this machine."
    )
    parser.add_argument(
        "--build", action="store_true", help="build strictly into site/ and end; a warning is an error"
    )
    parser.add_argument(
        "--lang", metavar="LANGUAGE", help="only this language, such as pl; pages it lacks are English"
    )
    parser.add_argument("--port", type=int, default=8000, help="first port to try (default: 8000)")
    return parser.parse_args()


def build_strictly(root: Path, language: str | None) -> int:
    """Build into site/ and fail when there is anything to complain about."""
    started = time.monotonic()
    problems = build_site(load(root, root / "site", language))
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"\n{len(problems)} problem(s); site/ must not be published", file=sys.stderr)
        return 1
    pages = sum(1 for _ in (root / "site").rglob("*.html"))
    print(f"site/ holds {pages} HTML files, built in {time.monotonic() - started:.0f} s")
    return 0


def run() -> int:
    """Do what the command line asks for and return the exit code."""
    options = arguments()
    try:
        root = find_root(Path.cwd())
        if options.build:
            return build_strictly(root, options.lang)
        serve(root, options.port, options.lang, lambda text: print(text, file=sys.stderr))
    except SiteError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def main() -> None:
    """Run as a program."""
    sys.exit(run())
