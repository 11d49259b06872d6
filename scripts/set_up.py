"""Make a virtual environment hold what its locks name: `python3 scripts/set_up.py site|workspace|dev`.

These three share .venv. What the language models and some pages run in has a folder of its own below .venvs,
as a job's environment has on Azure: `python3 scripts/set_up.py language-models|prompt-flow|agents`.

Runs on the system's Python, before anything is installed, so it uses the standard library only.
A second call compares the locks with the copy left by the last install and ends at once.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "scripts" / "locks"
VENV = ROOT / ".venv"
VENVS = ROOT / ".venvs"
BASE_MODEL = ROOT / "scripts" / "local_workspace" / "language_models" / "base_model.py"
OLDEST = (3, 11, 5)
INSTALLED_WITH = {"dev": ("dev", "workspace", "site"), "workspace": ("workspace",), "site": ("site",)}
OF_THEIR_OWN = {
    "agents": ("agents",),
    "language-models": ("language-models", "language-models-cpu", "base-model"),
    "prompt-flow": ("prompt-flow",),
}
"""The locks of each environment of its own."""


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


def locks_of(name: str) -> list[Path]:
    """Return the locks that an environment is made from."""
    return [LOCKS / f"{lock}.txt" for lock in OF_THEIR_OWN.get(name, (name,))]


def wanted(name: str) -> str:
    """Return what an installation depends on."""
    python = ".".join(map(str, sys.version_info[:2]))
    own = [ROOT / "pyproject.toml"] if name in INSTALLED_WITH else []
    return "\n".join(
        [python, str(folder(name).resolve()), *(path.read_text() for path in own + locks_of(name))]
    )


def folder(name: str) -> Path:
    """Return the virtual environment that a name stands for."""
    return VENVS / name if name in OF_THEIR_OWN else VENV


def stamp(name: str) -> Path:
    """Return the file that says which state of its locks is installed."""
    return folder(name) / f"installed-{name}.txt"


def is_installed(name: str) -> bool:
    """Tell whether the environment already holds this state of its locks."""
    return stamp(name).is_file() and stamp(name).read_text() == wanted(name)


def make_venv(place: Path) -> None:
    """Make a virtual environment, anew when its interpreter is gone or of another version."""
    configuration = place / "pyvenv.cfg"
    ours = f"version = {'.'.join(map(str, sys.version_info[:3]))}"
    if configuration.is_file() and ours in configuration.read_text() and (place / "bin" / "pip").exists():
        return
    shutil.rmtree(place, ignore_errors=True)
    venv.create(place, with_pip=True, symlinks=True)


def pip(place: Path, *arguments: str) -> None:
    """Run an environment's pip; its own messages say what went wrong.

    It compiles nothing if Python may keep what it compiles: few modules are imported, and all take long.
    """
    lazily = [] if sys.dont_write_bytecode else ["--no-compile"]
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    command = [str(place / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check"]
    if subprocess.run([*command, *lazily, *quiet, *arguments], cwd=ROOT, stdout=sys.stderr).returncode:
        raise SetUpError("pip could not install the packages; what it printed above says why.")


def install_lock(place: Path, lock: str) -> None:
    """Install what a lock names, and nothing else: it names all, so pip need not work out what is missing."""
    pip(place, "--require-hashes", "--no-deps", "--requirement", str(LOCKS / f"{lock}.txt"))


def finds_cpu_torch(place: Path) -> bool:
    """Tell whether pip finds PyTorch's build without CUDA, which saves gigabytes and is not on PyPI."""
    text = (LOCKS / "language-models-cpu.txt").read_text()
    torch = next(part for part in re.split(r"\n(?=\S)", text) if part.startswith("torch=="))
    wanted = place / "torch.txt"
    wanted.write_text(torch)
    command = [str(place / "bin" / "python"), "-m", "pip", "install", "--dry-run", "--no-deps"]
    asked = [*command, "--require-hashes", "--requirement", str(wanted)]
    return subprocess.run(asked, cwd=ROOT, capture_output=True).returncode == 0


def install(name: str) -> None:
    """Install an environment's packages."""
    place = folder(name)
    print(f"setting up {place.relative_to(ROOT)} ({name}) …", file=sys.stderr)
    make_venv(place)
    together = INSTALLED_WITH.get(name, (name,))
    for each in together:
        stamp(each).unlink(missing_ok=True)
    if name == "language-models":
        install_language_models(place)
    else:
        install_lock(place, name)
    if name in INSTALLED_WITH:
        pip(place, "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    for each in together:
        stamp(each).write_text(wanted(each))


def install_language_models(place: Path) -> None:
    """Install PyTorch and its companions, and unpack the small model that they work on."""
    lock = "language-models-cpu" if finds_cpu_torch(place) else "language-models"
    install_lock(place, lock)
    install_lock(place, "base-model")
    if subprocess.run([str(place / "bin" / "python"), str(BASE_MODEL)], stdout=sys.stderr).returncode:
        raise SetUpError("the small language model could not be unpacked; what is printed above says why.")


def alone(name: str) -> None:
    """Run one set-up of a folder at a time: a second one waits for the first."""
    import fcntl  # not on Windows, which is refused before

    folder(name).mkdir(parents=True, exist_ok=True)
    with folder(name).with_name(f"{folder(name).name}.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not is_installed(name):
            install(name)


def main() -> int:
    """Set up what is named on the command line."""
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if name not in (*INSTALLED_WITH, *OF_THEIR_OWN):
        print(f"usage: set_up.py {'|'.join([*INSTALLED_WITH, *OF_THEIR_OWN])}", file=sys.stderr)
        return 2
    try:
        require_this_system()
        started = time.monotonic()
        if not is_installed(name):
            alone(name)
            print(f"ready after {time.monotonic() - started:.0f} s", file=sys.stderr)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
