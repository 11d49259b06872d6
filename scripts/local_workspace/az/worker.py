"""The resident process behind `az`: it has the SDK imported, and forks once for each call.

Importing the SDK takes seconds; a fork takes milliseconds, runs beside others, and cannot spoil the next.
Usage: python -m local_workspace.az.worker FOLDER
"""

from __future__ import annotations

import fcntl
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

IDLE_SECONDS = 1800
_WATCH_SECONDS = 2
_PAUSE_SECONDS = 0.5
_LATE = ("IPython", "azure.core.rest._requests_basic", "azureml.mlflow", "mlflow", "msal_extensions")
"""What the SDK imports when a call needs it: in a fork that is lost, and mlflow alone takes seconds."""


def main(folder: Path) -> int:
    """Serve calls until nobody calls for long, or until the folder or its server has gone."""
    os.chdir(folder)
    lock = os.open("lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0
    os.ftruncate(lock, 0)
    os.write(lock, str(os.getpid()).encode())
    listener = _listen()
    _prepare()
    _serve(listener, folder)
    return 0


def _listen() -> socket.socket:
    Path("socket").unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o077)
    listener.bind("socket")
    os.umask(mask)
    listener.listen(64)
    return listener


def _prepare() -> None:
    import local_workspace.az.cli  # noqa: F401  # pyright: ignore[reportUnusedImport]
    from local_workspace.az.table import load_reference, load_table

    load_table()
    load_reference()
    _freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def _import_late() -> None:
    """Import, while nobody waits, what is slow to import; the SDK does without what is not installed."""
    for name in _LATE:
        with suppress(ImportError):
            importlib.import_module(name)
    _freeze()


def _freeze() -> None:
    """Keep the garbage collector of the forks from touching, and so copying, what is here."""
    gc.collect()
    gc.freeze()


def _serve(listener: socket.socket, folder: Path) -> None:
    quiet, served, warm = 0.0, False, False
    while quiet < IDLE_SECONDS and _is_ours(folder):
        serves = _server_is_alive(folder.parent)
        if served and not serves:
            return
        served = serves
        patience = _WATCH_SECONDS if warm else _PAUSE_SECONDS
        ready, _, _ = select.select([listener], [], [], patience)
        quiet += patience
        if not (ready or warm):
            _import_late()
            warm = True
        if ready:
            quiet = 0
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _answer(connection, folder.parent)
            connection.close()


def _is_ours(folder: Path) -> bool:
    try:
        return os.path.samestat(os.stat(folder), os.stat(".")) and (folder / "socket").is_socket()
    except OSError:
        return False


def _server_is_alive(state: Path) -> bool:
    try:
        os.kill(json.loads((state / "server.json").read_text("utf-8"))["pid"], 0)
    except (OSError, ValueError):
        return False
    return True


def _answer(connection: socket.socket, state: Path) -> None:
    code = 1
    try:
        call = _receive(connection)
        threading.Thread(target=_pass_signals_on, args=(connection,), daemon=True).start()
        code = _run(call, state)
    except BaseException:
        traceback.print_exc()
    finally:
        _leave(connection, code)


def _leave(connection: socket.socket, code: int) -> NoReturn:
    try:
        sys.stdout.flush()
        sys.stderr.flush()
        connection.sendall(bytes([code]))
    except OSError:
        pass  # the caller, or the program that reads its output, has gone
    os._exit(code)


def _receive(connection: socket.socket) -> dict[str, Any]:
    length, files, _, _ = socket.recv_fds(connection, 4, 3)
    for number, file in enumerate(files):
        os.dup2(file, number)
        os.close(file)
    wanted, message = int.from_bytes(length, "big"), b""
    while len(message) < wanted:
        part = connection.recv(wanted - len(message))
        if not part:
            raise ConnectionError("the caller has gone")
        message += part
    return json.loads(message.decode("utf-8", "surrogateescape"))


def _run(call: dict[str, Any], state: Path) -> int:
    from local_workspace.az.cli import run

    os.setpgid(0, 0)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.umask(call["umask"])
    os.environ.clear()
    os.environ.update(call["environment"])
    os.chdir(call["folder"])
    _open_standard_streams()
    return run(call["words"], state)


def _open_standard_streams() -> None:
    # Those of the resident process were opened on its log; here the same numbers are the caller's files.
    sys.stdin = sys.__stdin__ = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.__stdout__ = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = sys.__stderr__ = os.fdopen(2, "w", encoding="utf-8", closefd=False, buffering=1)


def _pass_signals_on(connection: socket.socket) -> None:
    while number := connection.recv(1):
        os.killpg(0, number[0])
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]).resolve()))
