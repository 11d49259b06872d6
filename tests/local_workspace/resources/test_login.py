"""Signing in: with the local client only, refused as Entra ID refuses."""

import os
import subprocess
from unittest.mock import patch

import jwt
import pytest
from local_workspace.workspace_server import LocalWorkspace

from ..rest import ARM, Rest


def test_the_audience_is_the_scope_without_default(rest: Rest) -> None:
    for audience in (ARM, "https://ml.azure.com", "https://storage.azure.com", f"{ARM}/"):
        claims = jwt.decode(rest.token(audience), options={"verify_signature": False})
        assert claims["aud"] == audience
        assert claims["tid"] == rest.workspace.identity.tenant


@pytest.mark.parametrize(
    ("change", "status", "error", "number"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client", 7000215),
        ({"client_id": "00000000-0000-0000-0000-000000000000"}, 400, "unauthorized_client", 700016),
        ({"tenant": "00000000-0000-0000-0000-000000000000"}, 400, "invalid_request", 90002),
        ({"grant_type": "password"}, 400, "unsupported_grant_type", 70003),
        ({"scope": "openid"}, 400, "invalid_scope", 70011),
    ],
)
def test_a_wrong_sign_in_is_refused(
    rest: Rest, change: dict[str, str], status: int, error: str, number: int
) -> None:
    answer = rest.sign_in(**change)
    document = answer.json()
    assert (answer.status_code, document["error"], document["error_codes"]) == (status, error, [number])
    assert document["error_description"].startswith(f"AADSTS{number}: ")


def test_the_sdks_credential_signs_in_and_says_why_it_cannot(connected: LocalWorkspace) -> None:
    from azure.core.exceptions import ClientAuthenticationError
    from azure.identity import ClientSecretCredential, DefaultAzureCredential

    scope = f"{ARM}/.default"
    assert DefaultAzureCredential().get_token(scope).token
    identity = connected.identity
    wrong = ClientSecretCredential(identity.tenant, identity.client_id, "wrong")
    with pytest.raises(ClientAuthenticationError, match="AADSTS7000215"):
        wrong.get_token(scope)
    stranger = ClientSecretCredential("11111111-0000-0000-0000-000000000000", "c", "s")
    with pytest.raises(ClientAuthenticationError, match="11111111-0000-0000-0000-000000000000"):
        stranger.get_token(scope)


@pytest.mark.parametrize("name", ["AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_TENANT_ID"])
def test_credentials_of_the_user_are_replaced_not_used(local_workspace: LocalWorkspace, name: str) -> None:
    with patch.dict(os.environ, {name: "real"}):
        assert "real" not in local_workspace.environment.values()


@pytest.mark.parametrize("path", ["/subscriptions?api-version=2021-01-01", "/tenants?api-version=2020-01-01"])
def test_a_call_without_a_token_is_refused(rest: Rest, path: str) -> None:
    answer = rest("GET", path, Authorization="")
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "AuthenticationFailed"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")


def test_a_token_for_storage_does_not_open_arm(rest: Rest) -> None:
    answer = rest("GET", "/subscriptions", Authorization=f"Bearer {rest.token('https://storage.azure.com')}")
    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "InvalidAuthenticationTokenAudience"


def test_curl_gets_the_workspace(local_workspace: LocalWorkspace, rest: Rest) -> None:
    url = f"{local_workspace.url}?api-version=2024-10-01"
    header = f"Authorization: Bearer {rest.token(ARM)}"
    called = subprocess.run(
        ["curl", "--silent", "--show-error", "--fail", "-H", header, url],
        env=local_workspace.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert '"local-workspace"' in called.stdout
