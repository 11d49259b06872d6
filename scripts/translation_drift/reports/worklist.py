"""What waits for a translator, as `i18n todo` shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.findings import Finding, Severity
from translation_drift.worklist import Task

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class WorklistReport:
    """The first of the tasks, and how many there are in all."""

    tasks: Sequence[Task]
    limit: int | None = None
    name: ClassVar[str] = "i18n-todo"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """Whether nobody has to do anything."""
        return not self.tasks

    @property
    def shown(self) -> Sequence[Task]:
        """As many tasks as were asked for."""
        return self.tasks[: self.limit]

    def data(self) -> dict[str, Any]:
        """The tasks that were asked for."""
        return {"total": len(self.tasks), "tasks": [asdict(task) for task in self.shown]}

    def annotations(self) -> Iterator[Finding]:
        """The tasks as warnings at the translations."""
        for task in self.shown:
            message = f"{task.urgency}: {task.kind}: {task.advice} (`{task.command}`)"
            yield Finding(task.path, task.line or 1, task.state.value, message, Severity.WARNING)

    def write(self, console: "Console") -> None:
        """Two lines a task: what and where, and the command."""
        for task in self.shown:
            console.print(_what(task), markup=False, soft_wrap=True)
            console.print(f"    {task.command}", markup=False, soft_wrap=True, style="dim")
        console.print(_total(len(self.shown), len(self.tasks)), markup=False)


def _what(task: Task) -> str:
    place = task.path if task.line is None else f"{task.path}:{task.line}"
    block = f"{task.kind} #{task.block}" if task.block else task.kind
    source = f", source line {task.source_line}" if task.source_line and task.block else ""
    return f"{place}: {task.urgency} {task.state}: {block}{source}, {task.words} words: {task.advice}"


def _total(shown: int, total: int) -> str:
    if not total:
        return "nothing to do"
    return f"{total} to do" if shown == total else f"{shown} of {total} to do"
