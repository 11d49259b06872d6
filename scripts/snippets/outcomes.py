"""What became of a snippet: it ran to its end, or failed at a line of a sample, shown at a line of a page."""

from dataclasses import dataclass
from pathlib import Path

from markdown_pages import Region

from snippets.errors import SnippetsError


@dataclass(frozen=True)
class Place:
    """Lines of a page."""

    path: Path
    line: int
    end_line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class SnippetFailedError(SnippetsError):
    """A snippet did not do what it should."""

    def __init__(
        self,
        message: str,
        region: Region | None = None,
        sample_line: int | None = None,
        *,
        trace: str = "",
        output: str = "",
        errors: str = "",
        fatal: bool = False,
    ) -> None:
        super().__init__(message)
        self.region = region
        self.sample_line = sample_line
        self.trace = trace
        self.output = output
        self.errors = errors
        self.fatal = fatal
        """Whether the session cannot go on."""
        self.failed_jobs = ""
        """What the jobs printed that had failed by then: a client is told only that one did."""

    def report(self, page: str) -> str:
        """Word the failure for one page: where on the page, where in the sample, what was printed."""
        lines = [f"{page}: {self.message}"]
        if self.region is not None:
            lines.append(f"{self.region.path}:{self.sample_line or self.region.first_line}: in {self.region}")
        parts = {"": self.trace, "printed": self.output, "printed as errors": self.errors}
        for title, text in {**parts, "failed jobs": self.failed_jobs}.items():
            if text.strip():
                lines += ["", *([f"--- {title}"] if title else []), text.rstrip()]
        return "\n".join(lines)


@dataclass(frozen=True)
class Outcome:
    """The result of one step of a page."""

    program: str
    """What ran it: `python 3.11.7`, `bash`, `az (stand-in)`, `curl`, …; several are joined by a comma."""
    seconds: float = 0.0
    output: str = ""
    failure: SnippetFailedError | None = None

    @property
    def passed(self) -> bool:
        """Whether the snippet did what it should."""
        return self.failure is None
