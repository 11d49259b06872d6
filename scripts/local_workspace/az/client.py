"""The `az` that stands on PATH: hands its words, folder, environment and files to the resident process.

It runs as a file, without site packages, and imports nothing that is not needed: it must start in a moment.
Usage: client.py STATE WORDS...
"""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time

_START_SECONDS = 60
_NOTICE_SECONDS = 2


def main(state: str, words: list[str]) -> int:
    """Have the resident process run `az WORDS`; returns az's exit code."""
    call = {"words": words, "folder": os.getcwd(), "environment": dict(os.environ), "umask": _umask()}
    message = json.dumps(call).encode("utf-8", "surrogateescape")
    with _connect(os.path.join(state, "az")) as connection:
        socket.send_fds(connection, [len(message).to_bytes(4, "big")], [_open_file(fd) for fd in (0, 1, 2)])
        connection.sendall(message)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda number, _: connection.sendall(bytes([number])))
        answer = connection.recv(1)
    if not answer:
        _say("ERROR: az ended without an exit code; see worker.log in " + os.path.join(state, "az"))
    return answer[0] if answer else 1


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _open_file(number: int) -> int:
    try:
        fcntl.fcntl(number, fcntl.F_GETFD)
    except OSError:
        return os.open(os.devnull, os.O_RDWR)
    return number


def _connect(folder: str) -> socket.socket:
    os.makedirs(folder, mode=0o700, exist_ok=True)
    connection = _try_to_connect(folder)
    return connection or _start(folder)


def _try_to_connect(folder: str) -> socket.socket | None:
    # The path of a UNIX socket may have some 100 bytes only: the name is given relative to its folder.
    here = os.open(".", os.O_RDONLY)
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        os.chdir(folder)
        connection.connect("socket")
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    finally:
        os.fchdir(here)
        os.close(here)
    return connection


def _start(folder: str) -> socket.socket:
    worker = _start_worker(folder)
    began, told = time.monotonic(), not sys.stderr.isatty()
    while time.monotonic() - began < _START_SECONDS:
        connection = _try_to_connect(folder)
        if connection:
            return connection
        if worker.poll() not in (None, 0):
            break
        if not told and time.monotonic() - began > _NOTICE_SECONDS:
            told = _say("Starting the local workspace's az (a few seconds, once) ...")
        time.sleep(0.02)
    _say("ERROR: az did not start; see worker.log in " + folder)
    raise SystemExit(1)


def _start_worker(folder: str) -> subprocess.Popen[bytes]:
    with open(os.path.join(folder, "worker.log"), "ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "local_workspace.az.worker", folder],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def _say(text: str) -> bool:
    sys.stderr.write(text + "\n")
    return True


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], sys.argv[2:]))
