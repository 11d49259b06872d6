"""The thin client and the resident process: what a user would notice if they did not work together."""

import os
import pty
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
from local_workspace.az.install import az_path

from .conftest import Az, end_resident_process


def test_it_says_that_it_is_a_stand_in(az: Az) -> None:
    shown = az("--version")
    assert shown.returncode == 0
    assert "not Microsoft's Azure CLI" in shown.stdout
    assert az("version", "--query", '"azure-cli"', "-o", "tsv").stdout == "local-workspace stand-in\n"


def test_output_errors_and_exit_code_reach_the_caller(az: Az) -> None:
    refused = az("group", "show", "--foo", "bar")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("ERROR: the following arguments are required: --name")


def test_the_callers_environment_is_used_and_not_kept(az: Az, tmp_path: Path) -> None:
    shown = az("configure", "-l", "-o", "json", AZURE_CONFIG_DIR=str(tmp_path))
    assert shown.stdout == "[]\n"
    assert az("configure", "--defaults", "group=żółw", AZURE_CONFIG_DIR=str(tmp_path)).returncode == 0
    shown = az("configure", "-l", "--query", "[].value", "-o", "tsv", AZURE_CONFIG_DIR=str(tmp_path))
    assert shown.stdout == "żółw\n"
    assert "żółw" not in az("configure", "-l").stdout


def test_the_users_own_settings_are_not_touched(az: Az, tmp_path: Path) -> None:
    az("configure", "--defaults", "group=mine", HOME=str(tmp_path))
    assert list(tmp_path.iterdir()) == []
    assert "mine" in (az.state / "azure" / "config").read_text()


def test_it_does_not_reach_another_cloud(az: Az) -> None:
    identity = dict.fromkeys(("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET"), "x")
    refused = az("account", "show", HTTPS_PROXY="http://proxy.example:3128", **identity)
    assert refused.returncode == 1
    assert "reaches the local workspace only" in refused.stderr


def test_calls_run_beside_each_other(az: Az) -> None:
    with ThreadPoolExecutor(6) as pool:
        codes = [each.returncode for each in pool.map(az, ["version"] * 6)]
    assert codes == [0] * 6


def test_a_killed_resident_process_is_replaced(az: Az) -> None:
    az("version")
    killed = psutil.Process(az.worker())
    killed.kill()
    killed.wait(10)
    assert az("version").returncode == 0
    assert az.worker() != killed.pid


def test_two_first_calls_at_once_start_one_resident_process(tmp_path: Path) -> None:
    az = Az(tmp_path, os.environ)
    with ThreadPoolExecutor(2) as pool:
        codes = [each.returncode for each in pool.map(az, ["version"] * 2)]
    assert codes == [0, 0]
    processes = [
        each
        for each in psutil.process_iter(["cmdline"])
        if str(tmp_path / "az") in (each.info["cmdline"] or [])
    ]
    end_resident_process(tmp_path)
    assert [each.pid for each in processes] == [az.worker()]


def test_the_resident_process_ends_with_its_folder(tmp_path: Path) -> None:
    az = Az(tmp_path / "state", os.environ)
    assert az("version").returncode == 0
    resident = psutil.Process(az.worker())
    (tmp_path / "state").rename(tmp_path / "gone")
    resident.wait(30)


def _start_on_a_terminal(az: Az, *words: str) -> tuple[int, int]:
    child, terminal = pty.fork()
    if child == 0:
        os.execve(az.program, [az.program, *words], az.environment)
    return child, terminal


def _read_until(terminal: int, text: str) -> str:
    seen = ""
    while text not in seen:
        seen += os.read(terminal, 1000).decode()
    return seen


def test_a_deletion_is_confirmed_on_the_terminal(az: Az) -> None:
    child, terminal = _start_on_a_terminal(az, "group", "delete", "-n", "g")
    _read_until(terminal, "(y/n): ")
    os.write(terminal, b"n\n")
    _read_until(terminal, "Operation cancelled.")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


def test_a_deletion_without_a_terminal_needs_yes(az: Az) -> None:
    refused = az("group", "delete", "-n", "g", stdin="y\n")
    assert refused.returncode == 1
    assert "no tty available. Use --yes." in refused.stderr


def test_ctrl_c_ends_the_command(az: Az) -> None:
    child, terminal = _start_on_a_terminal(az, "group", "delete", "-n", "g")
    _read_until(terminal, "(y/n): ")
    os.write(terminal, b"\x03")
    _read_until(terminal, "Keyboard interrupt is captured.")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1


def test_a_killed_caller_takes_its_command_along(az: Az) -> None:
    child, terminal = _start_on_a_terminal(az, "group", "delete", "-n", "g")
    _read_until(terminal, "(y/n): ")
    command = _children(az.worker())
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    psutil.wait_procs(command, timeout=30)
    assert command
    assert not _children(az.worker())


def _children(process: int) -> list[psutil.Process]:
    return psutil.Process(process).children()


def test_a_closed_pipe_is_no_fault(az: Az) -> None:
    piped = subprocess.run(
        f"'{az.program}' ml job create -h | head -c 1",
        shell=True,
        check=False,
        capture_output=True,
        text=True,
    )
    assert piped.stderr == ""


def test_az_is_written_once_and_again_only_when_it_changes(tmp_path: Path) -> None:
    written = az_path(tmp_path) / "az"
    before = written.stat().st_ino
    assert (az_path(tmp_path) / "az").stat().st_ino == before
    written.write_text("broken")
    assert (az_path(tmp_path) / "az").read_text().startswith("#!/bin/sh")
