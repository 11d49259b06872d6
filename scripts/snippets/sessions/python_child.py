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
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

PRINT_CHECK = "#> "


class SessionLoader(SourceFileLoader):
    """Runs each region in the same module, and keeps the traceback of what stops it."""

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


@dataclass
class Session:
    """The module that all regions run in, and the folder of their files."""

    scratch: Path
    module: ModuleType = field(default_factory=lambda: ModuleType("__main__"))

    def write(self, request: dict[str, Any]) -> SessionLoader:
        """Write a region to a file of its own, and return what loads it."""
        path = self.scratch / f"{Path(request['page']).stem}_{request['line']}_{request['end_line']}.py"
        path.write_text(request["source"], "utf-8")
        return SessionLoader(self.module, path)


def run(session: Session, request: dict[str, Any]) -> dict[str, Any]:
    """Run one region; the answer says whether it reached its end, and if not, where it stopped."""
    loader = session.write(request)
    try:
        if PRINT_CHECK in request["source"]:
            run_print_check(loader, request)
        else:
            spec = spec_from_file_location("__main__", loader.path, loader=loader)
            assert spec
            loader.exec_module(module_from_spec(spec))
    except BaseException as error:
        return failure(loader, error)
    if not loader.finished:
        return failure(loader, SystemExit("interrupted"))
    return {"ok": True}


def run_print_check(loader: SessionLoader, request: dict[str, Any]) -> None:
    """Compare what a region prints with its comments; only then is pytest-examples imported.

    It brings pytest and black, which no reader's interpreter has imported: what they import themselves would
    hide a snippet's missing import, and takes longer than most regions.
    """
    module = ModuleType("print_checks")
    path = Path(__file__).with_name("print_checks.py")
    exec(compile(path.read_text("utf-8"), str(path), "exec"), module.__dict__)  # noqa: S102
    module.run_print_check(loader, request)


def failure(loader: SessionLoader, error: BaseException) -> dict[str, Any]:
    """Describe what stopped a region, with the frames from the region on."""
    if loader.trace is None or loader.failure is None:
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
    session = Session(Path(sys.argv[1]))
    sys.modules["__main__"] = session.module
    operations = {
        "run": lambda request: run(session, request),
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
