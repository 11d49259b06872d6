"""Packs the samples of a page into one archive for all languages, byte for byte the same in every build."""

import io
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from snippets.steps import Step

from site_hooks.errors import SiteError
from site_hooks.take_home.installation import JUPYTER, Installation

README = "README.md"
SDK = ("azure-ai-ml", "azure-identity", "azureml-mlflow", "mlflow")
"""What the programs import from Azure; the rest is the dependency group `samples`."""
UNKNOWN_ADDRESS = "<address of the handbook's repository>"
_ARGUMENT = "jobs.get(sys.argv[1])"
"""How a program takes the name of a job that another one has submitted."""
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file can name: times of files differ from clone to clone."""
_FILE, _PROGRAM = 0o100644, 0o100755
_LEVEL = 9


def has_programs(steps: Iterable[Step]) -> bool:
    """Tell whether a page runs anything."""
    return any(step.kind == "run" for step in steps)


def programs(steps: Iterable[Step], samples: Path) -> list[str]:
    """Return the Python programs that a page runs, each once, in the page's order, with what they ask for."""
    shown = [step.embed.sample for step in steps if step.kind == "run" and step.embed and not step.hidden]
    names = [name for name in dict.fromkeys(shown) if name.endswith(".py")]
    return [f'{name} "$JOB"' if _ARGUMENT in (samples / name).read_text("utf-8") else name for name in names]


def requirements(root: Path) -> str:
    """Return the packages of the samples, in the versions that they are tested with, as pip reads them."""
    path = root / "pyproject.toml"
    try:
        project: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        workspace: list[str] = project["project"]["optional-dependencies"]["workspace"]
        samples: list[str] = project["dependency-groups"]["samples"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise SiteError(f"{path}: says no versions of the samples' packages: {error!r}") from error
    sdk = [line for line in workspace if re.split(r"[^\w-]", line)[0] in SDK]
    return "".join(f"{line}\n" for line in sorted([*sdk, *samples]))


def readme(
    name: str,
    run: Sequence[str],
    installed: Installation,
    notebook: str,
    languages: Mapping[str, str],
    words: Mapping[str, Any],
) -> str:
    """Say in each language what to install and what to start.

    `notebook` is the name of the page's notebook. `languages` are the languages' own names,
    `words` the texts of each; both by locale.
    """
    parts = [f"# {name}"]
    for locale, language in languages.items():
        said = words[locale]
        install = f"{said['install']} {said['clone']}" if installed.in_clone else said["install"]
        steps = (install, said["run"], said["notebook_here"])
        numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, start=1))
        azure = said["azure"].format(start=installed.start)
        parts += [f"## {language}", numbered, azure, f"{said['commands']} {said['job']}"]
    for number, commands in enumerate(_commands(run, installed, notebook), start=1):
        parts += [f"## {number}.", "```bash\n" + "\n".join(commands) + "\n```"]
    return "\n\n".join(parts) + "\n"


def _commands(run: Sequence[str], installed: Installation, notebook: str) -> Iterator[Sequence[str]]:
    """The commands of each step."""
    yield installed.commands
    yield [f"{installed.start} python {program}" for program in run]
    yield [JUPYTER, f"{installed.start} jupyter lab {notebook}"]


def packed(folder: str, samples: Path, names: Iterable[str], more: Mapping[str, str]) -> bytes:
    """Return a ZIP file with samples and with texts by name, all below one folder."""
    contents = {name: (samples / name).read_bytes() for name in names}
    contents |= {name: text.encode() for name, text in more.items()}
    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as file:
        for name in sorted(contents):
            entry = ZipInfo(f"{folder}/{name}", _OLDEST)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3  # as Unix makes them: with permissions
            entry.external_attr = (_PROGRAM if name.endswith(".sh") else _FILE) << 16
            file.writestr(entry, contents[name])
    return buffer.getvalue()
