"""What a figure is, and how the time and the memory of a command are taken."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
QUIET = 0.05
"""The share of the processors that others may have while a duration is taken."""
_TIMES = Path("/proc/stat")


class BenchmarkError(Exception):
    """A command that was to be measured failed."""


@dataclass(frozen=True)
class Figure:
    """One measured value, with the aim that it is read against."""

    name: str
    value: float
    unit: str
    aim: float | None = None
    at_least: bool = False
    """Whether the aim is a lower limit."""
    taken: float | None = None
    """The share that the host took, of a benchmark that chose its quiet moments; otherwise it is measured."""

    def __str__(self) -> str:
        """Return the line that `./scripts/bench` prints."""
        aim = (
            f"   (aim: at {'least' if self.at_least else 'most'} {self.aim:g} {self.unit})"
            if self.aim is not None
            else ""
        )
        return f"{self.name:<58} {self.value:>9.2f} {self.unit}{aim}"


Benchmark = Callable[[], Iterator[Figure]]


class Host:
    """A virtual machine's host, which may give the processors to others while something is measured."""

    def __init__(self) -> None:
        self._before = _processor_times()

    def took(self) -> float:
        """Return which share of the time that was wanted was given to others, since this was last asked.

        Always 0 where nobody tells it: only Linux does (proc_stat(5), the column "steal").
        """
        before, self._before = self._before, _processor_times()
        stolen, wanted = (after - then for after, then in zip(self._before, before, strict=True))
        return stolen / wanted if wanted else 0.0


def additions() -> float:
    """Return the seconds that ten million additions take, which other durations are read against.

    `Host` does not tell that a processor is slowed down or shared within its core.
    """
    started, total = time.perf_counter(), 0
    for number in range(10_000_000):
        total += number
    return time.perf_counter() - started


def _processor_times() -> tuple[int, int]:
    """The time that was given to others, and all that was wanted, in ticks."""
    if not _TIMES.is_file():
        return 0, 0
    user, nice, system, _, _, irq, softirq, steal = map(int, _TIMES.read_text("utf-8").split()[1:9])
    return steal, user + nice + system + irq + softirq + steal


@dataclass(frozen=True)
class Usage:
    """Wall clock and CPU time of a command and its children, in seconds."""

    wall: float
    cpu: float


def run(command: Sequence[str | Path], cwd: Path = ROOT, environment: dict[str, str] | None = None) -> Usage:
    """Run a command in silence and return what it took.

    Raises:
        BenchmarkError: the command ended with another code than 0; its last lines are in the message.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.perf_counter()
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=environment, capture_output=True, text=True
    )
    wall = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).splitlines()[-20:])
        raise BenchmarkError(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{tail}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Usage(wall, cpu)


def peak_memory(command: Sequence[str | Path], cwd: Path) -> float:
    """Run a command in silence and return the memory of its largest process, in MiB."""
    process = subprocess.Popen(
        [str(word) for word in command], cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return usage.ru_maxrss / unit
