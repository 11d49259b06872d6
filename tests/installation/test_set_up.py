"""The set-up refuses what cannot work in one sentence, and does nothing when there is nothing to do."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def set_up(tmp_path: Path) -> ModuleType:
    """The set-up module, at work in an empty folder with one lock."""
    specification = importlib.util.spec_from_file_location("set_up", ROOT / "scripts" / "set_up.py")
    assert specification
    assert specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    module.ROOT = tmp_path  # pyright: ignore[reportAttributeAccessIssue]
    module.VENV = tmp_path / ".venv"  # pyright: ignore[reportAttributeAccessIssue]
    module.VENVS = tmp_path / ".venvs"  # pyright: ignore[reportAttributeAccessIssue]
    module.LOCKS = tmp_path  # pyright: ignore[reportAttributeAccessIssue]
    (tmp_path / "pyproject.toml").write_text("")
    for lock in ("dev", "site", "workspace", "language-models", "language-models-cpu", "base-model"):
        (tmp_path / f"{lock}.txt").write_text(f"{lock} 1")
    return module


def installed(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Let pip only be asked, and return what it is asked for."""
    asked: list[tuple[str, ...]] = []

    def ask(place: Path, *arguments: str) -> None:
        asked.append((place.name, *arguments))

    def make_venv(place: Path) -> None:
        place.mkdir(exist_ok=True)

    monkeypatch.setattr(set_up, "pip", ask)
    monkeypatch.setattr(set_up, "make_venv", make_venv)
    return asked


def test_a_second_call_installs_nothing(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = installed(set_up, monkeypatch)
    monkeypatch.setattr(sys, "argv", ["set_up.py", "site"])
    assert set_up.main() == 0
    first = len(asked)
    assert first > 0
    assert set_up.main() == 0
    assert len(asked) == first


def test_a_changed_lock_is_installed(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed(set_up, monkeypatch)
    set_up.install("site")
    assert set_up.is_installed("site")
    (tmp_path / "site.txt").write_text("site 2")
    assert not set_up.is_installed("site")


def test_dev_holds_the_smaller_locks_and_not_the_other_way_round(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(set_up, monkeypatch)
    set_up.install("site")
    assert not set_up.is_installed("dev")
    set_up.install("dev")
    assert set_up.is_installed("site")
    assert set_up.is_installed("workspace")


@pytest.mark.parametrize(("found", "lock"), [(True, "language-models-cpu"), (False, "language-models")])
def test_the_language_models_get_the_small_torch_where_pip_finds_it(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, found: bool, lock: str
) -> None:
    asked = installed(set_up, monkeypatch)
    unpacked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        unpacked.append(command)
        return subprocess.CompletedProcess(command, 0)

    def looks(_: Path) -> bool:
        return found

    monkeypatch.setattr(set_up, "finds_cpu_torch", looks)
    monkeypatch.setattr(set_up.subprocess, "run", run)
    monkeypatch.setattr(sys, "argv", ["set_up.py", "language-models"])
    assert set_up.main() == 0
    assert [arguments[-1] for arguments in asked] == [
        str(tmp_path / f"{lock}.txt"),
        str(tmp_path / "base-model.txt"),
    ]
    assert {arguments[0] for arguments in asked} == {"language-models"}
    assert unpacked[0][-1] == str(set_up.BASE_MODEL)
    assert not set_up.is_installed("dev")


def test_the_small_torch_counts_only_with_the_hash_of_the_lock(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pins = ("sympy==1", "torch==2.13.0+cpu", "tqdm==4")
    text = "".join(f"{pin} \\\n    --hash=sha256:{number}\n" for number, pin in enumerate(pins, 1))
    (tmp_path / "language-models-cpu.txt").write_text(text)
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(set_up.subprocess, "run", run)
    assert not set_up.finds_cpu_torch(tmp_path)
    assert "--require-hashes" in asked[0]
    assert Path(asked[0][-1]).read_text() == "torch==2.13.0+cpu \\\n    --hash=sha256:2"


def test_a_failed_installation_is_tried_again(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise set_up.SetUpError("pip could not install")

    monkeypatch.setattr(set_up, "pip", fail)
    monkeypatch.setattr(sys, "argv", ["set_up.py", "site"])
    assert set_up.main() == 1
    assert "pip could not install" in capsys.readouterr().err
    assert not set_up.is_installed("site")


def test_an_old_python_is_refused(set_up: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(set_up.sys, "version_info", (3, 11, 4))
    with pytest.raises(set_up.SetUpError, match=r"Python 3\.11\.5 or newer is needed"):
        set_up.require_this_system()


def test_native_windows_is_refused_with_the_way_out(
    set_up: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(set_up.os, "name", "nt")
    with pytest.raises(set_up.SetUpError, match="WSL 2"):
        set_up.require_this_system()


def test_an_unknown_lock_is_a_usage_error() -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "scripts/set_up.py", "everything"], capture_output=True, text=True
    )
    assert done.returncode == 2
    assert "usage" in done.stderr


def test_every_command_has_its_windows_sentence() -> None:
    commands = {"docs", "test", "check", "workspace", "bench", "i18n"}
    assert {file.stem for file in (ROOT / "scripts").glob("*.cmd")} == commands
    assert all("WSL 2" in file.read_text() for file in (ROOT / "scripts").glob("*.cmd"))
    assert all((ROOT / "scripts" / name).stat().st_mode & 0o111 for name in commands)
