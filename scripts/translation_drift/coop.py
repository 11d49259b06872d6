"""Reads what Co-op Translator writes down about the pages that it translates.

Format from Azure/co-op-translator, src/co_op_translator/utils/common/metadata_utils.py (read 2026-11-21):
`original_hash` is the MD5 of the source file's raw bytes, `translation_date` an ISO date with time,
`source_file` the path of the source from the root of the repository. Older versions write them into an HTML
comment at the top of the translated page, newer ones into `.co-op-translator.json` in the folder of the
language, by source path.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from translation_drift.errors import ConfigurationError
from translation_drift.project import Project

SIDECAR = ".co-op-translator.json"
AUTHOR = "Co-op Translator"
HEADER = re.compile(r"<!--\s*CO_OP_TRANSLATOR_METADATA:\s*(?P<json>\{.*?\})\s*-->(?:\r\n|\n|\Z)", re.DOTALL)
_MD5 = re.compile(r"[0-9a-f]{32}")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Origin:
    """What a page was translated from."""

    md5: str
    """Of the raw bytes of the source file."""
    source_file: str
    """Where the source stood then, from the root of its repository."""
    date: str


def header_origin(text: str) -> Origin | None:
    """The origin that a page's own header tells, if it has one that can be read."""
    match = HEADER.search(text)
    if match is None:
        return None
    try:
        return _origin(json.loads(match["json"]))
    except json.JSONDecodeError:
        return None


def without_header(text: str) -> str:
    """The page without the header; all other characters stay."""
    return HEADER.sub("", text, count=1)


def sidecar_origins(project: Project, language: str) -> dict[str, Origin]:
    """The origins in the sidecar of a language, by source path; raises ConfigurationError if it is broken."""
    for folder in (project.docs / language, project.root / "translations" / language):
        path = folder / SIDECAR
        if path.is_file():
            found = {name.replace("\\", "/"): _origin(record) for name, record in read_records(path).items()}
            return {name: origin for name, origin in found.items() if origin}
    return {}


def origin_of(origins: dict[str, Origin], project: Project, page: str) -> Origin | None:
    """The origin of a page in a sidecar: by its path as it is now, else from the folder of the language."""
    names = (project.relative(project.page_path(project.source, page)), f"{page}.md")
    return next((origins[name] for name in names if name in origins), None)


def read_records(path: Path) -> dict[str, Any]:
    """The records of a sidecar by source path; raises ConfigurationError if it is broken."""
    try:
        content: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"is not the JSON that Co-op Translator writes: {error}", path) from error
    return cast("dict[str, Any]", content) if isinstance(content, dict) else {}


def _origin(record: Any) -> Origin | None:
    fields = cast("dict[str, Any]", record) if isinstance(record, dict) else {}
    md5, date = str(fields.get("original_hash", "")), str(fields.get("translation_date", ""))[:10]
    if not _MD5.fullmatch(md5) or not _DATE.fullmatch(date):
        return None
    return Origin(md5, str(fields.get("source_file", "")).replace("\\", "/"), date)
