"""What this `az` remembers between calls: defaults and the signed-in account, in a folder of its own.

Microsoft's az keeps them in AZURE_CONFIG_DIR, by default ~/.azure; this one in AZURE_CONFIG_DIR, by default
inside the state folder of the local workspace, so that the user's own settings are never touched.
"""

from __future__ import annotations

import json
import os
from configparser import ConfigParser
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Account:
    """Who is signed in, and the subscription chosen with `az account set`."""

    tenant: str = ""
    client: str = ""
    secret: str = ""
    subscription: str = ""
    signed_out: bool = False


class Settings:
    """The settings kept in one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._config = ConfigParser(interpolation=None)
        self._config.read(folder / "config", encoding="utf-8")

    @property
    def account(self) -> Account:
        """The signed-in account; an empty one stands for the identity of the environment variables."""
        path = self.folder / "account.json"
        return Account(**json.loads(path.read_text("utf-8"))) if path.exists() else Account()

    def save_account(self, account: Account) -> None:
        """Remember the account; only the user can read the file."""
        self._write("account.json", json.dumps(asdict(account)))

    def default(self, name: str) -> str | None:
        """The default of a common argument: AZURE_DEFAULTS_<NAME> first, then `az configure --defaults`."""
        return os.environ.get(f"AZURE_DEFAULTS_{name.upper()}") or self.get("defaults", name) or None

    def get(self, section: str, name: str) -> str | None:
        """One setting, or None."""
        return self._config.get(section, name, fallback=None)

    def entries(self, section: str) -> dict[str, str]:
        """All settings of a section."""
        return dict(self._config.items(section)) if self._config.has_section(section) else {}

    def sections(self) -> list[str]:
        """The names of the sections."""
        return self._config.sections()

    def set(self, section: str, name: str, value: str | None) -> None:
        """Change one setting; None removes it."""
        if not self._config.has_section(section):
            self._config.add_section(section)
        if value is None:
            self._config.remove_option(section, name)
        else:
            self._config.set(section, name, value)
        lines = [
            f"[{name}]\n" + "".join(f"{k} = {v}\n" for k, v in self.entries(name).items())
            for name in self.sections()
        ]
        self._write("config", "\n".join(lines))

    def _write(self, name: str, text: str) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self.folder / f".{name}.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(text, "utf-8")
        draft.replace(self.folder / name)
