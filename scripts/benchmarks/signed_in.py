"""Plain HTTPS to a local workspace, signed in: for figures, and for what is not seen through the SDK."""

import requests
from local_workspace.workspace_server import LocalWorkspace

ARM = "https://management.azure.com"
STORAGE = "https://storage.azure.com"


class SignedIn:
    """Calls to a local workspace with the token of its service principal."""

    def __init__(self, workspace: LocalWorkspace) -> None:
        variables = workspace.facts["variables"]
        self.workspace = workspace
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.proxies["https"] = variables["HTTPS_PROXY"]
        self.session.verify = variables["SSL_CERT_FILE"]
        self.session.headers["Authorization"] = f"Bearer {self.token(ARM)}"

    def sign_in(self, audience: str = ARM, **changes: str) -> requests.Response:
        """Ask for a token, with something changed."""
        identity = self.workspace.identity
        form = {"grant_type": "client_credentials", "scope": f"{audience}/.default"}
        form |= {"client_id": identity.client_id, "client_secret": identity.client_secret, **changes}
        tenant = form.pop("tenant", identity.tenant)
        return self.session.post(f"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", form)

    def token(self, audience: str) -> str:
        """Return a token for an audience."""
        return self.sign_in(audience).json()["access_token"]
