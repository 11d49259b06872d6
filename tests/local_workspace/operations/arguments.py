# pyright: basic
"""The least valid arguments of an operation: by the names of its parameters, or as said here."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .sdk import SdkOperation

if TYPE_CHECKING:
    from azure.ai.ml import MLClient

TEXTS: Mapping[str, Any] = {"version": "1", "share_with_version": "1", "lines": 1}
ABSENT = "absent"
FEATURE_SET = """\
source:
  type: parquet
  path: ./source
  timestamp_column: {name: time}
features: [{name: feature, type: string}]
index_columns: [{name: key, type: string}]
"""
REFERENCES: Mapping[str, Any] = {"model": "azureml:absent:1", "environment": "azureml:absent:1"}


def least(operation: SdkOperation, client: MLClient, folder: Path) -> dict[str, Any]:
    """What to call an operation with, of things that need not exist."""
    parameters = inspect.signature(operation.function).parameters.values()
    required = (
        each.name
        for each in parameters
        if each.name != "self"
        and each.default is each.empty
        and each.kind not in (each.VAR_KEYWORD, each.VAR_POSITIONAL)
    )
    arguments = {name: TEXTS.get(name, ABSENT) for name in required}
    special = SPECIAL.get(operation.name)
    return arguments | (special(client, folder) if special else {})


def client_for(operation: SdkOperation, client: MLClient) -> MLClient:
    """The client that the operation needs: some belong to a registry instead of a workspace."""
    if operation.group not in OF_REGISTRIES:
        return client
    from azure.ai.ml import MLClient

    client.registries.begin_create(**_registry(client, Path())).result()
    return MLClient(
        client._credential, client.subscription_id, client.resource_group_name, registry_name=ABSENT
    )


def _attached(_client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import KubernetesCompute

    cluster = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ContainerService/managedClusters/absent"
    return {"compute": KubernetesCompute(name=ABSENT, resource_id=cluster, namespace="default")}


def _capability_host(_client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import CapabilityHost

    return {"capability_host": CapabilityHost(name=ABSENT)}


def _sso(client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import ComputeInstance

    client.compute.begin_create_or_update(ComputeInstance(name="signed-on", size="Standard_DS3_v2")).result()
    return {"name": "signed-on"}


def _import(_client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.data_transfer import Database
    from azure.ai.ml.entities import DataImport

    source = Database(query="select 1", connection=f"azureml:{ABSENT}")
    path = "azureml://datastores/workspaceblobstore/paths/imported"
    return {"data_import": DataImport(name=ABSENT, path=path, source=source)}


def _deployment_template(_client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import DeploymentTemplate

    return {"deployment_template": DeploymentTemplate(name=ABSENT, version="1")}


def _feature_set(_client: MLClient, folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import FeatureSet, FeatureSetSpecification

    (folder / "FeatureSetSpec.yaml").write_text(FEATURE_SET)
    specification = FeatureSetSpecification(path=str(folder))
    return {"featureset": FeatureSet(name=ABSENT, version="1", entities=[], specification=specification)}


def _entity(_client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import DataColumn, FeatureStoreEntity

    columns = [DataColumn(name="c", type="string")]
    return {"feature_store_entity": FeatureStoreEntity(name=ABSENT, version="1", index_columns=columns)}


def _new_feature_store(_client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import FeatureStore

    return {"feature_store": FeatureStore(name="absent-store", location="eastus")}


def _no_feature_store(client: MLClient, _folder: Path) -> dict[str, Any]:
    """There is none: the workspace is the nearest thing."""
    return {"name": client.workspace_name}


def _no_feature_store_to_change(client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import FeatureStore

    return {"feature_store": FeatureStore(name=str(client.workspace_name))}


def _index(_client: MLClient, folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import Index

    (folder / "index").mkdir()
    (folder / "index" / "MLIndex").write_text("embeddings: {}\n")
    return {"index": Index(name=ABSENT, version="1", path=str(folder / "index"))}


def _built_index(client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities._indexes import ModelConfiguration

    texts = ("api_base", "api_key", "api_version", "connection_name", "connection_type", "model_name")
    model = ModelConfiguration(**dict.fromkeys((*texts, "deployment_name"), ABSENT), model_kwargs={})
    return {
        "embeddings_model_config": model,
        "input_source": "azureml://datastores/workspaceblobstore/paths/source",
    }


def _package(_client: MLClient, folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import AzureMLOnlineInferencingServer, CodeConfiguration, ModelPackage

    (folder / "score.py").write_text("print()")
    code = CodeConfiguration(code=str(folder), scoring_script="score.py")
    server = AzureMLOnlineInferencingServer(code_configuration=code)
    return {"package_request": ModelPackage(target_environment=ABSENT, inferencing_server=server)}


def _registry(_client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import (
        Registry,
        RegistryRegionDetails,
        SystemCreatedAcrAccount,
        SystemCreatedStorageAccount,
    )

    kind: Any = "Standard_LRS"
    storage = SystemCreatedStorageAccount(storage_account_hns=False, storage_account_type=kind)
    registry: Any = SystemCreatedAcrAccount(acr_account_sku="Premium")
    region = RegistryRegionDetails(acr_config=[registry], location="eastus", storage_config=storage)
    return {"registry": Registry(name=ABSENT, location="eastus", replication_locations=[region])}


def _schedule(_client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import CronTrigger, JobSchedule

    job = f"azureml:{ABSENT}"
    return {"schedule": JobSchedule(name=ABSENT, trigger=CronTrigger(expression="0 0 * * *"), create_job=job)}


def _serverless(client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import ServerlessEndpoint

    model = "azureml://registries/azureml/models/SmolLM2-135M-Instruct"
    endpoint = ServerlessEndpoint(name="with-keys", model_id=model)
    client.serverless_endpoints.begin_create_or_update(endpoint).result()
    return {"name": "with-keys"}


def _rule(client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import FqdnDestination

    return {
        "workspace_name": client.workspace_name,
        "rule": FqdnDestination(name=ABSENT, destination="a.example"),
    }


def _open_ai(client: MLClient, _folder: Path) -> dict[str, Any]:
    from azure.ai.ml.entities import AzureOpenAIConnection

    client.connections.create_or_update(
        AzureOpenAIConnection(name="open-ai", azure_endpoint="https://a.example", api_key="k")
    )
    return {"connection_name": "open-ai"}


def _one_version(_client: MLClient, _folder: Path) -> dict[str, Any]:
    return {"version": "1"}


def _one_name(_client: MLClient, _folder: Path) -> dict[str, Any]:
    return {"name": ABSENT}


def _workspace_itself(client: MLClient, _folder: Path) -> dict[str, Any]:
    return {"name": client.workspace_name}


def _mount(_client: MLClient, folder: Path) -> dict[str, Any]:
    return {"path": "azureml:absent:1", "mount_point": str(folder)}


OF_REGISTRIES = ("deployment_templates",)
SPECIAL: Mapping[str, Callable[[MLClient, Path], dict[str, Any]]] = {
    "azure_openai_deployments.list": _open_ai,
    "capability_hosts.begin_create_or_update": _capability_host,
    "compute.begin_attach": _attached,
    "compute.enable_sso": _sso,
    "data.import_data": _import,
    "data.mount": _mount,
    "datastores.mount": _mount,
    "deployment_templates.create_or_update": _deployment_template,
    "feature_sets.begin_create_or_update": _feature_set,
    "feature_store_entities.begin_create_or_update": _entity,
    "feature_stores.begin_create": _new_feature_store,
    "feature_stores.begin_delete": _no_feature_store,
    "feature_stores.begin_update": _no_feature_store_to_change,
    "indexes.build_index": _built_index,
    "indexes.create_or_update": _index,
    "indexes.get": _one_version,
    "models.package": _package,
    "registries.begin_create": _registry,
    "registries.get": _one_name,
    "schedules.begin_create_or_update": _schedule,
    "serverless_endpoints.begin_regenerate_keys": _serverless,
    "workspace_outbound_rules.begin_create": _rule,
    "workspace_outbound_rules.begin_update": _rule,
    "workspaces.begin_diagnose": _workspace_itself,
}
"""What only some operations need."""
