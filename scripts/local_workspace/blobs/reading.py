"""Read a blob: whole, a range of it, or what is known about it."""

import re
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

from local_workspace.blobs.call import Call
from local_workspace.errors import ArmError
from local_workspace.routing import Response
from local_workspace.store import Blob

_CHUNK = 1 << 18
_RANGE = re.compile(r"bytes=(\d+)-(\d*)")
_OVERRIDES = {
    "rscc": "Cache-Control",
    "rscd": "Content-Disposition",
    "rsce": "Content-Encoding",
    "rscl": "Content-Language",
    "rsct": "Content-Type",
}


def get_blob(call: Call) -> Response:
    """The blob's bytes, streamed: ``x-ms-range`` or ``Range`` ask for a part (206)."""
    blob = call.blob()
    unchanged = _check_conditions(call, blob)
    if unchanged:
        return unchanged
    headers = properties(blob)
    for parameter, header in _OVERRIDES.items():
        if call.query(parameter):
            headers[header] = call.query(parameter)
    wanted = _RANGE.fullmatch(call.header("x-ms-range") or call.header("range"))
    if wanted is None:
        return Response(200, _read(blob.path, 0, blob.size), headers)
    first = int(wanted[1])
    last = min(int(wanted[2] or blob.size), blob.size - 1)
    if first > last:
        message = "The range specified is invalid for the current size of the resource."
        raise ArmError(416, "InvalidRange", message, headers={"Content-Range": f"bytes */{blob.size}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{blob.size}"
    headers["Content-Length"] = str(last - first + 1)
    if "Content-MD5" in headers:
        headers["x-ms-blob-content-md5"] = headers.pop("Content-MD5")
    return Response(206, _read(blob.path, first, last - first + 1), headers)


def head_blob(call: Call) -> Response:
    """What is known about the blob, metadata included."""
    blob = call.blob()
    return _check_conditions(call, blob) or Response(200, None, properties(blob))


def properties(blob: Blob) -> dict[str, str]:
    """A blob's headers."""
    headers = {
        "Content-Type": "application/octet-stream",
        **blob.headers,
        "Content-Length": str(blob.size),
        "Accept-Ranges": "bytes",
        "ETag": blob.etag,
        "Last-Modified": formatdate(blob.modified, usegmt=True),
        "x-ms-blob-type": "BlockBlob",
        "x-ms-creation-time": formatdate(blob.created, usegmt=True),
        "x-ms-lease-state": "available",
        "x-ms-lease-status": "unlocked",
        "x-ms-server-encrypted": "true",
    }
    return headers | {f"x-ms-meta-{name}": value for name, value in blob.metadata.items()}


def _check_conditions(call: Call, blob: Blob) -> Response | None:
    wanted, unwanted = call.header("if-match"), call.header("if-none-match")
    if wanted and wanted not in ("*", blob.etag):
        message = "The condition specified using HTTP conditional header(s) is not met."
        raise ArmError(412, "ConditionNotMet", message)
    return Response(304, None, {"ETag": blob.etag}) if unwanted in ("*", blob.etag) else None


def _read(path: Path, start: int, size: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while size > 0 and (chunk := file.read(min(_CHUNK, size))):
            size -= len(chunk)
            yield chunk
