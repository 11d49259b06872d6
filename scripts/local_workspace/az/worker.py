"""The resident process behind `az`: it has the SDK imported, and forks once for each call.

Importing the SDK takes seconds; a fork takes milliseconds, runs beside others, and cannot spoil the next call.
Usage: python -m local_workspace.az.worker FOLDER
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import select
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any

IDLE_SECONDS = 1800
_WATCH_SECONDS = 2


def main(folder: Path) -> int:
    """Serve calls until nobody calls for long, or until the folder that it belongs to has gone."""
    os.chdir(folder)
    lock = os.open("lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0
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
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)


def _serve(listener: socket.socket, folder: Path) -> None:
    quiet = 0
    while quiet < IDLE_SECONDS and _is_ours(folder):
        ready, _, _ = select.select([listener], [], [], _WATCH_SECONDS)
        quiet += _WATCH_SECONDS
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


def _answer(connection: socket.socket, state: Path) -> None:
    code = 1
    try:
        call = _receive(connection)
        threading.Thread(target=_pass_signals_on, args=(connection,), daemon=True).start()
        code = _run(call, state)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        connection.sendall(bytes([code]))
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
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", line_buffering=stream.isatty())  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType]
    return run(call["words"], state)


def _pass_signals_on(connection: socket.socket) -> None:
    while number := connection.recv(1):
        os.killpg(0, number[0])
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]).resolve()))
