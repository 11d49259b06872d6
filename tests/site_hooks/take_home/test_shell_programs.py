"""A part of a shell program does alone what it does in the program."""

import subprocess
from pathlib import Path

import pytest
from markdown_pages import Embed, SampleTree
from site_hooks.take_home.shell_programs import runnable

PROGRAM = """#!/usr/bin/env bash
# A program.
set -euo pipefail
START=start

# --8<-- [start:names]
eval "GREETING=hello"
# --8<-- [end:names]

# --8<-- [start:unrelated]
echo unrelated
# --8<-- [end:unrelated]

# --8<-- [start:function]
greet() {
    echo "$GREETING $1"
}
# --8<-- [end:function]

# --8<-- [start:who]
export WHO="you and $START"
# --8<-- [end:who]

# --8<-- [start:all]
greet "$WHO"
# --8<-- [end:all]

# --8<-- [start:later]
WHO=nobody
# --8<-- [end:later]
"""


def cell(folder: Path, region: str) -> str:
    (folder / "program.sh").write_text(PROGRAM)
    tree = SampleTree(folder)
    return runnable(tree.resolve(Embed("program.sh", region, 1)), tree)


@pytest.mark.parametrize(
    ("region", "printed"), [("all", "hello you and start\n"), ("unrelated", "unrelated\n"), ("who", "")]
)
def test_a_region_finds_what_it_uses(tmp_path: Path, region: str, printed: str) -> None:
    done = subprocess.run(["bash", "-c", cell(tmp_path, region)], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (printed, "")


def test_a_failing_command_ends_it_as_in_the_program(tmp_path: Path) -> None:
    text = cell(tmp_path, "all") + "false\necho went on\n"
    done = subprocess.run(["bash", "-c", text], capture_output=True, text=True)
    assert done.returncode == 1
    assert "went on" not in done.stdout


def test_what_it_does_not_use_is_left_out(tmp_path: Path) -> None:
    assert "unrelated" not in cell(tmp_path, "all")
    assert "nobody" not in cell(tmp_path, "all")
    assert "#!" not in cell(tmp_path, "all")
