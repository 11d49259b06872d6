"""The command line: which links there are, and whether they lead anywhere."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from markdown_pages import MarkdownPagesError, languages

from external_links.checking import TIMEOUT, Answer, check
from external_links.finding import Place, all_links

Links = Mapping[str, Sequence[Place]]


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="links",
        description="Check the links that lead out of the site. Needs a network; no part of the build.",
    )
    parser.add_argument(
        "--list", action="store_true", help="only list the links and where they stand; no network"
    )
    parser.add_argument(
        "--lang", action="append", metavar="LANGUAGE", help="only these languages; may be repeated"
    )
    parser.add_argument(
        "--timeout", type=float, default=TIMEOUT, help="seconds for a request (default: %(default)s)"
    )
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="the project (default: this folder)")
    return parser.parse_args()


def report(answers: Sequence[Answer], links: Links) -> str:
    """Return what a maintainer has to do: broken links, those that moved, those to look at."""
    parts = (
        ("broken", [answer for answer in answers if answer.is_broken]),
        ("moved for good", [answer for answer in answers if answer.moved_to and not answer.is_broken]),
        ("refused to a program, look yourself", [answer for answer in answers if answer.is_unknown]),
    )
    lines = [line for title, found in parts if found for line in _part(title, found, links)]
    broken = len(parts[0][1])
    return "\n".join([*lines, f"{len(answers)} links, {broken} broken"])


def _part(title: str, answers: Sequence[Answer], links: Links) -> list[str]:
    lines = [f"{title}:"]
    for answer in answers:
        why = answer.error or (f"→ {answer.moved_to}" if answer.moved_to else f"HTTP {answer.status}")
        lines += [f"  {answer.address}  {why}", *(f"    {place}" for place in links[answer.address])]
    return lines


def run() -> int:
    """Do what the command line asks for; 1 if a link is broken, 2 if the pages cannot be read."""
    options = arguments()
    try:
        known = languages(options.root / "mkdocs.yml")
        links = all_links(options.root, options.lang or known)
    except MarkdownPagesError as error:
        print(error, file=sys.stderr)
        return 2
    if options.list:
        for address, places in links.items():
            print(f"{address}  {', '.join(map(str, places))}")
        return 0
    answers = check(links, Progress(len(links)), options.timeout)
    print(report(answers, links))
    return 1 if any(answer.is_broken for answer in answers) else 0


class Progress:
    """Counts answers on a terminal, since a slow host takes its time; says nothing in a pipe."""

    def __init__(self, count: int) -> None:
        self._count, self._done = count, 0

    def __call__(self, _: Answer) -> None:
        """Count one."""
        self._done += 1
        if sys.stderr.isatty():
            end = "\n" if self._done == self._count else ""
            print(f"\r{self._done}/{self._count}", end=end, file=sys.stderr, flush=True)


def main() -> None:
    """Run as a program."""
    sys.exit(run())
