"""Keys and shared access signatures of storage accounts: made for clients here, checked in ``blobs``.

The strings to sign are those of https://learn.microsoft.com/rest/api/storageservices/create-service-sas
and …/create-user-delegation-sas, …/create-account-sas (read 2026-11-21), as azure-storage-blob 12.27
signs them (_shared_access_signature.py, add_resource_signature).
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

from local_workspace.store.resources import ResourceStore

SERVICE_VERSION = "2021-08-06"
_OVERRIDES = ("rscc", "rscd", "rsce", "rscl", "rsct")
_DELEGATION = ("skoid", "sktid", "skt", "ske", "sks", "skv")
_DELEGATED_USER = ("skdutid", "sduoid")  # signed since version 2025-07-05


def sign(key: str, text: str) -> str:
    """HMAC-SHA256 over the text with a base64 key, in base64: how Azure Storage signs."""
    digest = hmac.new(base64.b64decode(key), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def account_string(account: str, sas: Mapping[str, str]) -> str:
    """What the signature of an account SAS is over."""
    names = ["sp", "ss", "srt", "st", "se", "sip", "spr", "sv"]
    names += ["ses"] if sas.get("sv", "") >= "2020-12-06" else []
    return "".join(f"{value}\n" for value in [account, *(sas.get(name, "") for name in names)])


def service_string(resource: str, sas: Mapping[str, str]) -> str:
    """What the signature of a service or user delegation SAS on ``/blob/account/container[/name]`` covers."""
    version = sas.get("sv", "")
    names = ["si"]
    if "skoid" in sas:
        names = [*_DELEGATION]
        names += ["saoid", "suoid", "scid"] if version >= "2020-02-10" else []
        names += _DELEGATED_USER if version >= "2025-07-05" else []
    names += ["sip", "spr", "sv", "sr", "snapshot"]
    names += ["ses"] if version >= "2020-12-06" else []
    first = [sas.get(name, "") for name in ("sp", "st", "se")]
    return "\n".join([*first, resource, *(sas.get(name, "") for name in (*names, *_OVERRIDES))])


def timestamp(moment: datetime) -> str:
    """A time as a SAS carries it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(frozen=True)
class StorageAccounts:
    """The keys of all storage accounts: each is derived from the workspace server's own secret."""

    secret: bytes
    store: ResourceStore

    def keys_allowed(self, account: str) -> bool:
        """Whether an account may be used with its keys, and with what is signed by them."""
        known = [each for each in self.store.search("storageAccounts") if each.id.name == account]
        return all(each.properties.get("allowSharedKeyAccess", True) for each in known)

    def key(self, account: str, name: str = "key1") -> str:
        """An account's key, as ``listKeys`` and ``listSecrets`` answer it."""
        digest = hmac.new(self.secret, f"{account}/{name}".encode(), hashlib.sha512).digest()
        return base64.b64encode(digest).decode()

    def delegation_key(self, account: str, fields: Mapping[str, str]) -> str:
        """The value of a user delegation key: a function of its fields, so nothing has to be kept."""
        text = "\n".join([account, *(fields.get(name, "") for name in _DELEGATION)])
        digest = hmac.new(self.secret, text.encode(), hashlib.sha256).digest()
        return base64.b64encode(digest).decode()

    def container_url(self, account: str, container: str) -> str:
        """The plain address of a container."""
        return f"https://{account}.blob.core.windows.net/{container}"

    def signed_url(
        self,
        account: str,
        container: str,
        name: str = "",
        *,
        permissions: str = "r",
        lasts: timedelta = timedelta(hours=8),
    ) -> str:
        """The address of a blob (of the container without ``name``) with a SAS that permits what is said.

        It is signed on behalf of the service itself, so it works in both storage profiles, as on Azure.
        """
        path = f"{container}/{name}" if name else container
        begin = datetime.now(UTC) - timedelta(minutes=10)
        fields = {"sv": SERVICE_VERSION, "sr": "b" if name else "c", "sp": permissions, "spr": "https"}
        fields |= {"st": timestamp(begin), "se": timestamp(begin + lasts)}
        service = "00000000-0000-0000-0000-000000000000"
        fields |= {"skoid": service, "sktid": service, "skt": fields["st"], "ske": fields["se"]}
        fields |= {"sks": "b", "skv": SERVICE_VERSION}
        text = service_string(f"/blob/{account}/{path}", fields)
        fields["sig"] = sign(self.delegation_key(account, fields), text)
        return f"https://{account}.blob.core.windows.net/{quote(path)}?{urlencode(fields)}"
