"""Which operation a call to the storage service is: there the query decides, not the path."""

from collections.abc import Callable
from email.utils import formatdate
from uuid import uuid4
from xml.sax.saxutils import escape

from local_workspace.arm import now
from local_workspace.blobs.authorization import authorize
from local_workspace.blobs.call import Call
from local_workspace.blobs.containers import (
    create_container,
    delete_container,
    get_container,
    list_blobs,
    list_containers,
    user_delegation_key,
)
from local_workspace.blobs.reading import get_blob, head_blob
from local_workspace.blobs.writing import delete_blob, put_blob, put_block, put_block_list, set_metadata
from local_workspace.errors import ArmError, not_implemented
from local_workspace.routing import BLOB, Request, Response, Route

Operation = tuple[Callable[[Call], Response], str]
"""What answers, and the permissions of which a signature needs one."""

ACCOUNT: dict[tuple[str, str, str], Operation] = {
    ("GET", "", "list"): (list_containers, "l"),
    ("POST", "service", "userdelegationkey"): (user_delegation_key, ""),
}
CONTAINER: dict[tuple[str, str, str], Operation] = {
    ("PUT", "container", ""): (create_container, "cw"),
    ("GET", "container", ""): (get_container, "r"),
    ("HEAD", "container", ""): (get_container, "r"),
    ("DELETE", "container", ""): (delete_container, "d"),
    ("GET", "container", "list"): (list_blobs, "l"),
}
OBJECT: dict[tuple[str, str, str], Operation] = {
    ("GET", "", ""): (get_blob, "r"),
    ("HEAD", "", ""): (head_blob, "r"),
    ("GET", "", "metadata"): (head_blob, "r"),
    ("HEAD", "", "metadata"): (head_blob, "r"),
    ("PUT", "", ""): (put_blob, "cw"),
    ("PUT", "", "block"): (put_block, "cw"),
    ("PUT", "", "blocklist"): (put_block_list, "cw"),
    ("PUT", "", "metadata"): (set_metadata, "w"),
    ("DELETE", "", ""): (delete_blob, "d"),
}


def answer(request: Request) -> Response:
    """Answer any call to a storage account."""
    call = Call(request)
    try:
        response = _operate(call)
    except ArmError as error:
        response = _error(request, error)
    response.headers.setdefault("x-ms-version", call.header("x-ms-version") or "2021-08-06")
    response.headers.setdefault("Date", formatdate(usegmt=True))
    return response


def _operate(call: Call) -> Response:
    table = OBJECT if call.name else CONTAINER if call.container else ACCOUNT
    key = (call.request.method, call.query("restype").lower(), call.query("comp").lower())
    if key not in table:
        kind = "blob" if call.name else "container" if call.container else "account"
        raise not_implemented(f"{key[0]} {kind} restype={key[1]} comp={key[2]} of the storage service")
    operation, permissions = table[key]
    authorize(call, _needed(call, permissions))
    return operation(call)


def _needed(call: Call, permissions: str) -> str:
    """To overwrite takes ``w``; to create ``c`` is enough."""
    return "w" if permissions == "cw" and call.name and call.find() else permissions


def _error(request: Request, error: ArmError) -> Response:
    headers = {"x-ms-error-code": error.code, "Content-Type": "application/xml", **error.headers}
    text = f"{error.message}\nRequestId:{uuid4()}\nTime:{now()}"
    document = f"<Error><Code>{escape(error.code)}</Code><Message>{escape(text)}</Message></Error>"
    content = f'<?xml version="1.0" encoding="utf-8"?>{document}'.encode()
    return Response(error.status, None if request.method == "HEAD" else content, headers)


ROUTES = [Route("*", BLOB, "/{path:path}", answer, authenticated=False)]
