"""The variables that lead a program to the local workspace, and the user's own that must not reach it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import certifi

from local_workspace.certificates import CertificateAuthority
from local_workspace.proxy import EMULATED
from local_workspace.settings import Identity

CREDENTIALS = (
    *("AZURE_AUTHORITY_HOST", "AZURE_CLIENT_CERTIFICATE_PASSWORD", "AZURE_CLIENT_CERTIFICATE_PATH"),
    *("AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_PASSWORD"),
    *("AZURE_POD_IDENTITY_AUTHORITY_HOST", "AZURE_TENANT_ID", "AZURE_USERNAME", "AZURE_TOKEN_CREDENTIALS"),
    *("IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IMDS_ENDPOINT", "MSI_ENDPOINT", "MSI_SECRET"),
    *("AZURE_STORAGE_ACCOUNT", "AZURE_STORAGE_CONNECTION_STRING", "AZURE_STORAGE_KEY"),
    *("AZURE_OPENAI_AD_TOKEN", "AZURE_OPENAI_API_KEY", "OPENAI_API_KEY", "AZURE_STORAGE_SAS_TOKEN"),
    *("MLFLOW_TRACKING_TOKEN", "DATABRICKS_TOKEN"),
)
"""The user's credentials: never passed on, so that nothing that runs locally can act on a real account."""

CLOUD = (
    *("ARM_CLOUD_METADATA_URL", "AZUREML_CURRENT_CLOUD", "MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"),
    *("AZUREML_ARM_RESOURCEGROUP", "AZUREML_ARM_SUBSCRIPTION", "AZUREML_ARM_WORKSPACE_NAME"),
    *("AZUREML_DEV_URL_MFE", "AZUREML_RUN_ID", "MLFLOW_RUN_ID", "AZURE_OPENAI_ENDPOINT", "OPENAI_BASE_URL"),
)
"""What would lead a program to another cloud or workspace than the local one."""

MARK = "LOCAL_WORKSPACE_STATE"
"""Set in every connected program: the state folder of the workspace that it is connected to."""

VARIABLES = (
    *("HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy"),
    *("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE"),
    *("AZURE_TENANT_ID", "AZURE_CLIENT_ID", "AZURE_CLIENT_SECRET", "AZURE_TOKEN_CREDENTIALS"),
    *("AZURE_CONFIG_DIR", "AZUREML_RUN_POLLING_INTERVAL_MIN", "AZUREML_RUN_POLLING_INTERVAL_MAX"),
    *("AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY"),
    *("AZURE_ML_DISABLE_ON_DISK_CACHE", "MLFLOW_DISABLE_TELEMETRY", MARK),
)
"""What ``connect`` sets."""

_OWN = ("127.0.0.1", "localhost")

BEFORE = "LOCAL_WORKSPACE_BEFORE"
"""Set in every connected program: the user's values of the variables that we replaced, as JSON."""


@dataclass(frozen=True)
class Connection:
    """How to connect a program: variables to set, and variables to take away."""

    variables: Mapping[str, str]
    removed: tuple[str, ...] = tuple(sorted({*CREDENTIALS, *CLOUD}))

    def apply(self, environment: Mapping[str, str]) -> dict[str, str]:
        """The environment for a program that is to reach the local workspace."""
        own = disconnect(environment)
        before = {name: own[name] for name in self.variables if name in own and name not in self.removed}
        kept = {name: value for name, value in own.items() if name not in self.removed}
        return kept | dict(self.variables) | {BEFORE: json.dumps(before)}


def disconnect(environment: Mapping[str, str]) -> dict[str, str]:
    """The user's own environment, also when it is asked for by a program that is connected already."""
    if BEFORE not in environment:
        return dict(environment)
    ours = {*VARIABLES, BEFORE}
    kept = {name: value for name, value in environment.items() if name not in ours}
    return kept | json.loads(environment[BEFORE])


def connect(
    state: Path,
    identity: Identity,
    authority: CertificateAuthority,
    port: int,
    user: Mapping[str, str],
    passed: Sequence[str] = (),
) -> Connection:
    """Work out the variables for a server whose proxy listens on ``port`` and lets ``passed`` through."""
    proxy = f"http://127.0.0.1:{port}"
    exceptions = _direct(user.get("NO_PROXY") or user.get("no_proxy") or "")
    reaches_others = bool(passed or exceptions)
    bundle = str(authority.bundle(_trusted(user) if reaches_others else None))
    direct = ",".join([*exceptions, *_OWN])
    values = (
        *(proxy, proxy, direct, direct, bundle, bundle, bundle),
        # DefaultAzureCredential goes on to `az login` and its like when the first credential fails: not here.
        *(identity.tenant, identity.client_id, identity.client_secret, "EnvironmentCredential"),
        *(str(state / "azure"), "1", "2"),
        *(identity.openai_endpoint, identity.openai_key),
        # The SDK remembers components by workspace name on disk; a reset workspace has forgotten them.
        "true",
        # It could not get out, and its thread changes `os.environ` while others read it (mlflow 3.15.0,
        # telemetry/client.py:526): now and then a call of MLflow's ends with a KeyError.
        *("true", str(state)),
    )
    return Connection(dict(zip(VARIABLES, values, strict=True)))


def without_credentials(environment: Mapping[str, str]) -> dict[str, str]:
    """The user's environment for programs that are none of Azure's business, package installers above all."""
    names = {*CREDENTIALS, *CLOUD}
    return {name: value for name, value in environment.items() if name not in names}


def _trusted(user: Mapping[str, str]) -> Path:
    names = ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "CURL_CA_BUNDLE")
    files = (Path(user[name]) for name in names if user.get(name))
    return next(filter(Path.is_file, files), Path(certifi.where()))


def _direct(exceptions: str) -> list[str]:
    """The user's NO_PROXY without this machine and without what would lead past us to the real Azure."""
    entries = [entry.strip() for entry in exceptions.split(",") if entry.strip()]
    return [entry for entry in entries if entry not in _OWN and not _hides_azure(entry)]


def _hides_azure(entry: str) -> bool:
    suffix = entry.lstrip("*.").partition(":")[0].lower()
    hosts = [host.removeprefix("*.") for host in EMULATED]
    return not suffix or any(
        host == suffix or host.endswith(f".{suffix}") or fnmatch(suffix, f"*.{host}") for host in hosts
    )
