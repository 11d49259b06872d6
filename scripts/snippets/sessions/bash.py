"""Runs the bash snippets of a page in their shell, and says which command of which line failed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markdown_pages import Region

from snippets.errors import SessionError
from snippets.outcomes import SnippetFailedError
from snippets.sessions.process import Reply, SessionProcess

_CHILD = Path(__file__).with_name("bash_child.sh")
_SENTINEL = "\n__snippets_reached=1\n"
_CURL_TRACE = "curl.txt"


@dataclass(frozen=True)
class _Event:
    """A command that began, or failed."""

    line: int
    subshell: int
    file: str
    word: str = ""
    statuses: tuple[int, ...] = ()


class BashSession:
    """One shell for all bash snippets of a page."""

    def __init__(self, directory: Path, environment: Mapping[str, str], scratch: Path) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        self._scratch = scratch
        self._regions: dict[str, Region] = {}
        self.commands: set[str] = set()
        """The first words of the commands that the latest snippet ran."""
        (scratch / ".curlrc").write_text(f'trace-ascii = "{scratch / _CURL_TRACE}"\n')
        variables = {**environment, "CURL_HOME": str(scratch)}
        self.process = SessionProcess(["bash", str(_CHILD)], directory, variables, scratch)

    def run(self, region: Region, text: str, time_limit: float) -> Reply:
        """Source a region's text; not reaching its last line is a located `SnippetFailedError`."""
        file = self._scratch / f"{len(self._regions):02}.sh"
        file.write_text(text + _SENTINEL, encoding="utf-8")
        self._regions[str(file)] = region
        trace = self._scratch / _CURL_TRACE
        trace.unlink(missing_ok=True)
        try:
            reply = self.process.ask(str(file), _is_last, time_limit)
        except SessionError as error:
            output, errors = self.process.printed()
            first = region.line_numbers[0]
            raise SnippetFailedError(
                error.message, region, first, output=output, errors=errors, fatal=True
            ) from error
        self.commands = {event.word for event in _events(reply.lines, "at")}
        self._check(reply, region)
        return reply

    def _check(self, reply: Reply, region: Region) -> None:
        verdict, _, status = reply.lines[-1].partition("\t")
        if verdict != "done":
            raise self._stopped(reply, region, verdict, int(status.strip() or 0))
        flags, jobs = self._options(reply.lines)
        missing = [name for name, there in flags.items() if not there]
        if missing:
            message = f"switched off {' and '.join(missing)}: errors after it would be swallowed"
            raise self._failure(message, region, _line_of_word(reply.lines, "set"), reply, fatal=True)
        if jobs:
            raise self._failure(f"left a background process: {jobs}", region, None, reply, fatal=False)

    @staticmethod
    def _options(lines: Sequence[str]) -> tuple[dict[str, bool], str]:
        fields = next(line for line in lines if line.startswith("options\t")).split("\t")
        flags = fields[1]
        return {
            "errexit": "e" in flags.split(" ")[0],
            "nounset": "u" in flags.split(" ")[0],
            "pipefail": "-o pipefail" in flags,
        }, fields[2].strip()

    def _stopped(self, reply: Reply, region: Region, verdict: str, status: int) -> SnippetFailedError:
        errors = _events(reply.lines, "error")
        failed = [event for event in errors if event.subshell == 0 and event.file in self._regions]
        if failed:
            return self._command_failed(reply, region, failed[-1])
        told = self._told_by_bash(reply.errors)
        if told is not None:
            return self._failure(told.word, region, told, reply, fatal=True)
        # The last announcement before the end of the shell is the trap's own.
        announced = _events(reply.lines, "at")[: -1 if verdict == "exit" else None]
        begun = [event for event in announced if event.file in self._regions]
        how = (
            f"the shell exited with status {status}"
            if verdict == "exit"
            else f"returned with status {status}"
        )
        return self._failure(f"ended early: {how}", region, begun[-1] if begun else None, reply, fatal=True)

    def _command_failed(self, reply: Reply, region: Region, outer: _Event) -> SnippetFailedError:
        origin = self._regions[outer.file]
        part = _failed_part(reply.lines, outer, _pipeline(origin.text, outer.line))
        status = next((status for status in reversed(outer.statuses) if status), 1)
        message = (
            f"`{part.word}` failed with status {status}" if part.word else f"failed with status {status}"
        )
        inner = [event for event in _events(reply.lines, "error") if event.subshell > 0]
        if inner and inner[0].file in self._regions:
            message += f", inside: {self._where(inner[0])}"
        return self._failure(message, region, part, reply, fatal=True)

    def _where(self, event: _Event) -> str:
        origin = self._regions[event.file]
        return f"{origin.path}:{_sample_line(origin, event.line)}"

    def _told_by_bash(self, errors: str) -> _Event | None:
        """Errors of the shell itself, which no trap sees: unset variables, unbalanced quotes."""
        pattern = r"^(?P<file>[^\n:]+): line (?P<line>\d+): (?P<message>.*)$"
        for match in re.finditer(pattern, errors, re.MULTILINE):
            if match["file"] in self._regions:
                return _Event(int(match["line"]), 0, match["file"], match["message"])
        return None

    def _failure(
        self, message: str, region: Region, event: _Event | None, reply: Reply, *, fatal: bool
    ) -> SnippetFailedError:
        origin = self._regions.get(event.file, region) if event else region
        line = _sample_line(origin, event.line) if event else region.line_numbers[0]
        errors = self._with_sample_lines(reply.errors)
        return SnippetFailedError(
            message, origin, line, trace=self._curl_trace(), output=reply.output, errors=errors, fatal=fatal
        )

    def _with_sample_lines(self, text: str) -> str:
        def rewrite(match: re.Match[str]) -> str:
            region = self._regions.get(match["file"])
            if region is None:
                return match[0]
            return f"{region.path}: line {_sample_line(region, int(match['line']))}:"

        return re.sub(r"^(?P<file>[^\n:]+): line (?P<line>\d+):", rewrite, text, flags=re.MULTILINE)

    def _curl_trace(self) -> str:
        """The last request and its response, without the credentials in it."""
        trace = self._scratch / _CURL_TRACE
        if "curl" not in self.commands or not trace.is_file():
            return ""
        wanted = ("=> Send header", "=> Send data", "<= Recv header", "<= Recv data")
        lines: list[str] = []
        kept = False
        for line in trace.read_text("utf-8", "replace").splitlines():
            if line.startswith(("=>", "<=", "==")):
                kept = line.startswith(wanted)
            elif kept:
                lines.append(line.partition(": ")[2])
        return "curl:\n" + re.sub(r"(?i)(authorization: ).*", r"\1***", "\n".join(lines))


