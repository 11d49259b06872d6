"""The environment variables of a job's process: what Azure ML sets, and nothing of the user's own shell.

A job on Azure does not see the variables of the computer that submitted it; were they passed on here, a job
could pass locally and fail on Azure. Nor does it find credentials: on Azure a job has those of its compute's
managed identity, if there is one, and of its submitter only when it asks for them (`identity`).
Names: azureml-mlflow 1.62.0.post6 (_internal/constants.py) and
https://learn.microsoft.com/azure/machine-learning/how-to-train-model (read 2026-11-21).
"""

from collections.abc import Mapping
from pathlib import Path

from local_workspace.arm import Resource
from local_workspace.jobs.records import root_of
from local_workspace.settings import Settings
from local_workspace.tokens import Tokens

PASSED_ON = ("LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
TOKEN_LIFETIME = 7 * 24 * 3600
AUDIENCE = "https://ml.azure.com"


def variables(
    settings: Settings, tokens: Tokens, job: Resource, executables: Path, home: Path
) -> dict[str, str]:
    """What a job's process starts with, before the job's own variables."""
    return {
        **process_variables(settings, executables, home),
        **_azureml(settings, job),
        **_mlflow(settings, tokens, job),
    }


def process_variables(settings: Settings, executables: Path, home: Path) -> dict[str, str]:
    """What a program of the user's starts with: the way to the workspace, and nothing of the user's shell."""
    user = settings.user_environment
    connection = {
        name: value for name, value in settings.environment.items() if not name.startswith("AZURE_")
    }
    place = {
        # Were this computer a virtual machine in Azure, its identity would be got for the asking.
        "AZURE_POD_IDENTITY_AUTHORITY_HOST": "http://127.0.0.1:1",
        "HOME": str(home),
        "PATH": f"{executables}:{user.get('PATH', '/usr/bin:/bin')}",
        "PYTHONUNBUFFERED": "1",
        "TMPDIR": str(home / "tmp"),
    }
    return {**{name: user[name] for name in PASSED_ON if name in user}, **connection, **place}


def _azureml(settings: Settings, job: Resource) -> Mapping[str, str]:
    workspace = job.id.workspace
    return {
        "AZUREML_ARM_PROJECT_NAME": job.properties["experimentName"],
        "AZUREML_ARM_RESOURCEGROUP": str(workspace.resource_group),
        "AZUREML_ARM_SUBSCRIPTION": workspace.subscription,
        "AZUREML_ARM_WORKSPACE_NAME": workspace.name,
        "AZUREML_ROOT_RUN_ID": root_of(job),
        "AZUREML_RUN_ID": job.id.name,
        "AZUREML_SERVICE_ENDPOINT": f"https://{settings.identity.location}.api.azureml.ms",
    }


def _mlflow(settings: Settings, tokens: Tokens, job: Resource) -> Mapping[str, str]:
    return {
        "MLFLOW_EXPERIMENT_NAME": job.properties["experimentName"],
        "MLFLOW_RUN_ID": job.id.name,
        "MLFLOW_TRACKING_TOKEN": tokens.issue(AUDIENCE, TOKEN_LIFETIME),
        "MLFLOW_TRACKING_URI": tracking_uri(settings, job),
    }


def tracking_uri(settings: Settings, job: Resource) -> str:
    """Where a run tracks to, as `Workspace.mlflow_tracking_uri` says it."""
    return f"azureml://{settings.identity.location}.api.azureml.ms/mlflow/v1.0{job.id.workspace}"
