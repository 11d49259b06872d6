"""Brings together what a deployment runs: model, code and environment, in a folder of its own.

Where things are: MicrosoftDocs/azure-ai-docs, concept-online-deployment-model-specification.md and
how-to-inference-server-http.md (read 2026-11-21).
"""

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from local_workspace.arm import Resource, ResourceId, now, section
from local_workspace.errors import LocalWorkspaceError
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.conda_files import JobEnvironmentError
from local_workspace.jobs.environments import Environments
from local_workspace.jobs.inputs import copy_read_only
from local_workspace.jobs.stop import Stop
from local_workspace.jobs.supervised import Supervised
from local_workspace.jobs.variables import process_variables
from local_workspace.serving import no_code
from local_workspace.serving.chat.base_model import BaseModel, chat_program
from local_workspace.serving.chat.deployments import is_chat_model
from local_workspace.serving.errors import ServingError
from local_workspace.serving.instance import Program
from local_workspace.settings import Settings
from local_workspace.store import ResourceStore

LAUNCH = Path(__file__).with_name("launch.py")
LOGS = {"InferenceServer": "inference-server.log", "StorageInitializer": "storage-initializer.log"}
TAIL = 2000
"""Characters of the installer's output that a failure carries."""


def mark_of(deployment: ResourceId) -> str:
    """What a deployment's folder and processes are known by."""
    return f"{deployment.name}-{hashlib.sha256(deployment.key.encode()).hexdigest()[:12]}"


@dataclass(frozen=True)
class Preparation:
    """What it takes to prepare deployments."""

    settings: Settings
    store: ResourceStore
    addresses: Addresses
    environments: Environments
    base_model: BaseModel

    def folder(self, deployment: ResourceId) -> Path:
        """Where a deployment keeps its files and logs."""
        return self.settings.state / "serving" / mark_of(deployment)

    def log(self, deployment: ResourceId, container: str) -> Path:
        """The log of a part of a deployment: `InferenceServer` or `StorageInitializer`."""
        return self.folder(deployment) / LOGS[container]

    def program(self, deployment: Resource, stop: Stop) -> Program:
        """Prepare a revision of a deployment.

        Raises:
            ServingError: it cannot be prepared; the log says more.
        """
        revision = self.folder(deployment.id) / f"revision-{uuid4().hex[:8]}"
        for name in ("code", "home/tmp", "ports"):
            (revision / name).mkdir(parents=True)
        log = self.log(deployment.id, "StorageInitializer")
        log.unlink(missing_ok=True)
        try:
            return self._program(deployment, stop, revision, log)
        except ServingError as error:
            _say(log, str(error))
            raise
        except LocalWorkspaceError as error:
            _say(log, str(error))
            raise ServingError("BadArgument", str(error)) from error

    def _program(self, deployment: Resource, stop: Stop, revision: Path, log: Path) -> Program:
        properties, workspace = deployment.properties, deployment.id.workspace
        models = revision / "azureml-models"
        model = self._model(workspace, properties.get("model"), models, log)
        configuration = section(properties, "codeConfiguration")
        if model and is_chat_model(properties):
            return self._chat_program(deployment.id, model, revision)
        if configuration:
            source = self.addresses.path(workspace, configuration["codeId"])
            shutil.copytree(source, revision / "code", dirs_exist_ok=True, symlinks=True)
            script = revision / "code" / configuration["scoringScript"]
            environment = self.store.get(ResourceId.parse(properties["environmentId"]))
        else:
            script = no_code.SCRIPT
            environment = no_code.environment_of(model or models, deployment.id)
        python = self._python(deployment.id, environment, stop, log)
        variables = process_variables(self.settings, python.parent, revision / "home")
        variables |= {name: str(value) for name, value in section(properties, "environmentVariables").items()}
        variables |= {
            "AML_APP_ROOT": str(script.parent if configuration else revision / "code"),
            "AZUREML_ENTRY_SCRIPT": str(script),
            "AZUREML_MODEL_DIR": str(model or models),
        }
        if model and not configuration:
            variables["LOCAL_WORKSPACE_MODEL"] = str(no_code.model_folder(model))
        command: Sequence[str] = [str(python), str(LAUNCH), "--entry_script", str(script)]
        server_log = self.log(deployment.id, "InferenceServer")
        server_log.unlink(missing_ok=True)
        server_log.touch()
        return Program(command, variables, revision / "code", server_log, revision / "ports")

    def _chat_program(self, deployment: ResourceId, model: Path, revision: Path) -> Program:
        """What serves a model of the catalog: it comes without a script, as on Azure."""
        server_log = self.log(deployment, "InferenceServer")
        server_log.unlink(missing_ok=True)
        server_log.touch()
        (folder,) = (each.parent for each in model.rglob("config.json"))
        return chat_program(self.settings, self.base_model.place().python, folder, revision, server_log)

    def _model(self, workspace: ResourceId, reference: str | None, folder: Path, log: Path) -> Path | None:
        """Copy the model to `azureml-models/<name>/<version>`, which is what scripts are told."""
        if not reference:
            return None
        model = ResourceId.parse(reference)
        target = folder / model.parent.name / model.name
        copy_read_only(self.addresses.path(workspace, reference), target)
        _say(log, f"model {model.parent.name}, version {model.name}: {target}")
        return target

    def _python(self, deployment: ResourceId, environment: Resource, stop: Stop, log: Path) -> Path:
        supervised = Supervised(f"{mark_of(deployment)}-environment", stop)
        try:
            interpreter = self.environments.interpreter(
                environment, log, supervised.run, lambda: not stop.asked
            )
        except JobEnvironmentError as error:
            tail = log.read_text("utf-8", "replace")[-TAIL:] if log.exists() else ""
            message = f"The environment could not be made: {error}\n{tail}"
            raise ServingError("ImageBuildFailure", message) from error
        if interpreter.differs:
            _say(log, interpreter.differs)
        return interpreter.folder / "python"


def _say(log: Path, line: str) -> None:
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{now()} {line}\n")
