"""Writes down for Co-op Translator which pages are current, so that it leaves them alone.

Co-op Translator translates a page anew when its record is missing or has another MD5 than the source
(`calculate_file_hash` and `create_metadata` in metadata_utils.py, see `coop`). The records of a language are
one JSON object by source path, indented by two, as in its own repository's
translations/pl/.co-op-translator.json (commit 2416083, read 2026-11-21).
"""

import hashlib
import json
from collections.abc import Iterable

from translation_drift.bitext import load_lock
from translation_drift.coop import SIDECAR, read_records
from translation_drift.exchange.collecting import NEVER
from translation_drift.exchange.files import Export, ExportedFile
from translation_drift.lock import Lock
from translation_drift.project import Project
from translation_drift.selection import Progress, Selection
from translation_drift.states import PageState
from translation_drift.status import project_status


def export_sidecar(
    project: Project, language: str, pages: Iterable[str], export: Export, progress: Progress
) -> list[ExportedFile]:
    """Writes the records of the fresh ones of some pages; what the file says of other pages stays."""
    path = export.folder / language / SIDECAR
    records = read_records(path) if path.is_file() else {}
    statuses = project_status(project, Selection((language,), tuple(pages)), progress)
    fresh = [status.page for status in statuses if status.state is PageState.FRESH]
    for page in fresh:
        source = project.relative(project.page_path(project.source, page))
        if lock := load_lock(project, language, page):
            records[source] = _record(project, lock, page, source)
    path.parent.mkdir(parents=True, exist_ok=True)
    content = json.dumps(dict(sorted(records.items())), indent=2, ensure_ascii=False)
    path.write_text(content, encoding="utf-8", newline="\n")
    return [ExportedFile(path, language, len(fresh), len(statuses) - len(fresh), "fresh pages")]


def _record(project: Project, lock: Lock, page: str, source: str) -> dict[str, str]:
    content = project.page_path(project.source, page).read_bytes()
    return {
        "original_hash": hashlib.md5(content, usedforsecurity=False).hexdigest(),
        "translation_date": f"{max((entry.date for entry in lock.entries), default=NEVER)}T00:00:00+00:00",
        "source_file": source,
        "language_code": lock.language,
    }
