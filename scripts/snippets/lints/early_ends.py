"""Regions that end their session or leave something running: what follows would not run rightly."""

import ast
import re
from collections.abc import Iterator

from markdown_pages import Region

from snippets.lints.project import Finding, Project

_EXITS = {"exit", "quit", "sys.exit", "os._exit", "os.abort", "os.kill", "os.execv", "os.execvp"}
_SHELL = (
    (re.compile(r"(?:^|[;&|({]\s*|\bthen\s+|\belse\s+|\bdo\s+)(?:exit|exec)\b"), "ends the shell"),
    (re.compile(r"^\s*return\b"), "returns from the snippet"),
    (re.compile(r"(?<![&>|])&\s*$"), "leaves a process running"),
)


def find(project: Project) -> Iterator[Finding]:
    """Finds early ends in regions; a program as a whole may end as it likes."""
    for region in project.regions():
        places = _python(region) if region.path.suffix == ".py" else _shell(region)
        for line, message in places:
            yield project.finding(region.path, region.line_numbers[line - 1], message)


def _python(region: Region) -> Iterator[tuple[int, str]]:
    try:
        tree = ast.parse(region.text)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in _EXITS:
            yield node.lineno, f"{ast.unparse(node.func)}() ends the session"
        elif isinstance(node, ast.Raise) and "SystemExit" in ast.unparse(node):
            yield node.lineno, "SystemExit ends the session"


def _shell(region: Region) -> Iterator[tuple[int, str]]:
    if region.path.suffix != ".sh":
        return
    in_function = False
    for number, line in enumerate(region.text.split("\n"), start=1):
        in_function = bool(re.match(r"\s*(?:function\s+)?[\w-]+\s*\(\)\s*\{", line)) or in_function
        code = re.sub(r"(?:^|\s)#.*", "", line)
        for pattern, message in _SHELL:
            if pattern.search(code) and not (in_function and "returns" in message):
                yield number, message
        in_function = in_function and not re.match(r"\}", line)
