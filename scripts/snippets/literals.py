"""Recognises commands and code in a fence that claims to be plain text."""

import ast
import json
import re

_COMMAND = re.compile(
    r"^\s*(?:[$>#%]\s+|>>>\s|PS>\s)?(?:sudo\s+)?(?:(?:\./|\.\./)[\w./-]+|az|bash|cat|cd|chmod|conda|cp|curl|docker|echo"
    r"|export|git|jupyter|local-workspace|ls|make|mkdir|mkdocs|mlflow|mv|npm|npx|pip3?|pytest|python3?|rm|sh|source|ssh"
    r"|tar|unzip|uv|wget)(?:\s+[-\w./\"'$~<:=]|$)",
    re.MULTILINE,
)
_PROMPT = re.compile(r"^\s*(?:\$ |>>> |PS> )\S", re.MULTILINE)
_YAML_SCHEMA = re.compile(r"^\$schema:", re.MULTILINE)


def looks_like_code(text: str) -> bool:
    """Whether a text holds a command or code that a reader would take for something to run."""
    shell = bool(_COMMAND.search(text) or _PROMPT.search(text) or _YAML_SCHEMA.search(text))
    return shell or _is_json(text) or _is_python(text)


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except ValueError:
        return False


def _is_python(text: str) -> bool:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    statements = (
        ast.Import,
        ast.ImportFrom,
        ast.Assign,
        ast.FunctionDef,
        ast.ClassDef,
        ast.With,
    )
    calls = (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Call | ast.Await) for node in tree.body
    )
    return any(isinstance(node, statements) for node in tree.body) or any(calls)
