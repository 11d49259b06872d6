"""Code that starts an event loop also runs where one is running, and all other code stays as it is."""

import ast
import asyncio
from typing import Any

import pytest
from site_hooks.take_home.awaiting import awaiting


@pytest.mark.parametrize(
    ("program", "cell"),
    [
        ("asyncio.run(serve())\n", "await serve()\n"),
        ("print(asyncio.run(ask('What does ó cost?')))", "print(await ask('What does ó cost?'))"),
        ("a = asyncio.run(\n    ask(1)\n)  # one\nb = asyncio.run(ask(2)).text", None),
        ("try:\n    asyncio.run(ask(''))\nexcept ValueError:\n    pass\n", None),
        ("'é'; asyncio.run(ask('ü')); asyncio.run(ask('ß'))", "'é'; await ask('ü'); await ask('ß')"),
    ],
)
def test_a_loop_of_its_own_becomes_await(program: str, cell: str | None) -> None:
    found = awaiting(program)
    assert cell is None or found == cell
    assert "asyncio.run" not in found
    compile(found, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)


@pytest.mark.parametrize(
    "program",
    [
        "def main():\n    return asyncio.run(ask())\n",
        "later = lambda: asyncio.run(ask())\n",
        "runner.run(ask())\n",
        "print('asyncio.run(ask())')  # asyncio.run(ask())\n",
        "asyncio.run\n",
    ],
)
def test_everything_else_stays(program: str) -> None:
    assert awaiting(program) == program


def test_what_is_awaited_gives_what_the_program_gave() -> None:
    program = (
        "import asyncio\n\n\nasync def ask(n):\n    return [n]\n\n\nresult = asyncio.run(ask(3))[0] + 1\n"
    )
    as_program: dict[str, Any] = {}
    exec(program, as_program)
    as_cell: dict[str, Any] = {}
    code = compile(awaiting(program), "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    asyncio.run(eval(code, as_cell))
    assert as_cell["result"] == as_program["result"] == 4