def _is_last(line: str) -> bool:
    return line.split("\t", 1)[0] in ("done", "early", "exit")


def _events(lines: Sequence[str], kind: str) -> list[_Event]:
    found: list[_Event] = []
    for line in lines:
        fields = line.split("\t")
        if fields[0] == kind == "at" and len(fields) >= 5:
            found.append(_Event(int(fields[1]), int(fields[2]), fields[3], fields[4]))
        elif fields[0] == kind == "error" and len(fields) >= 5:
            statuses = tuple(map(int, fields[1].split()))
            found.append(_Event(int(fields[2]), int(fields[3]), fields[4], statuses=statuses))
    return found


def _failed_part(lines: Sequence[str], error: _Event, pipeline: range) -> _Event:
    """The part of a pipeline that failed: bash announces each part, in order, before it runs them.

    Parts in braces or brackets are not announced; then the line of the whole is the best there is.
    """
    position = max(
        i for i, line in enumerate(lines) if line.startswith("error\t") and line.split("\t")[3] == "0"
    )
    # The last announcement is the trap's own.
    begun = [event for event in _events(lines[:position], "at") if event.subshell == 0][:-1]
    parts = begun[-len(error.statuses) :]
    if len(parts) < len(error.statuses) or any(part.line not in pipeline for part in parts):
        return error
    return next((part for part, status in zip(parts, error.statuses, strict=True) if status), error)


def _pipeline(text: str, last: int) -> range:
    """The lines of the pipeline that ends in a line."""
    lines = text.split("\n")
    first = last
    while first > 1 and (
        lines[first - 2].rstrip().endswith(("|", "\\")) or lines[first - 1].lstrip().startswith("|")
    ):
        first -= 1
    return range(first, last + 1)


def _line_of_word(lines: Sequence[str], word: str) -> _Event | None:
    return next((event for event in reversed(_events(lines, "at")) if event.word == word), None)


def _sample_line(region: Region, line: int) -> int:
    return region.line_numbers[min(max(line, 1), len(region.line_numbers)) - 1]
