"""Write a blob: whole, in blocks, or its metadata; and delete it."""

import base64
import hashlib
from email.utils import formatdate
from xml.etree import ElementTree

from local_workspace.blobs.call import Call
from local_workspace.errors import ArmError, not_implemented
from local_workspace.routing import Response
from local_workspace.store import Blob

KEPT = {
    "x-ms-blob-content-type": "Content-Type",
    "x-ms-blob-content-encoding": "Content-Encoding",
    "x-ms-blob-content-language": "Content-Language",
    "x-ms-blob-content-md5": "Content-MD5",
    "x-ms-blob-content-disposition": "Content-Disposition",
    "x-ms-blob-cache-control": "Cache-Control",
}
"""Request headers that a blob keeps, and the names under which it answers them."""


def put_blob(call: Call) -> Response:
    """Write a block blob in one call."""
    call.check_container()
    kind = call.header("x-ms-blob-type")
    if call.header("x-ms-copy-source"):
        raise not_implemented("copying blobs (x-ms-copy-source)")
    if kind != "BlockBlob":
        raise not_implemented(f"blobs of type {kind or '(x-ms-blob-type is missing)'}")
    _check_md5(call)
    headers = _headers(call)
    if "Content-Type" not in headers and call.header("content-type"):
        headers["Content-Type"] = call.header("content-type")
    _check_conditions(call)
    blob = call.store.put(
        call.account,
        call.container,
        call.name,
        call.request.body,
        headers=headers,
        metadata=call.metadata,
        if_absent=call.header("if-none-match") == "*",
    )
    return _written(201, blob)


def put_block(call: Call) -> Response:
    """Keep one block until a block list makes it part of the blob."""
    call.check_container()
    block = call.query("blockid")
    try:
        base64.b64decode(block, validate=True)
    except ValueError as error:
        raise ArmError(400, "InvalidQueryParameterValue", f"blockid {block!r} is not base64.") from error
    _check_md5(call)
    call.store.stage(call.account, call.container, call.name, block, call.request.body)
    return Response(201, None, {"x-ms-request-server-encrypted": "true"})


def put_block_list(call: Call) -> Response:
    """Make the blob of the blocks that the list names."""
    call.check_container()
    _check_conditions(call)
    try:
        document = ElementTree.fromstring(call.request.content)  # noqa: S314 - expat expands no external entities
    except ElementTree.ParseError as error:
        message = f"XML specified is not syntactically valid: {error}"
        raise ArmError(400, "InvalidXmlDocument", message) from error
    blob = call.store.commit(
        call.account,
        call.container,
        call.name,
        [element.text or "" for element in document],
        headers=_headers(call),
        metadata=call.metadata,
        if_absent=call.header("if-none-match") == "*",
    )
    return _written(201, blob)


def set_metadata(call: Call) -> Response:
    """Replace the blob's metadata."""
    return _written(200, call.store.set_metadata(call.blob(), call.metadata))


def delete_blob(call: Call) -> Response:
    """Remove the blob."""
    call.blob()
    call.store.delete(call.account, call.container, call.name)
    return Response(202, None, {"x-ms-delete-type-permanent": "true"})


def _headers(call: Call) -> dict[str, str]:
    return {kept: call.header(sent) for sent, kept in KEPT.items() if call.header(sent)}


def _check_md5(call: Call) -> None:
    expected = call.header("content-md5")
    if not expected:
        return
    digest = hashlib.md5(usedforsecurity=False)
    while chunk := call.request.body.read(1 << 20):
        digest.update(chunk)
    call.request.body.seek(0)
    if base64.b64encode(digest.digest()).decode() != expected:
        message = "The MD5 value specified in the request did not match with the MD5 value calculated."
        raise ArmError(400, "Md5Mismatch", message)


def _check_conditions(call: Call) -> None:
    wanted = call.header("if-match")
    blob = call.find() if wanted else None
    if wanted and (blob is None or wanted not in ("*", blob.etag)):
        message = "The condition specified using HTTP conditional header(s) is not met."
        raise ArmError(412, "ConditionNotMet", message)


def _written(status: int, blob: Blob) -> Response:
    headers = {"ETag": blob.etag, "Last-Modified": formatdate(blob.modified, usegmt=True)}
    return Response(status, None, headers | {"x-ms-request-server-encrypted": "true"})
