"""A conversation with the local workspace: each operation that it serves, asked well and badly."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import httpx
from local_workspace.arm import Json

from .service import Service

_BLOCK = {"x-ms-blob-type": "BlockBlob", "x-ms-version": "2023-11-03"}
_LOCATIONS = "{arm}/subscriptions/{s}/providers/Microsoft.MachineLearningServices/locations/{location}"
ENDED = ("Completed", "Failed", "Canceled")
RUNNING = ("InProgress", "Creating", "Updating", "Deleting")


@dataclass(frozen=True)
class Exchange:
    """A step of the conversation: which operation, what for, and what was answered."""

    operation: str
    purpose: str
    answer: httpx.Response

    @property
    def document(self) -> Any:
        """The body, if it is JSON."""
        kind = self.answer.headers.get("content-type", "")
        return self.answer.json() if kind.startswith("application/json") and self.answer.content else None


class Conversation:
    """Asks, and keeps what was asked and answered."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.exchanges: list[Exchange] = []

    def ask(
        self,
        operation: str,
        purpose: str = "",
        body: Any = None,
        *,
        names: Mapping[str, str] = MappingProxyType({}),
        query: str = "api-version=2024-04-01",
        headers: Mapping[str, str] = MappingProxyType({}),
    ) -> httpx.Response:
        """Do one operation; `names` replace those in its address for this once."""
        method, address = operation.split(" ", 1)
        before = dict(self.service.names)
        self.service.names |= names
        joined = f"{address}{'&' if '?' in address else '?'}{query}" if query else address
        answer = self.service.send(method, joined, body, headers)
        self.service.names.clear()
        self.service.names |= before
        self.exchanges.append(Exchange(operation, purpose, answer))
        return answer

    def hold(self) -> list[Exchange]:
        """The whole conversation."""
        for part in PARTS:
            part(self)
        return self.exchanges


def _login(talk: Conversation) -> None:
    instance = "authorization_endpoint={login}/{guid}/oauth2/v2.0/authorize&api-version=1.1"
    talk.ask("GET {login}/common/discovery/instance", query=instance)
    talk.ask("GET {login}/{guid}/v2.0/.well-known/openid-configuration", query="")
    talk.ask("POST {login}/{guid}/oauth2/v2.0/token", body=talk.service.sign_in_form(), query="")


def _workspaces(talk: Conversation) -> None:
    talk.ask("GET {arm}/subscriptions")
    talk.ask("GET {arm}/subscriptions/{s}/resourcegroups/{rg}")
    group = "{arm}/subscriptions/{s}/resourceGroups/{rg}"
    talk.ask(f"GET {group}/providers/Microsoft.MachineLearningServices/workspaces")
    talk.ask("GET {workspace}")
    talk.ask("GET {workspace}", "absent", names={"workspace": "{arm}{scope}-absent"})
    new = {"deployment": "parity-1", "workspace": "{arm}{scope}-new"}
    parameters = {
        "workspaceName": {"value": talk.service.names["ws"] + "-new"},
        "location": {"value": "eastus"},
    }
    template = {"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"}
    body: Json = {"properties": {"mode": "incremental", "parameters": parameters, "template": template}}
    base = "{arm}/subscriptions/{s}/resourcegroups/{rg}"
    talk.ask(f"PUT {base}/providers/Microsoft.Resources/deployments/{{deployment}}", body=body, names=new)
    talk.ask(f"GET {base}/providers/Microsoft.Resources/deployments/{{deployment}}", names=new)
    talk.ask(f"GET {base}/deployments/{{deployment}}/operations", names=new)
    talk.ask(
        f"GET {base}/providers/Microsoft.Resources/deployments/{{deployment}}/operationStatuses/{{id}}",
        names=new | {"id": "parity-1"},
    )
    _dependents(talk, talk.ask("GET {workspace}", names=new).json()["properties"])
    changed = talk.ask("PATCH {workspace}", "describe", {"properties": {"description": "parity"}}, names=new)
    _follow(talk, changed, "workspaceOperationsStatus")
    _follow(talk, talk.ask("DELETE {workspace}", names=new), "workspaceOperationsStatus")


