"""Who may do what to a blob: account keys, shared access signatures and tokens, all of them checked."""

import hmac
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import unquote

from local_workspace.blobs.call import Call
from local_workspace.errors import ArmError
from local_workspace.store.shared_access import StorageAccounts, account_string, service_string, sign
from local_workspace.tokens import Tokens

SKEW = 15 * 60
"""Seconds by which a signed request's date may differ from ours."""

_SIGNED_HEADERS = (
    *("content-encoding", "content-language", "content-length", "content-md5", "content-type", "date"),
    *("if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range"),
)


def authorize(call: Call, permissions: str) -> None:
    """Refuse a call that no key, signature or token permits; any one of ``permissions`` suffices in a SAS."""
    authorization = call.header("authorization")
    scheme = authorization.partition(" ")[0].lower()
    if scheme == "bearer":
        _check_token(call, authorization)
    elif scheme == "sharedkey":
        _refuse_keys(call)
        _check_shared_key(call, authorization)
    elif call.query("sig"):
        _check_signature(call)
        _check_permissions(call, permissions)
    else:
        message = (
            "Server failed to authenticate the request. "
            "Please refer to the information in the www-authenticate header."
        )
        challenge = "Bearer authorization_uri=https://login.microsoftonline.com/ resource_id=https://storage.azure.com"
        raise ArmError(401, "NoAuthenticationInformation", message, headers={"WWW-Authenticate": challenge})


def _check_token(call: Call, authorization: str) -> None:
    principal = call.request.services.get(Tokens).check(authorization)
    audiences = ("https://storage.azure.com", f"https://{call.account}.blob.core.windows.net")
    if principal.audience.rstrip("/") not in audiences:
        message = f"Authentication failed: the token is for {principal.audience}, not for storage."
        raise ArmError(401, "InvalidAuthenticationInfo", message)
    call.request.principal = principal


def _refuse_keys(call: Call) -> None:
    if not call.request.services.get(StorageAccounts).keys_allowed(call.account):
        message = "Key based authentication is not permitted on this storage account."
        raise ArmError(403, "KeyBasedAuthenticationNotPermitted", message)


def _check_shared_key(call: Call, authorization: str) -> None:
    account, _, signature = authorization.partition(" ")[2].partition(":")
    _check_date(call)
    key = call.request.services.get(StorageAccounts).key(call.account)
    # azure-storage-blob orders headers as the service's collation does (_shared/authentication.py,
    # _storage_header_sort), others by code point: both are taken.
    expected = (sign(key, _string_to_sign(call, account, plain)) for plain in (True, False))
    _compare(signature if account == call.account else "", expected)


def _check_date(call: Call) -> None:
    try:
        date = parsedate_to_datetime(call.header("x-ms-date") or call.header("date"))
    except ValueError as error:
        raise _failed("the request has no valid date") from error
    if abs((datetime.now(UTC) - date).total_seconds()) > SKEW:
        raise _failed("the request's date is too far from the present")


def _string_to_sign(call: Call, account: str, plain: bool) -> str:
    headers = dict(call.request.headers)
    if headers.get("content-length") == "0":
        del headers["content-length"]
    if "x-ms-date" in headers:
        headers.pop("date", None)
    lines = [call.request.method, *(headers.get(name, "") for name in _SIGNED_HEADERS)]
    own = (name for name in headers if name.startswith("x-ms-"))
    lines += [
        f"{name}:{headers[name]}" for name in sorted(own, key=lambda n: n if plain else n.replace("-", ""))
    ]
    query = sorted((name.lower(), value) for name, value in call.request.query.items())
    resource = f"/{account}{call.request.raw_path}"
    return "\n".join([*lines, resource, *(f"{name}:{unquote(value)}" for name, value in query)])


def _check_signature(call: Call) -> None:
    sas = dict(call.request.query)
    accounts = call.request.services.get(StorageAccounts)
    if "skoid" in sas:
        key = accounts.delegation_key(call.account, sas)
        _check_time(sas.get("skt"), sas.get("ske"))
    else:
        _refuse_keys(call)
        key = accounts.key(call.account)
    text = (
        account_string(call.account, sas) if "ss" in sas else service_string(_resource(call, sas["sr"]), sas)
    )
    _compare(sas["sig"], [sign(key, text)])
    _check_time(sas.get("st"), sas.get("se"))
    if sas.get("spr", "https,http").split(",")[0] != "https":
        raise _failed("the signature permits no https")


def _resource(call: Call, kind: str) -> str:
    path = f"/blob/{call.account}/{call.container}"
    return f"{path}/{call.name}" if kind == "b" else path


def _check_time(start: str | None, end: str | None) -> None:
    now = datetime.now(UTC)
    if start and _moment(start) > now:
        raise _failed("the signature is not valid yet")
    if not end or _moment(end) < now:
        raise _failed("the signature has expired")


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _failed(f"{text!r} is no time") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _check_permissions(call: Call, permissions: str) -> None:
    sas = call.request.query
    if not set(permissions) & set(sas.get("sp", "")):
        message = "This request is not authorized to perform this operation using this permission."
        raise ArmError(403, "AuthorizationPermissionMismatch", message)
    if "ss" not in sas:
        return
    needed = "o" if call.name else "c" if call.container else "s"
    if "b" not in sas["ss"]:
        message = "This request is not authorized to perform this operation using this service."
        raise ArmError(403, "AuthorizationServiceMismatch", message)
    if needed not in sas.get("srt", ""):
        message = "This request is not authorized to perform this operation using this resource type."
        raise ArmError(403, "AuthorizationResourceTypeMismatch", message)


def _compare(signature: str, expected: Iterable[str]) -> None:
    if not any(hmac.compare_digest(signature.encode(), each.encode()) for each in expected):
        raise _failed("the signature does not match")


def _failed(why: str) -> ArmError:
    message = (
        "Server failed to authenticate the request. Make sure the value of Authorization header is formed "
        f"correctly including the signature: {why}."
    )
    return ArmError(403, "AuthenticationFailed", message)
