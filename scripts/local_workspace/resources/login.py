"""The tenant's login endpoints: tokens for the local service principal, refusals as Entra ID words them.

Forms: recordings 2022-08..2022-09 (login.microsoftonline.com); error codes from
https://learn.microsoft.com/entra/identity-platform/reference-error-codes, read 2026-11-21.
"""

from datetime import UTC, datetime
from urllib.parse import parse_qs
from uuid import uuid4

from local_workspace.arm import Json
from local_workspace.routing import LOGIN, Request, Response, Route
from local_workspace.settings import Settings
from local_workspace.tokens import LIFETIME, Tokens

GRANTS = ("client_credentials",)


def discovery_instance(request: Request) -> Response:
    """Say that this is the public cloud."""
    authority = "https://login.microsoftonline.com"
    aliases = ["login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"]
    host = {"preferred_network": aliases[0], "preferred_cache": "login.windows.net", "aliases": aliases}
    tenant = request.services.get(Settings).identity.tenant
    url = f"{authority}/{tenant}/v2.0/.well-known/openid-configuration"
    document = {"tenant_discovery_endpoint": url, "api-version": "1.1", "metadata": [host]}
    return Response(200, document)


def openid_configuration(request: Request) -> Response:
    """Say where tokens are to be had."""
    tenant = request["tenant"].lower()
    identity = request.services.get(Settings).identity
    if tenant not in (identity.tenant, "common", "organizations"):
        return _unknown_tenant(request["tenant"])
    base = f"https://{LOGIN}/{tenant}"
    document: Json = {
        "token_endpoint": f"{base}/oauth2/v2.0/token",
        "token_endpoint_auth_methods_supported": [
            "client_secret_post",
            "private_key_jwt",
            "client_secret_basic",
        ],
        "jwks_uri": f"{base}/discovery/v2.0/keys",
        "response_modes_supported": ["query", "fragment", "form_post"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        "issuer": f"{base}/v2.0",
        "request_uri_parameter_supported": False,
        "userinfo_endpoint": "https://graph.microsoft.com/oidc/userinfo",
        "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
        "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
        "http_logout_supported": True,
        "frontchannel_logout_supported": True,
        "end_session_endpoint": f"{base}/oauth2/v2.0/logout",
        "claims_supported": ["sub", "iss", "aud", "exp", "iat", "tid", "oid", "ver"],
        "kerberos_endpoint": f"{base}/kerberos",
        "tenant_region_scope": "WW",
        "cloud_instance_name": "microsoftonline.com",
        "cloud_graph_host_name": "graph.windows.net",
        "msgraph_host": "graph.microsoft.com",
        "rbac_url": "https://pas.windows.net",
    }
    return Response(200, document)


def token(request: Request) -> Response:
    """Give a token to who shows the local client id and secret."""
    form = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
    identity = request.services.get(Settings).identity
    if request["tenant"].lower() != identity.tenant:
        return _unknown_tenant(request["tenant"])
    client = form.get("client_id", "")
    if form.get("grant_type") not in GRANTS:
        text = (
            "The app requested an unsupported grant type '%s'. The local workspace knows client secrets only."
        )
        return _refusal(400, "unsupported_grant_type", 70003, text % form.get("grant_type"))
    if client != identity.client_id:
        text = (
            f"Application with identifier '{client}' was not found in the directory '{identity.tenant}'. "
            "This can happen if the application has not been installed by the administrator of the tenant "
            "or consented to by any user in the tenant."
        )
        return _refusal(400, "unauthorized_client", 700016, text)
    if form.get("client_secret") != identity.client_secret:
        text = (
            "Invalid client secret provided. Ensure the secret being sent in the request is the client "
            f"secret value, not the client secret ID, for a secret added to app '{client}'."
        )
        return _refusal(401, "invalid_client", 7000215, text)
    return _issue(request, form.get("scope", ""))


def _issue(request: Request, scope: str) -> Response:
    audience = next((s.removesuffix("/.default") for s in scope.split() if s.endswith("/.default")), None)
    if not audience:
        text = (
            f"The provided value for the input parameter 'scope' is not valid. The scope {scope} is not "
            "valid. Client credential flows must have a scope value with /.default suffixed to the resource "
            "identifier (application ID URI)."
        )
        return _refusal(400, "invalid_scope", 70011, text)
    document: Json = {"token_type": "Bearer", "expires_in": LIFETIME, "ext_expires_in": LIFETIME}
    document |= {"refresh_in": LIFETIME // 2, "access_token": request.services.get(Tokens).issue(audience)}
    return Response(200, document, {"Cache-Control": "no-store, no-cache", "Pragma": "no-cache"})


def _unknown_tenant(tenant: str) -> Response:
    text = (
        f"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing "
        "into the correct cloud. Check with your subscription administrator, this may happen if there are no "
        "active subscriptions for the tenant."
    )
    return _refusal(400, "invalid_request", 90002, text)


def _refusal(status: int, error: str, number: int, text: str) -> Response:
    time = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%SZ")
    trace, correlation = str(uuid4()), str(uuid4())
    suffix = f"Trace ID: {trace} Correlation ID: {correlation} Timestamp: {time}"
    document: Json = {"error": error, "error_description": f"AADSTS{number}: {text} {suffix}"}
    document |= {"error_codes": [number], "timestamp": time, "trace_id": trace, "correlation_id": correlation}
    document["error_uri"] = f"https://{LOGIN}/error?code={number}"
    return Response(status, document)


ROUTES = [
    Route("GET", LOGIN, "/common/discovery/instance", discovery_instance, authenticated=False),
    Route("GET", LOGIN, "/{tenant}/v2.0/.well-known/openid-configuration", openid_configuration, False),
    Route("POST", LOGIN, "/{tenant}/oauth2/v2.0/token", token, authenticated=False),
]
