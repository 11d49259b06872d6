# pyright: basic
"""Who may do what to a blob: signatures made by azure-storage-blob, right and wrong ones."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from local_workspace.store.shared_access import sign
from local_workspace.workspace_server import LocalWorkspace

from ..rest import Rest, storage_code

HOUR = timedelta(hours=1)


class Account:
    """The default storage account, its key and a blob in it."""

    def __init__(self, rest: Rest, name: str) -> None:
        datastore = rest("GET", "datastores/workspaceblobstore?api-version=1").json()["properties"]
        self.rest, self.blob = rest, name
        self.name, self.container = datastore["accountName"], datastore["containerName"]
        self.key = rest("POST", "datastores/workspaceblobstore/listSecrets?api-version=1").json()["key"]
        self.url = f"https://{self.name}.blob.core.windows.net"
        rest.put_blob(name, b"content")

    def call(self, method: str, sas: str = "", path: str = "", **headers: str) -> tuple[int, str]:
        url = f"{self.url}/{path or f'{self.container}/{self.blob}'}?{sas}"
        sent = {"x-ms-blob-type": "BlockBlob"} | {k.replace("_", "-"): v for k, v in headers.items()}
        # Without a session: its token would be sent along.
        import requests

        answer = requests.request(method, url, data=b"new" if method == "PUT" else None, headers=sent)
        return answer.status_code, answer.headers.get("x-ms-error-code", "")


@pytest.fixture
def account(rest: Rest, connected: LocalWorkspace, name: str) -> Account:
    return Account(rest, name)


def _blob_sas(account: Account, permission: str = "r", key: str = "", **more: object) -> str:
    from azure.storage.blob import generate_blob_sas

    values: dict[str, Any] = {"expiry": datetime.now(UTC) + HOUR, **more}
    return generate_blob_sas(
        account.name,
        account.container,
        account.blob,
        account_key=key or account.key,
        permission=permission,
        **values,
    )


def test_a_signature_permits_what_it_says_and_no_more(account: Account) -> None:
    sas = _blob_sas(account, "r")
    assert account.call("GET", sas) == (200, "")
    assert account.call("HEAD", sas) == (200, "")
    assert account.call("PUT", sas) == (403, "AuthorizationPermissionMismatch")
    assert account.call("DELETE", sas) == (403, "AuthorizationPermissionMismatch")
    assert account.call("PUT", _blob_sas(account, "w")) == (201, "")
    assert account.call("PUT", _blob_sas(account, "c")) == (403, "AuthorizationPermissionMismatch")


def test_a_signature_is_for_one_blob(account: Account) -> None:
    other = f"{account.container}/{account.blob}-other"
    account.rest.put_blob(f"{account.blob}-other", b"x")
    assert account.call("GET", _blob_sas(account), other) == (403, "AuthenticationFailed")


def test_wrong_expired_and_early_signatures_are_refused(account: Account) -> None:
    now = datetime.now(UTC)
    for sas in (
        _blob_sas(account, key="d3Jvbmcga2V5"),
        _blob_sas(account, expiry=now - HOUR),
        _blob_sas(account, start=now + HOUR, expiry=now + 2 * HOUR),
        _blob_sas(account).replace("sp=r", "sp=rw"),
        _blob_sas(account).replace("se=2", "se=3"),
    ):
        assert account.call("GET", sas) == (403, "AuthenticationFailed")


def test_a_container_signature_lists_and_reads(account: Account) -> None:
    from azure.storage.blob import generate_container_sas

    values = {"account_key": account.key, "expiry": datetime.now(UTC) + HOUR}
    sas = generate_container_sas(account.name, account.container, permission="rl", **values)
    assert account.call("GET", sas) == (200, "")
    assert account.call("GET", f"restype=container&comp=list&{sas}", account.container) == (200, "")
    read_only = generate_container_sas(account.name, account.container, permission="r", **values)
    listing = account.call("GET", f"restype=container&comp=list&{read_only}", account.container)
    assert listing == (403, "AuthorizationPermissionMismatch")
    elsewhere = account.call("GET", f"restype=container&comp=list&{sas}", "azureml")
    assert elsewhere == (403, "AuthenticationFailed")


def test_an_account_signature_is_for_kinds_of_resources(account: Account) -> None:
    from azure.storage.blob import AccountSasPermissions, ResourceTypes, generate_account_sas

    values = {"account_key": account.key, "expiry": datetime.now(UTC) + HOUR}
    permission = AccountSasPermissions(read=True, list=True)
    sas = generate_account_sas(
        account.name, resource_types=ResourceTypes(object=True), permission=permission, **values
    )
    assert account.call("GET", sas) == (200, "")
    listing = account.call("GET", f"restype=container&comp=list&{sas}", account.container)
    assert listing == (403, "AuthorizationResourceTypeMismatch")


def test_a_user_delegation_key_signs(account: Account) -> None:
    from azure.identity import DefaultAzureCredential
    from azure.storage.blob import BlobServiceClient, generate_blob_sas

    service = BlobServiceClient(account.url, credential=DefaultAzureCredential())
    now = datetime.now(UTC)
    key = service.get_user_delegation_key(now - HOUR, now + HOUR)
    values = {"user_delegation_key": key, "permission": "r", "expiry": now + HOUR}
    sas = generate_blob_sas(account.name, account.container, account.blob, **values)
    assert account.call("GET", sas) == (200, "")
    assert account.call("PUT", sas) == (403, "AuthorizationPermissionMismatch")
    key.value = "d3Jvbmc="
    forged = generate_blob_sas(account.name, account.container, account.blob, **values)
    assert account.call("GET", forged) == (403, "AuthenticationFailed")


def test_a_delegation_key_is_not_given_for_an_account_key(account: Account) -> None:
    from azure.core.exceptions import HttpResponseError
    from azure.storage.blob import BlobServiceClient

    service = BlobServiceClient(account.url, credential=account.key)
    with pytest.raises(HttpResponseError):
        service.get_user_delegation_key(datetime.now(UTC), datetime.now(UTC) + HOUR)


def test_a_wrong_account_key_is_refused(account: Account) -> None:
    from azure.core.exceptions import ClientAuthenticationError
    from azure.storage.blob import BlobClient

    right = BlobClient(account.url, account.container, account.blob, credential=account.key)
    assert right.download_blob().readall() == b"content"
    wrong = BlobClient(account.url, account.container, account.blob, credential="d3Jvbmcga2V5")
    with pytest.raises(ClientAuthenticationError) as refusal:
        wrong.download_blob()
    assert storage_code(refusal.value) == "AuthenticationFailed"


def test_an_old_signed_request_is_refused(account: Account) -> None:
    date, path = "Mon, 01 Jan 2024 00:00:00 GMT", f"/{account.container}/{account.blob}"
    head = "GET" + "\n" * 12
    text = f"{head}x-ms-blob-type:BlockBlob\nx-ms-date:{date}\n/{account.name}{path}"
    authorization = f"SharedKey {account.name}:{sign(account.key, text)}"
    answer = account.call("GET", x_ms_date=date, Authorization=authorization)
    assert answer == (403, "AuthenticationFailed")


def test_a_call_without_any_right_is_refused(account: Account) -> None:
    assert account.call("GET") == (401, "NoAuthenticationInformation")


def test_only_tokens_for_storage_are_taken(account: Account) -> None:
    tokens = {
        audience: account.rest.token(audience) for audience in ("https://storage.azure.com", account.url)
    }
    for token in tokens.values():
        assert account.call("GET", Authorization=f"Bearer {token}") == (200, "")
    arm = account.rest.token("https://management.azure.com")
    assert account.call("GET", Authorization=f"Bearer {arm}") == (401, "InvalidAuthenticationInfo")
    forged = f"Bearer {tokens[account.url][:-4]}AAAA"
    assert account.call("GET", Authorization=forged) == (401, "InvalidAuthenticationToken")