def _dependents(talk: Conversation, properties: Json) -> None:
    base = "{arm}/subscriptions/{s}/resourceGroups/{rg}"
    talk.ask(f"GET {base}/resources")
    for member, kind, name in (
        ("storageAccount", "Microsoft.Storage/storageAccounts", "storageaccount"),
        ("keyVault", "Microsoft.Keyvault/vaults", "vault"),
        ("applicationInsights", "Microsoft.insights/components", "component"),
    ):
        names = {name: properties[member].rpartition("/")[2]}
        talk.ask(f"DELETE {base}/providers/{kind}/{{{name}}}", "dependent", names=names)
    absent = {"registry": "absent"}
    talk.ask(f"DELETE {base}/providers/Microsoft.ContainerRegistry/registries/{{registry}}", names=absent)


def _datastores(talk: Conversation) -> None:
    one, address = {"datastore": "parity"}, "{workspace}/datastores/{datastore}"
    talk.ask("GET {workspace}/datastores")
    default = talk.ask(f"GET {address}", "the default one", names={"datastore": "workspaceblobstore"}).json()[
        "properties"
    ]
    place = {name: default[name] for name in ("accountName", "containerName", "endpoint", "protocol")}
    body: Json = {
        "properties": {"datastoreType": "AzureBlob", "credentials": {"credentialsType": "None"}} | place
    }
    talk.service.names |= {"account": default["accountName"], "container": default["containerName"]}
    talk.ask(f"PUT {address}", "create", body, names=one)
    talk.ask(f"PUT {address}", "update", body, names=one)
    talk.ask(f"GET {address}", names=one)
    talk.ask(f"POST {address}/listSecrets", names={"datastore": "workspaceblobstore"})
    talk.ask(f"DELETE {address}", names=one)
    talk.ask(f"GET {address}", "absent", names=one)


def _codes(talk: Conversation) -> None:
    address = "{workspace}/codes/{code}/versions"
    one = {"code": "6f1f1b0a-0000-4000-8000-000000000001", "v": "1"}
    pending = {"pendingUploadType": "TemporaryBlobReference"}
    reply = talk.ask(f"POST {address}/{{v}}/startPendingUpload", body=pending, names=one).json()
    blob = reply["blobReferenceForConsumption"]
    talk.service.names |= {"upload": blob["blobUri"], "sas": blob["credential"]["sasUri"].partition("?")[2]}
    known = {"properties": {"hash_sha256": "ab" * 32, "hash_version": "202208"}}
    body: Json = {
        "properties": {"codeUri": f"{blob['blobUri']}/src", "isAnonymous": True, "isArchived": False} | known
    }
    talk.ask(f"PUT {address}/{{v}}", "create", body, names=one)
    talk.ask(f"PUT {address}/{{v}}", "again", body, names=one)
    talk.ask(f"GET {address}/{{v}}", names=one)
    talk.ask(f"GET {address}", "by hash", query=f"hash={'ab' * 32}&hashVersion=202208", names=one)


