# pyright: basic
"""Datastores and their secrets, in both storage profiles."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from local_workspace.workspace_server import LocalWorkspace

from ..rest import Rest

if TYPE_CHECKING:
    from azure.ai.ml import MLClient


@pytest.fixture(scope="module")
def identity_rest(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rest]:
    state = tmp_path_factory.mktemp("identity") / "state"
    with LocalWorkspace(state, storage_profile="identity") as workspace:
        yield Rest(workspace)


@pytest.mark.effect("datastores.list")
def test_a_workspace_has_four_datastores_one_of_them_default(ml_client: "MLClient") -> None:
    names = {each.name for each in ml_client.datastores.list()}
    expected = {
        "workspaceblobstore",
        "workspaceartifactstore",
        "workspacefilestore",
        "workspaceworkingdirectory",
    }
    assert expected <= names
    assert ml_client.datastores.get_default().name == "workspaceblobstore"


@pytest.mark.effect("datastores.get_default")
def test_a_new_default_takes_over(ml_client: "MLClient", rest: Rest, name: str) -> None:
    account = rest("GET", "datastores/workspaceblobstore?api-version=1").json()["properties"]["accountName"]
    properties = {
        "datastoreType": "AzureBlob",
        "accountName": account,
        "containerName": name,
        "isDefault": True,
    }
    path = f"datastores/{name.replace('-', '_')}?api-version=1"
    try:
        assert rest("PUT", path, {"properties": properties}).status_code == 201
        assert [each.name for each in ml_client.datastores.list()].count("workspaceblobstore") == 1
        assert ml_client.datastores.get_default().name == name.replace("-", "_")
    finally:
        default = rest("GET", "datastores/workspaceblobstore?api-version=1").json()
        default["properties"]["isDefault"] = True
        rest("PUT", "datastores/workspaceblobstore?api-version=1", default)


def test_the_key_is_told_only_to_who_asks_for_secrets(rest: Rest) -> None:
    datastore = rest("GET", "datastores/workspaceblobstore?api-version=1").json()
    assert datastore["properties"]["credentials"] == {"credentialsType": "AccountKey"}
    secrets = rest("POST", "datastores/workspaceblobstore/listSecrets?api-version=1").json()
    assert secrets["secretsType"] == "AccountKey"
    account = f"{rest.workspace.url.partition('/providers')[0]}/providers/Microsoft.Storage/storageAccounts/"
    account += datastore["properties"]["accountName"]
    keys = rest("POST", f"{account}/listKeys?api-version=1").json()["keys"]
    assert secrets["key"] == keys[0]["value"]


def test_a_users_secret_is_kept_and_not_shown(rest: Rest, name: str) -> None:
    secrets = {"secretsType": "AccountKey", "key": "c2VjcmV0"}
    properties = {
        "datastoreType": "AzureBlob",
        "accountName": "mine",
        "containerName": "c1",
        "credentials": {"credentialsType": "AccountKey", "secrets": secrets},
    }
    answer = rest("PUT", f"datastores/{name}?api-version=1", {"properties": properties})
    assert answer.status_code == 201
    listed = rest("GET", "datastores?count=100&api-version=1")
    assert "c2VjcmV0" not in answer.text + listed.text
    assert rest("POST", f"datastores/{name}/listSecrets?api-version=1").json() == secrets


def test_the_workspaces_own_datastores_stay(rest: Rest, name: str) -> None:
    assert rest("DELETE", "datastores/workspaceblobstore?api-version=1").status_code == 400
    assert rest("DELETE", f"datastores/{name}?api-version=1").status_code == 204


def test_with_identities_there_are_no_keys(identity_rest: Rest) -> None:
    datastore = identity_rest("GET", "datastores/workspaceblobstore?api-version=1").json()["properties"]
    assert datastore["credentials"] == {"credentialsType": "None"}
    refused = identity_rest("POST", "datastores/workspaceblobstore/listSecrets?api-version=1")
    assert refused.status_code == 400
    assert refused.json()["error"]["message"] == "No secrets for credentials of type None."
    keys = identity_rest("POST", f"{identity_rest.workspace.url}/listKeys?api-version=1").json()
    assert keys["userStorageKey"] is None


def test_with_identities_the_sdk_uploads_with_its_token(identity_rest: Rest, tmp_path: Path) -> None:
    import os
    from unittest.mock import patch

    with patch.dict(os.environ, identity_rest.workspace.environment, clear=True):
        from azure.ai.ml import MLClient
        from azure.ai.ml.entities import Data, Model
        from azure.identity import DefaultAzureCredential

        identity = identity_rest.workspace.identity
        names = (identity.subscription, identity.resource_group, identity.workspace)
        client = MLClient(DefaultAzureCredential(), *names)
        file = tmp_path / "file.txt"
        file.write_text("by token")
        assert client.data.create_or_update(Data(name="d", path=str(file), type="uri_file")).version == "1"
        client.models.create_or_update(Model(name="m", path=str(file)))
        client.models.download("m", "1", download_path=tmp_path / "down")
        assert (tmp_path / "down" / "m" / "file.txt").read_text() == "by token"


def test_with_identities_no_key_and_no_signature_by_a_key_is_taken(identity_rest: Rest) -> None:
    from azure.core.exceptions import HttpResponseError
    from azure.storage.blob import BlobClient, generate_blob_sas

    datastore = identity_rest("GET", "datastores/workspaceblobstore?api-version=1").json()["properties"]
    account, container = datastore["accountName"], datastore["containerName"]
    key = "YW55IGtleQ=="
    token = generate_blob_sas(account, container, "b", account_key=key, permission="r", expiry="2099-01-01")
    variables = identity_rest.workspace.facts["variables"]
    for credential in (key, token):
        client = BlobClient(
            f"https://{account}.blob.core.windows.net",
            container,
            "b",
            credential=credential,
            proxies={"https": variables["HTTPS_PROXY"]},
            connection_verify=variables["SSL_CERT_FILE"],
        )
        with pytest.raises(HttpResponseError) as refusal:
            client.download_blob()
        assert "KeyBasedAuthenticationNotPermitted" in str(refusal.value)
