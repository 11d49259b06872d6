"""The ways in which ``local-workspace env`` prints the variables that connect a program."""

import json
import shlex
from collections.abc import Callable, Mapping, Sequence

from local_workspace.environment import BEFORE

Format = Callable[[Mapping[str, str], Sequence[str], str], str]
"""From the variables to set, those to take away, and the folder for the front of PATH (or nothing)."""


def _dotenv(variables: Mapping[str, str], removed: Sequence[str], programs: str) -> str:
    _ = removed, programs
    variables = {name: value for name, value in variables.items() if name != BEFORE}  # JSON within quotes
    return "\n".join(
        f"{n}={v}" if v.replace("/", "").isalnum() else f'{n}="{v}"' for n, v in variables.items()
    )


def _sh(variables: Mapping[str, str], removed: Sequence[str], programs: str) -> str:
    lines = [f"unset {name}" for name in removed]
    lines += [f"export {name}={shlex.quote(value)}" for name, value in variables.items()]
    return "\n".join([*lines, f'export PATH={shlex.quote(programs)}:"$PATH"'] if programs else lines)


def _powershell(variables: Mapping[str, str], removed: Sequence[str], programs: str) -> str:
    lines = [f"Remove-Item Env:{name} -ErrorAction SilentlyContinue" for name in removed]
    lines += [f"$Env:{name} = '" + value.replace("'", "''") + "'" for name, value in variables.items()]
    separator = "[IO.Path]::PathSeparator"
    return "\n".join([*lines, f"$Env:PATH = '{programs}' + {separator} + $Env:PATH"] if programs else lines)


def _json(variables: Mapping[str, str], removed: Sequence[str], programs: str) -> str:
    return json.dumps({"set": dict(variables), "remove": list(removed), "path": programs}, indent=2)


FORMATS: dict[str, Format] = {"dotenv": _dotenv, "sh": _sh, "powershell": _powershell, "json": _json}
