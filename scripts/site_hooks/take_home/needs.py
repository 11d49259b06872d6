"""Finds the samples that a page's programs need: what they import, read, send with a job or name in YAML."""

import ast
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, cast

import yaml
from markdown_pages import Page
from pathspec import GitIgnoreSpec

from site_hooks.errors import SiteError

_CONNECT = "workspace/connect.py"
_ALWAYS = (_CONNECT, "workspace/names.py")
"""How every program finds its workspace and its names."""
_MADE = ("__pycache__/", "*.out", "config.json", ".azureml/", ".local-workspace/")
"""What runs leave beside the samples, and what the pages show of them."""
_WORD = re.compile(r"[\w.-]+(?:/[\w.-]+)+")
_LONGEST = 200
"""Characters of a path: longer texts are none."""
_NOTE = "README.md"
"""Says of data whose they are, so it goes wherever the data go."""


class SampleNeeds:
    """Follows the samples' names for one another, below one folder."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        ignored = root / ".gitignore"
        own = ignored.read_text(encoding="utf-8").splitlines() if ignored.is_file() else []
        self._left_out = GitIgnoreSpec.from_lines([*_MADE, *own])
        self._known: dict[str, tuple[str, ...]] = {}

    def of_page(self, page: Page) -> list[str]:
        """Return the paths below the samples that a page needs, sorted; none if it embeds no sample."""
        embeds = [embed for fence in page.fences for embed in fence.embeds]
        shown = {embed.sample for embed in (*embeds, *(run.embed for run in page.hidden_runs))}
        return self.of_samples([name for name in shown if self._kept(name) and (self._root / name).is_file()])

    def of_samples(self, names: Iterable[str]) -> list[str]:
        """Return the paths that samples need, they themselves included, sorted."""
        waiting = [*names]
        waiting += [name for name in _ALWAYS if waiting and (self._root / name).is_file()]
        found: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._named_by(name)
        return sorted(found)

    def variables(self, names: Iterable[str]) -> list[str]:
        """Return the environment variables by which programs reach a service, sorted.

        Programs that connect to a workspace, which finds what it needs by itself, set none.
        """
        others = [name for name in names if name not in _ALWAYS]
        if any(_CONNECT in self._named_by(name) for name in others):
            return []
        programs = [self._root / name for name in others if name.endswith(".py")]
        return sorted({name for path in programs for name in _required(path.read_text("utf-8"))})

    def _named_by(self, name: str) -> tuple[str, ...]:
        if name not in self._known:
            found = {file for base, target in self._read(name) for file in self._files(base, target)}
            note = PurePosixPath(name).with_name(_NOTE).as_posix()
            found |= {note} if (self._root / note).is_file() else set()
            self._known[name] = tuple(sorted(found))
        return self._known[name]

    def _read(self, name: str) -> "list[_Named]":
        path, file = PurePosixPath(name), self._root / name
        read = _READERS.get(path.suffix) or _READERS.get(path.name)
        try:
            return [*read(file.read_text(encoding="utf-8"), path)] if read else []
        except SyntaxError as error:
            raise SiteError(f"{file}:{error.lineno}: is not Python: {error.msg}") from error
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise SiteError(f"{file}:{line}: is not YAML: {error.problem}") from error

    def _files(self, base: PurePosixPath, target: str) -> Iterator[str]:
        """The file, or the files of the folder, that a target means; nothing if it means none."""
        if not target.isprintable() or len(target) > _LONGEST:
            return
        named = os.path.join(self._root, base, target)
        if not os.path.exists(named):  # as most of thousands do
            return
        path = Path(named).resolve()
        if not path.is_relative_to(self._root):
            return
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            name = file.relative_to(self._root).as_posix()
            if file.is_file() and self._kept(name):
                yield name

    def _kept(self, name: str) -> bool:
        return not self._left_out.match_file(name)


_Named = tuple[PurePosixPath, str]
"""A folder below the samples, and what is named as seen from there."""
_HERE = PurePosixPath()


def _in_python(text: str, path: PurePosixPath) -> Iterator[_Named]:
    """Modules that are imported, from the samples' folder or beside the program, and what strings name.

    Paths are seen from the samples' folder, where programs start; bare names are files beside the program.
    """
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if "/" in node.value:
                yield _HERE, node.value
            elif PurePosixPath(node.value).suffix:
                yield path.parent, node.value
        for module in _modules(node):
            for base in (_HERE, path.parent):
                yield base, f"{module.replace('.', '/')}.py"


def _modules(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    if isinstance(node, ast.ImportFrom) and node.module:
        return [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
    return []


def _required(text: str) -> Iterator[str]:
    """The variables that a program reads as `os.environ["NAME"]`: without them it cannot run."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            name = node.slice
            if ast.unparse(node.value) == "os.environ" and isinstance(name, ast.Constant):
                yield str(name.value)


def _in_shell(text: str, path: PurePosixPath) -> Iterator[_Named]:
    del path
    for word in _WORD.findall(text):
        yield _HERE, word


def _in_yaml(text: str, path: PurePosixPath) -> Iterator[_Named]:
    """Values, which YAML files of Azure Machine Learning mean as seen from their own folder."""
    for value in _values(yaml.safe_load(text)):
        yield path.parent, value


def _values(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in cast("Mapping[str, Any]", node).values():
            yield from _values(value)
    elif isinstance(node, list):
        for value in cast("list[Any]", node):
            yield from _values(value)


_READERS: Mapping[str, Callable[[str, PurePosixPath], Iterator[_Named]]] = {
    ".py": _in_python,
    ".sh": _in_shell,
    ".yml": _in_yaml,
    "MLTable": _in_yaml,
}
