"""Containers: make, look at, delete, and list what is in one; and the account's user delegation keys."""

from datetime import UTC, datetime
from email.utils import formatdate
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from local_workspace.blobs.call import Call
from local_workspace.errors import ArmError
from local_workspace.routing import Response
from local_workspace.store import Blob
from local_workspace.store.shared_access import StorageAccounts, timestamp

LIMIT = 5000
"""Entries in one answer, at most and by default."""


def create_container(call: Call) -> Response:
    """Make a container."""
    if not call.store.create_container(call.account, call.container):
        raise ArmError(409, "ContainerAlreadyExists", "The specified container already exists.")
    return Response(201, None, _properties(call))


def get_container(call: Call) -> Response:
    """Say that a container is there."""
    call.check_container()
    return Response(200, None, _properties(call))


def delete_container(call: Call) -> Response:
    """Remove a container with its blobs."""
    call.check_container()
    call.store.delete_container(call.account, call.container)
    return Response(202)


def _properties(call: Call) -> dict[str, str]:
    time = call.store.container_modified(call.account, call.container)
    return {"ETag": f'"0x{int(time * 1e6):X}"', "Last-Modified": formatdate(time, usegmt=True)}


def list_containers(call: Call) -> Response:
    """The account's containers."""
    prefix = call.query("prefix")
    items = [
        f"<Container><Name>{escape(name)}</Name><Properties>"
        f"<Last-Modified>{formatdate(modified, usegmt=True)}</Last-Modified></Properties></Container>"
        for name, modified in call.store.containers(call.account)
        if name.startswith(prefix)
    ]
    address = f"https://{call.account}.blob.core.windows.net/"
    document = f"<Prefix>{escape(prefix)}</Prefix><Containers>{''.join(items)}</Containers><NextMarker/>"
    return _xml(f"<EnumerationResults ServiceEndpoint={quoteattr(address)}>{document}</EnumerationResults>")


def list_blobs(call: Call) -> Response:
    """The container's blobs: all that begin with a prefix, or (with a delimiter) one level of them."""
    call.check_container()
    entries, following = _page(call)
    with_metadata = "metadata" in call.query("include").split(",")
    blobs = "".join(
        _blob(entry, with_metadata) if isinstance(entry, Blob) else _prefix(entry) for entry in entries
    )
    given = {"Prefix": "prefix", "Marker": "marker", "MaxResults": "maxresults", "Delimiter": "delimiter"}
    echo = "".join(
        f"<{element}>{escape(call.query(name))}</{element}>"
        for element, name in given.items()
        if call.query(name)
    )
    address = quoteattr(f"https://{call.account}.blob.core.windows.net/")
    marker = f"<NextMarker>{escape(following)}</NextMarker>" if following else "<NextMarker/>"
    return _xml(
        f"<EnumerationResults ServiceEndpoint={address} ContainerName={quoteattr(call.container)}>"
        f"{echo}<Blobs>{blobs}</Blobs>{marker}</EnumerationResults>"
    )


def _page(call: Call) -> tuple[list[Blob | str], str]:
    """Blobs and common prefixes in the order of their names, and where the next page begins."""
    prefix, delimiter, marker = call.query("prefix"), call.query("delimiter"), call.query("marker")
    text = call.query("maxresults") or str(LIMIT)
    if not text.isdecimal() or int(text) < 1:
        raise ArmError(400, "OutOfRangeQueryParameterValue", f"maxresults {text!r} is no number of entries.")
    entries: list[Blob | str] = []
    for blob in call.store.list(call.account, call.container, prefix):
        rest = blob.name.removeprefix(prefix)
        common = prefix + rest.partition(delimiter)[0] + delimiter if delimiter and delimiter in rest else ""
        name = common or blob.name
        if name < marker or (common and entries and entries[-1] == common):
            continue
        if len(entries) == min(int(text), LIMIT):
            return entries, name
        entries.append(common or blob)
    return entries, ""


def _prefix(name: str) -> str:
    return f"<BlobPrefix><Name>{escape(name)}</Name></BlobPrefix>"


def _blob(blob: Blob, with_metadata: bool) -> str:
    properties = {
        "Creation-Time": formatdate(blob.created, usegmt=True),
        "Last-Modified": formatdate(blob.modified, usegmt=True),
        "Etag": blob.etag.strip('"'),
        "Content-Length": str(blob.size),
        "Content-Type": "application/octet-stream",
        **blob.headers,
        "BlobType": "BlockBlob",
        "AccessTier": "Hot",
        "AccessTierInferred": "true",
        "LeaseStatus": "unlocked",
        "LeaseState": "available",
        "ServerEncrypted": "true",
    }
    text = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in properties.items())
    metadata = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in blob.metadata.items())
    tail = f"<Metadata>{metadata}</Metadata>" if with_metadata else ""
    return f"<Blob><Name>{escape(blob.name)}</Name><Properties>{text}</Properties>{tail}</Blob>"


def user_delegation_key(call: Call) -> Response:
    """A key with which the caller signs on its own behalf: for tokens only."""
    if not call.request.principal.object_id:
        message = "Only authentication scheme Bearer is supported."
        raise ArmError(403, "AuthenticationFailed", message)
    try:
        document = ElementTree.fromstring(call.request.content)  # noqa: S314 - as in writing.put_block_list
        expiry = datetime.fromisoformat(document.findtext("Expiry") or "")
    except (ElementTree.ParseError, ValueError) as error:
        raise ArmError(400, "InvalidXmlDocument", f"A KeyInfo with an Expiry is needed: {error}") from error
    start = document.findtext("Start") or timestamp(datetime.now(UTC))
    identity = call.request.principal
    fields = {"skoid": identity.object_id, "sktid": identity.tenant, "skt": start, "ske": timestamp(expiry)}
    fields |= {"sks": "b", "skv": call.header("x-ms-version") or "2021-08-06"}
    value = call.request.services.get(StorageAccounts).delegation_key(call.account, fields)
    names = ("SignedOid", "SignedTid", "SignedStart", "SignedExpiry", "SignedService", "SignedVersion")
    pairs = [*zip(names, fields.values(), strict=True), ("Value", value)]
    text = "".join(f"<{name}>{escape(each)}</{name}>" for name, each in pairs)
    return _xml(f"<UserDelegationKey>{text}</UserDelegationKey>")


def _xml(document: str) -> Response:
    content = f'<?xml version="1.0" encoding="utf-8"?>{document}'.encode()
    return Response(200, content, {"Content-Type": "application/xml"})
