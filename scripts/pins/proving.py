"""Runs the project's own commands one after the other and keeps what each printed."""

import re
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

LOGS = Path("build", "move-pins")
LOCK = ("lock", ("./scripts/lock",))
PROOFS = (
    ("check", ("./scripts/check",)),
    ("test", ("./scripts/test", "-q")),
    ("docs", ("./scripts/docs", "--build")),
)
SHOWN = 12
"""Lines of a failed step that the summary shows."""
_TELLING = re.compile(r"^(?:FAILED|ERROR) |error:|\berror\b.*:|problem|differ|: [a-z-]+:", re.IGNORECASE)

Step = tuple[str, Sequence[str]]


@dataclass(frozen=True)
class Outcome:
    """How a step ended."""

    name: str
    code: int
    seconds: float
    log: Path
    """What it printed, below the project."""
    telling: tuple[str, ...]
    """The lines that say what broke; empty when nothing did."""


def prove(root: Path, steps: Iterable[Step], begins: Callable[[str], None]) -> Iterator[Outcome]:
    """Run all steps, each whether or not those before it have failed: together they say what is broken."""
    for name, command in steps:
        begins(name)
        yield _run(root, name, command)


def _run(root: Path, name: str, command: Sequence[str]) -> Outcome:
    log = root / LOGS / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    with log.open("w", encoding="utf-8") as output:
        done = subprocess.run(command, cwd=root, stdout=output, stderr=subprocess.STDOUT)
    text = log.read_text(encoding="utf-8", errors="replace")
    found = telling(text) if done.returncode else ()
    return Outcome(name, done.returncode, time.monotonic() - started, log.relative_to(root), found)


def telling(text: str) -> tuple[str, ...]:
    """Return the lines of a log that say what is wrong; the last ones when none looks like it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = [line for line in lines if _TELLING.search(line)]
    return tuple(dict.fromkeys(found or lines[-SHOWN:]))


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return a line for each step, and below a failed one what broke."""
    lines: list[str] = []
    for it in outcomes:
        state = "ok" if it.code == 0 else f"FAILED ({it.code}), see {it.log.as_posix()}"
        lines.append(f"{it.name:<6} {it.seconds:5.0f} s  {state}")
        lines += [f"    {line}" for line in it.telling[:SHOWN]]
        if len(it.telling) > SHOWN:
            lines.append(f"    … {len(it.telling) - SHOWN} more")
    return "\n".join(lines)
