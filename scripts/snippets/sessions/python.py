"""Runs the Python snippets of a page in their process, and says where in the sample one failed."""

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from markdown_pages import Region

from snippets.errors import SessionError
from snippets.outcomes import Place, SnippetFailedError
from snippets.sessions.process import Reply, SessionProcess

_CHILD = Path(__file__).with_name("python_child.py")


class PythonSession:
    """One Python process for all Python snippets of a page."""

    def __init__(
        self, directory: Path, environment: Mapping[str, str], scratch: Path, python: str = sys.executable
    ) -> None:
        scratch.mkdir(parents=True, exist_ok=True)
        self._scratch = scratch
        self._regions: dict[str, Region] = {}
        command = [python, "-u", str(_CHILD), str(scratch)]
        self.process = SessionProcess(command, directory, environment, scratch)

    def run(self, region: Region, text: str, place: Place, time_limit: float) -> Reply:
        """Run a region's text; raises a located `SnippetFailedError` when it does not reach its end."""
        file = self._scratch / f"{place.path.stem}_{place.line}_{place.end_line}.py"
        self._regions[str(file)] = region
        request = {
            "operation": "run",
            "source": text,
            "page": str(place.path),
            "line": place.line,
            "end_line": place.end_line,
        }
        answer, reply = self._ask(request, time_limit, region)
        if not answer["ok"]:
            raise self._failure(answer, reply, region)
        return reply

    def load(self, path: Path, function: str, time_limit: float) -> dict[str, Any]:
        """Load a YAML file with a function of the SDK."""
        request = {"operation": "load", "path": str(path), "function": function}
        return self._ask(request, time_limit, None)[0]

    def versions(self, time_limit: float) -> dict[str, Any]:
        """Return the versions of Python and of the SDK."""
        return self._ask({"operation": "describe"}, time_limit, None)[0]

    def _ask(
        self, request: dict[str, Any], time_limit: float, region: Region | None
    ) -> tuple[dict[str, Any], Reply]:
        try:
            reply = self.process.ask(json.dumps(request), lambda _line: True, time_limit)
        except SessionError as error:
            output, errors = self.process.printed()
            line = region.line_numbers[0] if region else None
            raise SnippetFailedError(
                error.message, region, line, output=output, errors=errors, fatal=True
            ) from error
        return cast("dict[str, Any]", json.loads(reply.lines[-1])), reply

    def _failure(self, answer: dict[str, Any], reply: Reply, region: Region) -> SnippetFailedError:
        origin = self._regions.get(answer.get("file", ""), region)
        line = _sample_line(origin, answer.get("line"))
        message = answer["message"] or answer["kind"]
        if answer.get("ended_early"):
            message = f"ended early: {message}"
        trace = self._with_sample_lines(answer["trace"])
        return SnippetFailedError(
            message, origin, line, trace=trace, output=reply.output, errors=reply.errors, fatal=True
        )

    def _with_sample_lines(self, trace: str) -> str:
        """Let frames point at samples instead of at the session's files."""

        def rewrite(match: re.Match[str]) -> str:
            region = self._regions.get(match["file"])
            if region is None:
                return match[0]
            return f'File "{region.path}", line {_sample_line(region, int(match["line"]))}'

        return re.sub(r'File "(?P<file>[^"\n]+)", line (?P<line>\d+)', rewrite, trace)


def _sample_line(region: Region, line: int | None) -> int | None:
    if line is None or not 1 <= line <= len(region.line_numbers):
        return None
    return region.line_numbers[line - 1]
