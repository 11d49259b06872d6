"""`i18n install-merge-driver`."""

import shlex
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from translation_drift.command import command
from translation_drift.errors import ConfigurationError
from translation_drift.project import Project
from translation_drift.selection import Progress

if TYPE_CHECKING:
    from translation_drift.reports import Report

DRIVER = "i18n-lock"


def _add_arguments(_: ArgumentParser) -> None:
    """Nothing can be chosen."""


@command("install-merge-driver", 190, _add_arguments)
def install_merge_driver(project: Project, _: Namespace, progress: Progress) -> "Report":
    """Lets git merge locks block by block in this clone: one setting of git, one line of .gitattributes."""
    from translation_drift.clone import git
    from translation_drift.reports.merge import InstallationReport

    top = (git(project.root, "rev-parse", "--show-toplevel") or "").strip()
    if not top:
        raise ConfigurationError("a merge driver is a setting of a git clone, and this is none", project.root)
    settings = {
        f"merge.{DRIVER}.name": "locks of translations, merged block by block",
        f"merge.{DRIVER}.driver": _driver(project.root, Path(top)),
    }
    for name, value in settings.items():
        if git(project.root, "config", "--local", name, value) is None:
            raise ConfigurationError(f"git refused the setting {name}", project.root)
    progress(1, 1)
    written = [f"git config {name} {shlex.quote(value)}" for name, value in settings.items()]
    return InstallationReport([*written, *_attribute(project)])


def _driver(root: Path, top: Path) -> str:
    """The command as git runs it at the top of the clone; paths inside hold for every work tree of it."""
    program = Path(sys.executable)
    python = program.relative_to(top).as_posix() if program.is_relative_to(top) else str(program)
    folder = root.relative_to(top.resolve()).as_posix()
    start = shlex.join([python, "-P", "-m", "translation_drift", "merge-driver", "--project", folder])
    return f"{start} %O %A %B %P"


def _attribute(project: Project) -> list[str]:
    """The line of .gitattributes, unless the locks have the attribute already."""
    from translation_drift.clone import git

    state = project.relative(project.metadata / "state")
    if (git(project.root, "check-attr", "merge", f"{state}/any.lock") or "").strip().endswith(f" {DRIVER}"):
        return []
    path = project.root / ".gitattributes"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    line = f"{state}/** text eol=lf merge={DRIVER}"
    path.write_text("".join(f"{each}\n" for each in [*text.splitlines(), line]), encoding="utf-8")
    return [f"{project.relative(path)}: {line}"]
