"""The Python environments that are here already: one that meets a job's pins need not be made again."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from packaging.utils import canonicalize_name


@dataclass(frozen=True)
class Prepared:
    """Virtual environments of this version of Python, in the order in which they are tried."""

    own: tuple[Path, ...]
    others: Path | None = None
    """A folder of more of them, each of which may be made at any time: `installed-*.txt` says that it is."""

    @classmethod
    def beside_this_interpreter(cls) -> Self:
        """This interpreter's own, and what the project's set-up puts into `.venvs` beside it."""
        own = Path(sys.prefix)
        return cls((own,), own.parent / ".venvs")

    def holding(self, pins: Mapping[str, str]) -> Path | None:
        """The folder of executables of the first that holds exactly these packages, version by name."""
        wanted = {canonicalize_name(name): version for name, version in pins.items()}
        made = {path.parent for path in self.others.glob("*/installed-*.txt")} if self.others else set[Path]()
        prefixes = (*self.own, *sorted(made))
        return next((prefix / "bin" for prefix in prefixes if wanted.items() <= _versions(prefix)), None)


def _versions(prefix: Path) -> set[tuple[str, str]]:
    """What is installed in an environment, read from the names of folders; nothing for one of another Python.

    A local version (`2.13.0+cpu`) is a build of the public one, as pip sees it too (PEP 440).
    """
    packages = prefix / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages"
    found = (each.stem.partition("-") for each in packages.glob("*.dist-info"))
    return {(canonicalize_name(name), version.partition("+")[0]) for name, _, version in found}
