"""Samples that go on after an error: they would be green whatever happens, and teach it."""

import ast
import re
from collections.abc import Iterator

from snippets.lints.project import Finding, Project

_SHELL = (
    (re.compile(r"\|\|\s*(?:true|:)(?=\s|;|\)|$)"), "`|| true` swallows every error"),
    (
        re.compile(r"\bset\s+(?:\+\w*[eu]|\+o\s+(?:errexit|pipefail|nounset))"),
        "switches off the stop at errors",
    ),
    (re.compile(r"\btrap\b.*\bERR\b"), "catches errors"),
)
_CURL = re.compile(r"(?:^|[|;&(`]|\bthen|\bdo|\$\()\s*curl\s(?:[^\n]*\\\n)*[^\n]*", re.MULTILINE)


def find(project: Project) -> Iterator[Finding]:
    """Finds swallowed errors in Python and shell samples."""
    for sample in project.samples:
        path = project.path(sample)
        text = path.read_text("utf-8")
        places = _python(text) if path.suffix == ".py" else _shell(text) if path.suffix == ".sh" else ()
        for line, message in places:
            yield project.finding(path, line, message)


def _python(text: str) -> Iterator[tuple[int, str]]:
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        yield error.lineno or 1, f"is not Python: {error.msg}"
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and _swallows(node):
            yield node.lineno, "swallows an error; let it rise, or say what happened and raise"
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("suppress", "contextlib.suppress"):
            yield node.lineno, "swallows an error with suppress()"


def _swallows(handler: ast.ExceptHandler) -> bool:
    broad = handler.type is None or ast.unparse(handler.type) in ("Exception", "BaseException")
    raises = any(isinstance(node, ast.Raise) for node in ast.walk(handler))
    idle = all(isinstance(node, ast.Pass | ast.Continue) or _is_ellipsis(node) for node in handler.body)
    return idle or (broad and not raises)


def _is_ellipsis(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and node.value.value is ...


def _shell(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.split("\n"), start=1):
        code = re.sub(r"(?:^|\s)#.*", "", line)
        for pattern, message in _SHELL:
            if pattern.search(code):
                yield number, message
    for match in _CURL.finditer(text):
        if not re.search(r"--fail(?:-with-body)?\b", match[0]):
            line = text.count("\n", 0, match.start() + match[0].index("curl")) + 1
            yield line, "curl takes an error for an answer; call it with --fail-with-body"
