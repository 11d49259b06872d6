"""Keeps what was computed for pages that have not changed since.

A record is good as long as its page, source, lock, samples and the rules themselves are the same, so the
cache never has to be cleared; deleting it costs only time.

Each line of the file is one page: its blocks as JSON, a tab, and the rest as JSON. So the blocks, which are
most of it, are neither read nor written as JSON by who asks for another page; and a line that was cut off
lacks its rest.
"""

import hashlib
import json
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from translation_drift.blobs import blob_id
from translation_drift.project import Project
from translation_drift.states import BlockState, PageState, PageStatus

_EMBED = re.compile(rb"--8<-- \"([^\":]+)")
_STATES = {state.value: state for state in BlockState}


class StatusCache:
    """Page states, each with the content that it was computed from."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._path = project.cache / "status.lines"
        self._records = self._load()
        self._changed = False
        self._blobs: dict[Path, str] = {}
        self._sources: dict[str, str] = {}

    def get(self, page: str, language: str) -> PageStatus | None:
        """The state of a page that has not changed since it was computed."""
        packed, rest = self._records.get(f"{language}/{page}", ("", None))
        path = self._project.page_path(language, page)
        if rest is None or rest[1] != self._basis(page, language, path):
            return None
        _, _, state, numbers, words, fresh, samples = rest
        counts = {_STATES[state]: count for state, count in numbers.items()}
        return PageStatus(
            page,
            language,
            self._project.relative(path),
            PageState(state),
            counts,
            packed,
            words=words,
            fresh_words=fresh,
            shown=tuple(samples),
        )

    def put(self, status: PageStatus) -> None:
        """Remembers a state together with the content that it was computed from."""
        key, path = f"{status.language}/{status.page}", self._project.page_path(status.language, status.page)
        basis = self._basis(status.page, status.language, path)
        numbers = (status.counts, status.words, status.fresh_words)
        rest = [key, basis, status.state.value, *numbers, status.shown]
        self._records[key] = status.packed, rest
        self._changed = True

    def save(self) -> None:
        """Writes the cache if it changed."""
        if self._changed:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            lines = (f"{packed}\t{json.dumps(rest)}" for packed, rest in self._records.values())
            self._path.write_bytes("\n".join(lines).encode())

    def _load(self) -> dict[str, tuple[str, list[Any]]]:
        try:
            lines = self._path.read_bytes().decode().split("\n")
            parts = (line.partition("\t") for line in lines)
            records = ((packed, json.loads(rest)) for packed, _, rest in parts)
            return {rest[0]: (packed, rest) for packed, rest in records}
        except (OSError, ValueError, TypeError, LookupError):
            return {}

    def _basis(self, page: str, language: str, path: Path) -> str:
        if page not in self._sources:
            self._sources[page] = self._source_basis(self._project.page_path(self._project.source, page))
        target = self._blob(path)
        lock = self._blob(self._project.lock_path(language, page))
        return f"{self._sources[page]}{target[:16]}{lock[:16]}"

    def _source_basis(self, path: Path) -> str:
        content = path.read_bytes()
        samples = sorted({name.decode() for name in _EMBED.findall(content)})
        parts = [_rules(), blob_id(content), *map(self._blob, map(self._project.samples.joinpath, samples))]
        return hashlib.sha256("".join(parts).encode()).hexdigest()[:16]

    def _blob(self, path: Path) -> str:
        if path not in self._blobs:
            self._blobs[path] = blob_id(path.read_bytes()) if path.is_file() else "none"
        return self._blobs[path]


@cache
def _rules() -> str:
    """The programs that states are computed with, as one hash."""
    digest = hashlib.sha256()
    for package in ("translation_drift", "markdown_pages"):
        spec = find_spec(package)
        folder = Path(spec.origin).parent if spec and spec.origin else Path()
        for path in sorted(folder.glob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