def _blobs(talk: Conversation) -> None:
    sas = talk.service.names["sas"]
    account, container = talk.service.names["upload"].split("/")[2:4]
    here = {"blob": f"https://{account}", "container": container, "path": "src/train.py"}
    empty = here | {"path": "src/empty"}
    part = {"x-ms-range": "bytes=0-4"}

    def ask(
        operation: str, purpose: str = "", body: Any = None, headers: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        names = empty if "empty" in purpose else here
        talk.ask(operation, purpose, body, names=names, query=sas, headers=headers)

    address = "{blob}/{container}/{path}"
    ask(f"HEAD {address}", "absent")
    ask(f"PUT {address}", "create", b"print('hello')\n", _BLOCK)
    ask(f"PUT {address}?comp=metadata", headers={"x-ms-meta-name": "parity"})
    ask(f"HEAD {address}")
    ask(f"GET {address}")
    ask(f"GET {address}", "a part", headers=part)
    ask(f"PUT {address}", "create an empty one", b"", _BLOCK)
    ask(f"GET {address}", "a part of the empty one", headers=part)
    ask("GET {blob}/{container}?restype=container&comp=list", "list")


def _assets(talk: Conversation) -> None:
    data = {"dataType": "uri_file", "dataUri": "azureml://datastores/workspaceblobstore/paths/parity.csv"}
    environment = {"image": "mcr.microsoft.com/azureml/openmpi4.1.0-ubuntu22.04", "osType": "Linux"}
    model = {"modelType": "custom_model", "modelUri": "azureml://datastores/workspaceblobstore/paths/model"}
    file = {"blob": "https://{account}.blob.core.windows.net", "path": "model/weights.bin"}
    talk.ask("PUT {blob}/{container}/{path}", "with a token", b"1", query="", headers=_BLOCK, names=file)
    for kind, name, own in (
        ("data", "name", data),
        ("environments", "environment", environment),
        ("models", "model", model),
    ):
        one, address = {name: "parity", "v": "1"}, f"{{workspace}}/{kind}/{{{name}}}"
        body: Json = {"properties": {"isAnonymous": False, "isArchived": False, "tags": {}} | own}
        talk.ask(f"GET {address}", "absent", names=one | {name: "absent"})
        talk.ask(f"PUT {address}/versions/{{v}}", "create", body, names=one)
        talk.ask(f"PUT {address}/versions/{{v}}", "update", body, names=one)
        talk.ask(f"GET {address}/versions/{{v}}", names=one)
        talk.ask(f"GET {address}/versions", names=one)
        talk.ask(f"GET {address}", names=one)
    talk.ask("GET {workspace}/models")


def _components(talk: Conversation) -> None:
    one, address = {"component": "parity", "v": "1"}, "{workspace}/components/{component}"
    spec = {"name": "parity", "version": "1", "type": "command", "command": "echo hello"}
    spec |= {"environment": talk.service.fill_in("azureml:{scope}/environments/parity/versions/1")}
    body: Json = {
        "properties": {"componentSpec": spec, "isAnonymous": False, "isArchived": False, "tags": {}}
    }
    talk.ask(f"GET {address}", "absent", names=one | {"component": "absent"})
    talk.ask(f"GET {address}/versions/{{v}}", "absent", names=one | {"component": "absent"})
    talk.ask(f"PUT {address}/versions/{{v}}", "create", body, names=one)
    talk.ask(f"PUT {address}/versions/{{v}}", "update", body, names=one)
    talk.ask(f"GET {address}/versions/{{v}}", names=one)
    talk.ask(f"GET {address}/versions", names=one)
    talk.ask(f"GET {address}", names=one)
    container: Json = {
        "properties": {"description": "parity", "isArchived": False, "tags": {}, "properties": {}}
    }
    talk.ask(f"PUT {address}", "update", container, names=one)
    talk.ask("GET {workspace}/components")


def _connections(talk: Conversation) -> None:
    one, address = {"connection": "parity"}, "{workspace}/connections/{connection}"
    git = {
        "authType": "PAT",
        "category": "Git",
        "target": "https://example.com/x",
        "credentials": {"pat": "p"},
    }
    talk.ask(f"PUT {address}", "create", {"properties": git}, names=one)
    talk.ask(f"GET {address}", names=one)
    talk.ask("GET {workspace}/connections")
    talk.ask(f"DELETE {address}", names=one)
    talk.ask(f"GET {address}", "absent", names=one)


def _computes(talk: Conversation) -> None:
    one, address = {"compute": "parity-cpu"}, "{workspace}/computes/{compute}"
    sizes = {"minNodeCount": 0, "maxNodeCount": 2, "nodeIdleTimeBeforeScaleDown": "PT120S"}
    cluster = {"vmSize": "Standard_DS3_v2", "vmPriority": "Dedicated", "scaleSettings": sizes}
    body: Json = {"location": "eastus", "properties": {"computeType": "AmlCompute", "properties": cluster}}
    talk.ask(f"GET {address}", "absent", names=one)
    _follow(talk, talk.ask(f"PUT {address}", "create", body, names=one), "computeOperationsStatus")
    talk.ask(f"GET {address}", names=one)
    _follow(talk, talk.ask(f"DELETE {address}", query="underlyingResourceAction=Delete", names=one), "")
    one = {"compute": "parity-ci"}
    machine = {"computeType": "ComputeInstance", "properties": {"vmSize": "Standard_DS3_v2"}}
    _follow(
        talk,
        talk.ask(f"PUT {address}", "create", {"location": "eastus", "properties": machine}, names=one),
        "",
    )
    _follow(talk, talk.ask(f"POST {address}/stop", names=one), "")
    _follow(talk, talk.ask(f"POST {address}/start", names=one), "")


def _jobs(talk: Conversation) -> None:
    environment = talk.service.fill_in("{scope}/environments/parity/versions/1")
    command = {"jobType": "Command", "command": "echo hello > ${{outputs.out}}/file"}
    named = {"experimentName": "parity", "displayName": "parity", "environmentId": environment}
    body: Json = {"properties": command | named | {"outputs": {"out": {"jobOutputType": "uri_folder"}}}}
    address = "{workspace}/jobs/{job}"
    done, stopped = {"job": "parity-done"}, {"job": "parity-stopped"}
    talk.ask(f"GET {address}", "absent", names={"job": "absent"})
    talk.ask(f"PUT {address}", "create", body, names=done)
    talk.ask(f"GET {address}", names=done)
    _wait_for_job(talk, done["job"])
    talk.ask(f"POST {address}/cancel", "too late", names=done)
    long: Json = {"properties": body["properties"] | {"command": "sleep 300"}}
    talk.ask(f"PUT {address}", "create", long, names=stopped)
    _follow(talk, talk.ask(f"POST {address}/cancel", names=stopped), "mfeOperationResults")
    unknown: Json = {
        "properties": body["properties"] | {"computeId": talk.service.fill_in("{scope}/computes/absent")}
    }
    talk.ask(f"PUT {address}", "unknown compute", unknown, names={"job": "parity-refused"})


def _automl(talk: Conversation) -> None:
    """A job whose table is not there: what the service keeps of it, without a search."""
    table = {"uri": "azureml://datastores/workspaceblobstore/paths/absent/", "jobInputType": "mltable"}
    task = {"taskType": "Classification", "targetColumnName": "y", "primaryMetric": "Accuracy"}
    named: Json = {"jobType": "AutoML", "experimentName": "parity", "displayName": "parity", "outputs": {}}
    body: Json = {"properties": named | {"taskDetails": task | {"trainingData": table}}}
    address, failed = "{workspace}/jobs/{job}", {"job": "parity-automl"}
    talk.ask(f"PUT {address}", "create an AutoML job", body, names=failed)
    _wait_for_job(talk, failed["job"])
    talk.ask(f"GET {address}", "an AutoML job", names=failed)


def _pipelines(talk: Conversation) -> None:
    component = talk.service.fill_in("{scope}/components/parity/versions/1")
    step = {
        "name": "hello",
        "type": "command",
        "componentId": component,
        "_source": "REMOTE.WORKSPACE.COMPONENT",
    }
    named = {"jobType": "Pipeline", "experimentName": "parity", "displayName": "parity"}
    address, done = "{workspace}/jobs/{job}", {"job": "parity-pipeline"}

    def ask(purpose: str, **changes: Any) -> None:
        refused = {"job": "parity-refused"}
        body: Json = {"properties": named | {"jobs": {"hello": step | changes}}}
        talk.ask(f"PUT {address}", purpose, body, names=refused)

    talk.ask(
        f"PUT {address}", "create a pipeline", {"properties": named | {"jobs": {"hello": step}}}, names=done
    )
    _wait_for_job(talk, done["job"])
    talk.ask(f"GET {address}", "a pipeline", names=done)
    talk.ask("GET {api}/history/v1.0{scope}/runs/{run}/children", "steps", names={"run": done["job"]})
    talk.ask(f"POST {address}/cancel", "a pipeline, too late", names=done)
    ask("an input that is not there", inputs={"gone": {"job_input_type": "literal", "value": "1"}})
    ask("an expression that is none", tags={"a": "${{parent.name}}"})
    ask("a component that is not there", componentId=component.replace("/versions/1", "/versions/9"))


def _registries(talk: Conversation) -> None:
    group = "{arm}/subscriptions/{s}/resourceGroups/{rg}"
    one = f"{group}/providers/Microsoft.MachineLearningServices/registries/{{registry}}"
    name = {"registry": "parity"}
    region = {"location": "eastus", "storageAccountDetails": [_CREATED["storage"]]}
    region |= {"acrDetails": [_CREATED["acr"]]}
    body: Json = {"location": "eastus", "properties": {"regionDetails": [region]}}
    _follow(talk, talk.ask(f"PUT {one}", "create", body, names=name), "registryOperationsStatus")
    talk.ask(f"GET {one}", names=name)
    talk.ask("GET {api}/registrymanagement/v1.0/registries/{registry}/discovery", names=name)
    _registry_assets(talk)
    _follow(talk, talk.ask(f"DELETE {one}", names=name), "registryOperationsStatus")


_CREATED: dict[str, Json] = {
    "storage": {"systemCreatedStorageAccount": {"storageAccountType": "standard_lrs"}},
    "acr": {"systemCreatedAcrAccount": {"acrAccountSku": "Premium"}},
}


def _registry_assets(talk: Conversation) -> None:
    front = "https://cert-{location}.experiments.azureml.net/mferp/managementfrontend"
    group = "/subscriptions/{s}/resourceGroups/{rg}/providers/Microsoft.MachineLearningServices"
    place = {"registry": f"{front}{group}/registries/parity", "v": "1"}
    assets = "azureml://registries/parity"
    names = dict.fromkeys(("component", "environment", "model", "name", "tempdataref"), "parity") | place
    environment: Json = {"properties": {"image": "ubuntu", "condaFile": "dependencies: [python]"}}
    address = "{registry}/environments/{environment}/versions/{v}"
    _poll(talk, talk.ask(f"PUT {address}", "create", environment, names=names), "environment")
    talk.ask(f"GET {address}", names=names)
    component = {
        "type": "command",
        "command": "echo",
        "environment": f"{assets}/environments/parity/versions/1",
    }
    address = "{registry}/components/{component}/versions/{v}"
    spec: Json = {"properties": {"componentSpec": component}}
    _poll(talk, talk.ask(f"PUT {address}", "create", spec, names=names), "assetstore")
    talk.ask(f"GET {address}", names=names)
    reference: Json = {"assetId": f"{assets}/data/parity/versions/1"}
    upload = talk.ask(
        "PUT {registry}/tempdatarefs/{tempdataref}/versions/{v}", "upload", reference, names=names
    )
    container = upload.json()["blobReferenceForConsumption"]["credential"]["sasUri"]
    uri, _, signature = container.partition("?")
    talk.service.send("PUT", f"{uri}/file.csv?{signature}", b"a,b", _BLOCK).raise_for_status()
    data: Json = {"properties": {"dataType": "uri_file", "dataUri": f"{uri}/file.csv"}}
    address = "{registry}/data/{name}/versions/{v}"
    _poll(talk, talk.ask(f"PUT {address}", "create", data, names=names), "assetstore")
    talk.ask(f"GET {address}", names=names)
    talk.ask("GET {registry}/data/{name}", names=names)
    _share(talk, names)


def _share(talk: Conversation, names: Mapping[str, str]) -> None:
    workspace = talk.service.send("GET", "{workspace}?api-version=2024-04-01").json()["properties"][
        "workspaceId"
    ]
    source = f"azureml://locations/eastus/workspaces/{workspace}/models/parity/versions/1"
    sent: Json = {"properties": {"referenceType": "Id", "sourceAssetId": source}}
    address = "{registry}/models/{model}/versions/{v}"
    talk.ask(f"GET {address}", "absent", names=names)
    _poll(talk, talk.ask("POST {registry}/import", "share", sent, names=names), "assetstore")
    talk.ask(f"GET {address}", names=names)


def _poll(talk: Conversation, answer: httpx.Response, service: str) -> None:
    operation = answer.headers["Location"].rpartition("/")[2]
    talk.ask(f"GET {{api}}/{service}/v1.0/operations/{{operation}}", names={"operation": operation}, query="")


def _wait_for_job(talk: Conversation, job: str) -> None:
    while True:
        answer = talk.service.send("GET", "{workspace}/jobs/" + job + "?api-version=2024-04-01").json()
        if answer["properties"]["status"] in ENDED:
            return
        time.sleep(0.05)


def _online_endpoints(talk: Conversation) -> None:
    one, address = {"onlineendpoint": "parity-endpoint"}, "{workspace}/onlineEndpoints/{onlineendpoint}"
    identity = {"type": "SystemAssigned"}
    body: Json = {"location": "eastus", "identity": identity, "properties": {"authMode": "Key"}}
    body["properties"] |= {"description": "parity", "mirrorTraffic": {}, "properties": {}, "traffic": {}}
    _follow(talk, talk.ask(f"PUT {address}", "create", body, names=one), "mfeOperationsStatus")
    talk.ask(f"GET {address}", names=one)
    blue, place = one | {"deployment": "blue"}, f"{address}/deployments/{{deployment}}"
    code, model = "6f1f1b0a-0000-4000-8000-000000000001", talk.service.fill_in("{scope}/models/parity")
    properties: Json = {
        "endpointComputeType": "Managed",
        "instanceType": "Standard_F4s_v2",
        "model": f"{model}/versions/1",
        "environmentId": talk.service.fill_in("{scope}/environments/parity/versions/1"),
        "codeConfiguration": {
            "codeId": talk.service.fill_in(f"{{scope}}/codes/{code}/versions/1"),
            "scoringScript": "score.py",
        },
    }
    sent: Json = {
        "location": "eastus",
        "properties": properties,
        "sku": {"name": "Default", "capacity": 1},
        "tags": {},
    }
    made = talk.ask(f"PUT {place}", "create", sent, names=blue)
    _follow(talk, made, "mfeOperationsStatus")
    talk.ask(f"GET {place}", names=blue)
    _follow(talk, talk.ask(f"DELETE {address}", names=one), "mfeOperationsStatus")


def _batch_endpoints(talk: Conversation) -> None:
    one, address = {"batchendpoint": "parity-batch"}, "{workspace}/batchEndpoints/{batchendpoint}"
    talk.ask(f"GET {address}", "absent", names=one)
    body: Json = {"location": "eastus", "tags": {}, "properties": {"authMode": "aadToken", "properties": {}}}
    _follow(talk, talk.ask(f"PUT {address}", "create", body, names=one), "mfeOperationsStatus")
    talk.ask(f"GET {address}", names=one)
    forest, place = one | {"deployment": "forest"}, f"{address}/deployments/{{deployment}}"
    sent: Json = {"location": "eastus", "properties": _batch_deployment(talk), "tags": {}}
    _follow(talk, talk.ask(f"PUT {place}", "create", sent, names=forest), "mfeOperationsStatus")
    talk.ask(f"GET {place}", names=forest)
    talk.ask(f"GET {address}/deployments", names=one)
    data = {"jobInputType": "UriFolder", "uri": "azureml://datastores/workspaceblobstore/paths/model"}
    job = talk.ask(
        "POST https://{endpoint}.{region}.inference.ml.azure.com/jobs",
        body={"properties": {"inputData": {"UriFolder": data}}},
        names={"endpoint": "parity-batch", "region": talk.service.names["location"]},
        headers={"azureml-model-deployment": "forest"},
    )
    _wait_for_job(talk, job.json()["name"])
    _follow(talk, talk.ask(f"DELETE {address}", names=one), "mfeOperationsStatus")


def _batch_deployment(talk: Conversation) -> Json:
    name = {"compute": "parity-batch"}
    cluster = {"vmSize": "Standard_DS3_v2", "scaleSettings": {"minNodeCount": 0, "maxNodeCount": 1}}
    body: Json = {"location": "eastus", "properties": {"computeType": "AmlCompute", "properties": cluster}}
    made = talk.ask("PUT {workspace}/computes/{compute}", "for batch jobs", body, names=name)
    _follow(talk, made, "computeOperationsStatus")
    code = "{scope}/codes/6f1f1b0a-0000-4000-8000-000000000001/versions/1"
    return {
        "model": {"referenceType": "Id", "assetId": talk.service.fill_in("{scope}/models/parity/versions/1")},
        "compute": talk.service.fill_in("{scope}/computes/parity-batch"),
        "environmentId": talk.service.fill_in("{scope}/environments/parity/versions/1"),
        "codeConfiguration": {"codeId": talk.service.fill_in(code), "scoringScript": "score.py"},
    }


def _history(talk: Conversation) -> None:
    run, base = {"run": "parity-done"}, "{api}/history/v1.0{scope}"
    talk.ask("GET {api}/discovery")
    talk.ask(f"GET {base}/runs/{{run}}", names=run)
    talk.ask(f"GET {base}/runs/{{run}}/children", names=run)
    talk.ask(f"GET {base}/runs/{{run}}/details", names=run)
    reply = talk.ask(f"POST {base}/rundata", body={"runId": "parity-done", "selectRunMetadata": True})
    outputs = reply.json()["runMetadata"]["outputs"]
    talk.ask(
        "POST {api}/data/{name}{scope}/dataversion/{dataversion}",
        body={"values": [each["assetId"] for each in outputs.values()]},
        names={"name": "v1.0", "dataversion": "batchGetResolvedUris"},
    )


def _follow(talk: Conversation, answer: httpx.Response, kind: str) -> None:
    """Ask for a long-running operation until it has ended, as a client does; the last answer is kept."""
    address = answer.headers.get("Azure-AsyncOperation") or answer.headers.get("Location")
    while address and kind in address:
        status = talk.service.send("GET", address)
        running = status.status_code == 202 or (status.content and status.json().get("status") in RUNNING)
        if not running:
            kind = kind or address.split("?")[0].split("/")[-2]
            operation = f"GET {_LOCATIONS}/{kind}/{{id}}"
            talk.exchanges.append(Exchange(operation, "ended", status))
            return
        time.sleep(0.05)


PARTS: list[Callable[[Conversation], None]] = [
    *(_login, _workspaces, _datastores, _codes, _blobs, _assets, _components, _connections),
    *(_computes, _jobs, _automl, _history, _pipelines, _online_endpoints, _batch_endpoints, _registries),
]
