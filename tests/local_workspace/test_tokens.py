import jwt
import pytest
from local_workspace.errors import ArmError
from local_workspace.settings import Identity
from local_workspace.tokens import Tokens

AUDIENCE = "https://management.azure.com"


@pytest.fixture
def tokens() -> Tokens:
    return Tokens(Identity())


def test_an_issued_token_says_who_calls(tokens: Tokens) -> None:
    principal = tokens.check(f"Bearer {tokens.issue(AUDIENCE)}", [AUDIENCE])
    identity = tokens.identity
    assert (principal.object_id, principal.name) == (identity.object_id, identity.client_id)
    assert (principal.tenant, principal.audience) == (identity.tenant, AUDIENCE)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "abc"])
def test_a_call_without_a_token_is_refused(tokens: Tokens, header: str) -> None:
    with pytest.raises(ArmError) as refusal:
        tokens.check(header)
    assert refusal.value.status == 401
    assert "WWW-Authenticate" in refusal.value.headers


def test_tokens_of_others_are_refused(tokens: Tokens) -> None:
    claims = jwt.decode(tokens.issue(AUDIENCE), options={"verify_signature": False})
    unsigned = jwt.encode(claims, "", algorithm="none")
    for stranger in (Tokens(Identity()).issue(AUDIENCE), unsigned, "a.b.c", jwt.encode(claims, "x" * 64)):
        with pytest.raises(ArmError) as refusal:
            tokens.check(f"Bearer {stranger}")
        assert refusal.value.code == "InvalidAuthenticationToken"


def test_an_expired_token_is_refused(tokens: Tokens) -> None:
    with pytest.raises(ArmError) as refusal:
        tokens.check(f"Bearer {tokens.issue(AUDIENCE, -1)}")
    assert refusal.value.code == "ExpiredAuthenticationToken"


def test_a_token_for_another_service_is_refused(tokens: Tokens) -> None:
    with pytest.raises(ArmError) as refusal:
        tokens.check(f"Bearer {tokens.issue('https://storage.azure.com')}", [AUDIENCE])
    assert refusal.value.code == "InvalidAuthenticationTokenAudience"
    tokens.check(f"Bearer {tokens.issue(AUDIENCE + '/')}", [AUDIENCE])
