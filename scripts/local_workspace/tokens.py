"""Access tokens: issued by our login endpoint only, and checked on every call."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import jwt

from local_workspace.errors import ArmError
from local_workspace.routing import Principal
from local_workspace.settings import Identity

LIFETIME = 3600


@dataclass(frozen=True)
class Tokens:
    """The local tenant's token issuer."""

    identity: Identity

    @property
    def issuer(self) -> str:
        """Who signs."""
        return f"https://sts.windows.net/{self.identity.tenant}/"

    def issue(self, audience: str, lasts: int = LIFETIME) -> str:
        """A signed token of the local service principal for an audience (a scope without ``/.default``)."""
        now = int(time.time())
        claims = {"aud": audience, "iss": self.issuer, "iat": now, "nbf": now, "exp": now + lasts}
        claims |= {"appid": self.identity.client_id, "oid": self.identity.object_id, "idtyp": "app"}
        claims |= {
            "sub": self.identity.object_id,
            "tid": self.identity.tenant,
            "uti": uuid4().hex,
            "ver": "1.0",
        }
        return jwt.encode(claims, self.identity.secret, algorithm="HS256")

    def check(self, authorization: str, audiences: Sequence[str] = ()) -> Principal:
        """Read ``Authorization: Bearer …``; refuse what is not ours, not for us, or has expired.

        Without ``audiences`` the caller looks at the principal's audience itself.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise _refused(
                "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing."
            )
        try:
            claims = jwt.decode(
                token,
                self.identity.secret,
                algorithms=["HS256"],
                issuer=self.issuer,
                options={"verify_aud": False, "require": ["exp", "aud", "oid"]},
            )
        except jwt.ExpiredSignatureError as error:
            raise _refused("ExpiredAuthenticationToken", "The access token has expired.") from error
        except jwt.InvalidTokenError as error:
            message = (
                "The access token is invalid: it was not issued by this local workspace "
                f"({error}). Real Azure credentials are of no use here and were not used."
            )
            raise _refused("InvalidAuthenticationToken", message) from error
        if audiences and claims["aud"].rstrip("/") not in audiences:
            message = (
                f"The access token has been obtained for wrong audience or resource '{claims['aud']}'. It "
                f"should exactly match with one of the allowed audiences {', '.join(map(repr, audiences))}."
            )
            raise _refused("InvalidAuthenticationTokenAudience", message)
        return Principal(claims["oid"], claims["appid"], claims["aud"], claims["tid"])


def _refused(code: str, message: str) -> ArmError:
    challenge = f'Bearer authorization_uri="https://login.microsoftonline.com/", error="{code}"'
    return ArmError(401, code, message, headers={"WWW-Authenticate": challenge})
