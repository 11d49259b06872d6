"""Comments are found where the language has them, and nothing but comments is exchanged."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_pages import Embed, MarkdownPagesError, SampleTree
from markdown_pages.comments import comments, rewritten, same_program, with_comments

ROOT = Path(__file__).parents[2]
PYTHON = '''#!/usr/bin/env python
"""Says # nothing."""
# isort: split
# --8<-- [start:one]
import os  # noqa: F401 - for its effects
#: A unit.
name = "a # b"  #   of the job
size = 1  # (1)!
text = """
# no comment
"""
# --8<-- [end:one]
'''
SHELL = """#!/usr/bin/env bash
# Ask.
name=${1#pre} # without the prefix
echo "# no" 'a # b' a#b $# # count
cat <<EOF
# no comment
EOF
arm() { # arm <path>
    curl "$@" | tr -d '#'; }
"""
YAML = """# The whole.
path: a/b # from here
url: http://a/#b
text: |
  # no comment
list: ["# no", 'it''s # no']
"""


def texts(sample: str, text: str) -> list[tuple[int, str]]:
    return [(comment.line, comment.text) for comment in comments(sample, text)]


def test_comments_of_python_are_tokens_that_no_tool_reads() -> None:
    assert texts("a/b.py", PYTHON) == [(6, ": A unit."), (7, "of the job")]


def test_comments_of_bash_begin_words() -> None:
    found = [(2, "Ask."), (3, "without the prefix"), (4, "count"), (8, "arm <path>")]
    assert texts("a/b.sh", SHELL) == found


def test_comments_of_yaml_stand_between_tokens() -> None:
    assert texts("a/b.yml", YAML) == texts("a/MLTable", YAML) == [(1, "The whole."), (2, "from here")]


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a.sh.out", "a.http"])
def test_files_without_comments_have_none(name: str) -> None:
    assert texts(name, "# a heading\n") == []
    assert not same_program(name, "# a\n", "# b\n")


@pytest.mark.parametrize(("name", "text"), [("a.py", PYTHON), ("a.sh", SHELL), ("a.yml", YAML)])
def test_another_comment_is_the_same_program(name: str, text: str) -> None:
    said = {comment.text: f"„{comment.text}” # 註解" for comment in comments(name, text)}
    other = rewritten(name, text, said)
    assert [comment.text for comment in comments(name, other)] == [*said.values()]
    assert other != text
    assert same_program(name, text, other)


@pytest.mark.parametrize(
    ("name", "text", "changed"),
    [
        ("a.py", PYTHON, ("a # b", "a # c")),
        ("a.py", PYTHON, ("size = 1", "size = 2")),
        ("a.py", PYTHON, ("# no comment", "# ein Kommentar")),
        ("a.py", PYTHON, ("of the job", "of the\njob")),
        ("a.sh", SHELL, ("echo", "printf")),
        ("a.sh", SHELL, ("# no comment", "# ein Kommentar")),
        ("a.sh", SHELL, ("Ask.", "Ask.\nrm x")),
        ("a.yml", YAML, ("a/b", "a/c")),
        ("a.yml", YAML, ("# no comment", "# ein Kommentar")),
        ("a.yml", YAML, ("from here", "from here\nx: 1")),
    ],
)
def test_another_program_is_told(name: str, text: str, changed: tuple[str, str]) -> None:
    assert not same_program(name, text, text.replace(*changed, 1))


def test_bash_itself_reads_the_same_program(tmp_path: Path) -> None:
    """`declare -f` prints a function as bash has read it."""
    bash = shutil.which("bash")
    assert bash

    def read(text: str) -> str:
        program = f"whole() {{\n{text}\n}}\ndeclare -f whole\n"
        command = [bash, "-c", program]
        return subprocess.run(command, check=True, capture_output=True, text=True, cwd=tmp_path).stdout

    said = {comment.text: "’ \" ' $(x) `" for comment in comments("a.sh", SHELL)}
    assert read(rewritten("a.sh", SHELL, said)) == read(SHELL)
    assert read(SHELL.replace("curl", "wget")) != read(SHELL)


def test_a_region_keeps_its_indentation_and_what_nobody_translated(
    samples: Callable[..., SampleTree],
) -> None:
    text = (
        "def f():\n    # --8<-- [start:in]\n    a = 1  # one\n    # two\n    b = 2\n    # --8<-- [end:in]\n"
    )
    tree = samples(jobs__f_py=text)
    region = tree.resolve(Embed("jobs/f.py", "in", 1))
    assert with_comments(region, {"one": "jeden"}) == "a = 1  # jeden\n# two\nb = 2\n"
    assert with_comments(region, {"two": "dwa"}) == "a = 1  # one\n# dwa\nb = 2\n"


def test_a_sample_that_is_no_program_is_told_with_its_path() -> None:
    with pytest.raises(MarkdownPagesError, match=r"jobs/a\.py: its comments cannot be found"):
        comments("jobs/a.py", "f(  # open\n")
