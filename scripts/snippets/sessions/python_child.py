"""The process that a page's Python snippets run in; started as a program, it imports nothing of the project.

Speaks JSON, one object a line. Requests are `run` (a region, in the session's one module) and `load` (a YAML
file, with the SDK). The namespace lives in a real module `__main__`, so that pickling and `inspect` work as
for a reader who types the page into one interpreter.
"""
# pyright: basic

import json
import os
import pkgutil
import platform
import sys
import traceback
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from pytest_examples import CodeExample, EvalExample
from pytest_examples.run_code import run_code

PRINT_CHECK = "#> "


class SessionLoader(SourceFileLoader):
    """Runs each region in the same module, and keeps the traceback that pytest-examples cuts off."""

    def __init__(self, module: ModuleType, path: Path) -> None:
        super().__init__("__main__", str(path))
        self.module = module
        self.finished = False
        self.failure: BaseException | None = None
        self.trace: traceback.TracebackException | None = None

    def create_module(self, spec: Any) -> ModuleType:
        """Give the session's module to the import machinery."""
        del spec
        return self.module

    def exec_module(self, module: ModuleType) -> None:
        """Run a region to its end."""
        source = Path(self.path).read_bytes()
        try:
            exec(compile(source, self.path, "exec"), module.__dict__)  # noqa: S102
        except BaseException as error:
            self.failure = error
            self.trace = traceback.TracebackException.from_exception(error)
            raise
        self.finished = True


class SessionExamples(EvalExample):
    """pytest-examples' runner, with one module for the whole page."""

    def __init__(self, scratch: Path) -> None:
        node = SimpleNamespace(nodeid="")
        request: Any = SimpleNamespace(config=SimpleNamespace(getoption={}.get), node=node)
        super().__init__(tmp_path=scratch, pytest_request=request)
        self.module = ModuleType("__main__")
        sys.modules["__main__"] = self.module
        self.loader: SessionLoader | None = None

    def _run(self, example, insert_print_statements, module_globals, rewrite_assertions, call):
        del rewrite_assertions
        python_file = self._write_file(example)
        self.loader = SessionLoader(self.module, python_file)
        return run_code(
            example=example,
            python_file=python_file,
            loader=self.loader,
            config=self.config,
            enable_print_mock=insert_print_statements is not None,
            print_callback=self.print_callback,
            include_print=self.include_print,
            module_globals=module_globals,
            call=call,
        )


def run(examples: SessionExamples, request: dict[str, Any]) -> dict[str, Any]:
    """Run one region; the answer says whether it reached its end, and if not, where it stopped."""
    example = CodeExample.create(
        request["source"],
        path=Path(request["page"]),
        start_line=request["line"],
        end_line=request["end_line"],
        prefix="python",
    )
    checked = PRINT_CHECK in request["source"]
    try:
        (examples.run_print_check if checked else examples.run)(example, rewrite_assertions=False)
    except BaseException as error:
        return failure(examples.loader, error)
    if examples.loader is None or not examples.loader.finished:
        return failure(examples.loader, SystemExit("interrupted"))
    return {"ok": True}


def failure(loader: SessionLoader | None, error: BaseException) -> dict[str, Any]:
    """Describe what stopped a region, with the frames from the region on."""
    if loader is None or loader.trace is None or loader.failure is None:
        return {"ok": False, "kind": type(error).__name__, "message": str(error), "trace": str(error)}
    stack, path = loader.trace.stack, loader.path
    inside = [index for index, frame in enumerate(stack) if frame.filename == path]
    if inside:
        del stack[: inside[0]]
    line = stack[0].lineno if inside else getattr(loader.failure, "lineno", None)
    return {
        "ok": False,
        "kind": type(loader.failure).__name__,
        "message": "".join(loader.trace.format_exception_only()).strip(),
        "trace": "".join(loader.trace.format()),
        "file": path,
        "line": line,
        "ended_early": isinstance(loader.failure, SystemExit),
    }


def load(request: dict[str, Any]) -> dict[str, Any]:
    """Load a YAML file with the function that its schema asks for: of the SDK, or a full `package:name`."""
    path, name = Path(request["path"]), request["function"]
    try:
        pkgutil.resolve_name(name if ":" in name else f"azure.ai.ml.{name}")(path)
    except Exception as error:
        trace = "".join(traceback.format_exception_only(error))
        return {"ok": False, "kind": type(error).__name__, "message": str(error), "trace": trace}
    return {"ok": True}


def describe() -> dict[str, Any]:
    """Tell the versions that results name."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        sdk = version("azure-ai-ml")
    except PackageNotFoundError:
        sdk = None
    return {"ok": True, "python": platform.python_version(), "azure_ai_ml": sdk}


def main() -> None:
    """Answer requests until the test closes the connection."""
    sys.path[0] = ""  # as an interpreter has it in which a reader types
    requests = os.fdopen(int(os.environ.pop("SNIPPETS_REQUESTS")), "r", encoding="utf-8")
    replies = os.fdopen(int(os.environ.pop("SNIPPETS_REPLIES")), "w", encoding="utf-8")
    for stream in (requests, replies):
        os.set_inheritable(stream.fileno(), False)
    examples = SessionExamples(Path(sys.argv[1]))
    operations = {
        "run": lambda request: run(examples, request),
        "load": load,
        "describe": lambda _request: describe(),
    }
    for line in requests:
        request = json.loads(line)
        answer = operations[request["operation"]](request)
        sys.stdout.flush()
        sys.stderr.flush()
        print(json.dumps(answer), file=replies, flush=True)


if __name__ == "__main__":
    main()
