"""Make .venv hold what one lock names: `python3 scripts/set_up.py site|workspace|dev`.

Runs on the system's Python, before anything is installed, so it uses the standard library only.
A second call compares the lock with the copy left by the last install and ends at once.
"""

import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "scripts" / "locks"
VENV = ROOT / ".venv"
OLDEST = (3, 11, 5)
INSTALLED_WITH = {"dev": ("dev", "workspace", "site"), "workspace": ("workspace",), "site": ("site",)}


class SetUpError(Exception):
    """What keeps the set-up from working, in one sentence for the person at the keyboard."""


def require_this_system() -> None:
    """Refuse a Python or an operating system that the tools do not run on."""
    if os.name == "nt":
        raise SetUpError(
            "This project runs on Linux and macOS; on Windows, run the same command inside WSL 2."
        )
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise SetUpError(f"Python 3.11.5 or newer is needed; {sys.executable} is {found}.")


def wanted(lock: str) -> str:
    """Return what an installation of this lock depends on."""
    python = ".".join(map(str, sys.version_info[:2]))
    return f"{python}\n{ROOT}\n{(ROOT / 'pyproject.toml').read_text()}\n{(LOCKS / f'{lock}.txt').read_text()}"


def stamp(lock: str) -> Path:
    """Return the file that says which state of a lock is installed."""
    return VENV / f"installed-{lock}.txt"


def is_installed(lock: str) -> bool:
    """Tell whether .venv already holds this state of the lock."""
    return stamp(lock).is_file() and stamp(lock).read_text() == wanted(lock)


def make_venv() -> None:
    """Make .venv, or make it anew when its interpreter is gone or of another version."""
    configuration = VENV / "pyvenv.cfg"
    ours = f"version = {'.'.join(map(str, sys.version_info[:3]))}"
    if configuration.is_file() and ours in configuration.read_text() and (VENV / "bin" / "pip").exists():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    venv.create(VENV, with_pip=True, symlinks=True)


def pip(*arguments: str) -> None:
    """Run .venv's pip; its own messages say what went wrong."""
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    command = [
        str(VENV / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        *quiet,
        *arguments,
    ]
    if subprocess.run(command, cwd=ROOT, stdout=sys.stderr).returncode:
        raise SetUpError("pip could not install the packages; what it printed above says why.")


def install(lock: str) -> None:
    """Install a lock and this project's own packages into .venv."""
    print(f"setting up .venv ({lock}) …", file=sys.stderr)
    make_venv()
    for name in INSTALLED_WITH[lock]:
        stamp(name).unlink(missing_ok=True)
    pip("--require-hashes", "--requirement", str(LOCKS / f"{lock}.txt"))
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    for name in INSTALLED_WITH[lock]:
        stamp(name).write_text(wanted(name))


def alone(lock: str) -> None:
    """Run one set-up at a time: a second one waits for the first."""
    import fcntl  # not on Windows, which is refused before

    VENV.mkdir(exist_ok=True)
    with (ROOT / ".venv.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not is_installed(lock):
            install(lock)


def main() -> int:
    """Set up the lock named on the command line."""
    lock = sys.argv[1] if len(sys.argv) == 2 else ""
    if lock not in INSTALLED_WITH:
        print(f"usage: set_up.py {'|'.join(INSTALLED_WITH)}", file=sys.stderr)
        return 2
    try:
        require_this_system()
        started = time.monotonic()
        if not is_installed(lock):
            alone(lock)
            print(f"ready after {time.monotonic() - started:.0f} s", file=sys.stderr)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
