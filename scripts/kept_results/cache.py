"""Keeps results as long as nothing that they came from has changed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from kept_results.fingerprint import fingerprint


@dataclass(frozen=True)
class ResultCache:
    """A folder of results, each with the fingerprint of what it came from; the last of a name stays."""

    folder: Path

    def get(self, name: str, key: str) -> Any:
        """Return a result; None if there is none, if it came from something else, or if it was changed."""
        try:
            entry = cast("dict[str, Any]", json.loads(self._path(name).read_text("utf-8")))
            sealed = entry["seal"] == _seal(name, key, entry["result"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return entry["result"] if sealed else None

    def put(self, name: str, key: str, result: Any) -> None:
        """Keep a result that can be written as JSON."""
        path = self._path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"name": name, "seal": _seal(name, key, result), "result": result}, indent=1)
        fresh = path.with_suffix(".new")
        fresh.write_text(f"{text}\n", "utf-8")
        fresh.replace(path)

    def _path(self, name: str) -> Path:
        return self.folder / f"{fingerprint(name)[:20]}.json"


def _seal(name: str, key: str, result: Any) -> str:
    return fingerprint(name, key, json.dumps(result, sort_keys=True))
