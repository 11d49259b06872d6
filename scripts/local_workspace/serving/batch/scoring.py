"""The job of a model deployment: a pipeline of one step, whose component is made for this job alone.

That it is a pipeline with one child `batchscoring` whose output is `score`: azure-ai-ml 1.35.2,
operations/_job_operations.py, _get_batch_job_scoring_output_uri. UNVERIFIED: what the document of such a job
says of its step; the SDK hints that the service leaves it out (entities/_job/pipeline/pipeline_job.py,
"Workaround for BatchEndpoint").
"""

import shlex
from pathlib import Path, PurePosixPath

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.durations import seconds
from local_workspace.serving.batch import environments
from local_workspace.serving.batch.invocation import Invocation
from local_workspace.serving.batch.refusals import check_settings
from local_workspace.serving.refusals import bad
from local_workspace.store import ResourceStore

HERE = Path(__file__).parent
STEP = "batchscoring"
SCORE = "score"
MOST_WORKERS = 4
"""So many processes score at most, for however many nodes: this computer does not grow with them."""

PLACES = {"data": "${{inputs.data}}", "model": "${{inputs.model}}", "score": "${{outputs.score}}"}


def scoring_job(
    store: ResourceStore, addresses: Addresses, job: ResourceId, deployment: Resource, invocation: Invocation
) -> Json:
    """The properties of the job, as a client would send them; its component and environment are stored."""
    settings = _settings(deployment, invocation)
    data = _the_input(invocation)
    score = _the_output(invocation, settings)
    keeps = _is_there_already(addresses, job, score, settings["outputFileName"])
    environment = _environment(store, addresses, deployment)
    component = _component(store, job, deployment, data["jobInputType"], environment)
    spec = component.properties["componentSpec"]
    spec["command"] = _command(settings, environment, writes=not keeps)
    spec["environment_variables"] = _variables(settings)
    store.put(component)
    model = {"job_input_type": "custom_model", "uri": settings["model"]["assetId"]}
    step: Json = {
        "type": "command",
        "componentId": str(component.id),
        "inputs": {"data": {"job_input_type": data["jobInputType"], "uri": data["uri"]}, "model": model},
        "outputs": {SCORE: {"job_output_type": "uri_folder", **score}},
    }
    return {
        "jobType": "Pipeline",
        "jobs": {STEP: step},
        "properties": {"azureml.runLineageType": "batchDeployment"},
        "settings": {"default_compute": settings["compute"]},
        "tags": {
            "azureml.batchrun": "true",
            "azureml.jobtype": "azureml.batchjob",
            "inputType": "input_data",
            "outputType": "output_data",
        },
    }


def _settings(deployment: Resource, invocation: Invocation) -> Json:
    """What the deployment says, with what is otherwise this once."""
    properties = deployment.properties
    merged = {name: section(properties, name) for name in ("resources", "retrySettings")}
    for name, value in merged.items():
        merged[name] = value | section(invocation.settings, name)
    settings = properties | invocation.settings | merged
    check_settings(settings)
    return settings


def _the_input(invocation: Invocation) -> Json:
    """The one input of a model deployment; its name does not count."""
    if len(invocation.inputs) != 1:
        raise bad(f"A model deployment has one input, not {len(invocation.inputs)}.")
    (data,) = invocation.inputs.values()
    if data["jobInputType"] not in ("uri_file", "uri_folder"):
        raise bad(
            f"A model deployment reads a file or a folder (UriFile, UriFolder), no {data['jobInputType']}: "
            "tables and literals are for other deployments."
        )
    return data


def _the_output(invocation: Invocation, settings: Json) -> Json:
    """Where the scores go: a folder, or the file that was asked for."""
    if len(invocation.outputs) > 1:
        raise bad(f"A model deployment has one output, not {len(invocation.outputs)}.")
    for output in invocation.outputs.values():
        uri = PurePosixPath(output["uri"].removeprefix("azureml:/"))
        if output["jobOutputType"] == "uri_file":
            settings["outputFileName"], uri = uri.name, uri.parent
        return {"uri": f"azureml:/{uri}"}
    return {}


def _is_there_already(addresses: Addresses, job: ResourceId, score: Json, name: str | None) -> bool:
    """Whether the file of the scores would have to be replaced, which does not happen.

    MicrosoftDocs/azure-ai-docs, how-to-troubleshoot-batch-endpoints.md, "No output in predictions file".
    """
    if not score or not name:
        return False
    return (addresses.target(job.workspace, score["uri"]) / name).exists()


def _environment(
    store: ResourceStore, addresses: Addresses, deployment: Resource
) -> environments.ScoringEnvironment:
    properties = deployment.properties
    if properties.get("codeConfiguration"):
        return environments.of_environment(store.get(ResourceId.parse(properties["environmentId"])))
    workspace, model = deployment.id.workspace, properties["model"]["assetId"]
    return environments.of_model(addresses.path(workspace, model))


def _component(
    store: ResourceStore,
    job: ResourceId,
    deployment: Resource,
    kind: str,
    environment: environments.ScoringEnvironment,
) -> Resource:
    kept = store.put(Resource(job.asset("environments", STEP, "1"), environment.properties))
    code = section(deployment.properties, "codeConfiguration").get("codeId")
    spec: Json = {
        "name": STEP,
        "version": "1",
        "type": "command",
        "is_deterministic": False,
        "code": code,
        "environment": str(kept.id),
        "inputs": {"data": {"type": kind}, "model": {"type": "custom_model"}},
        "outputs": {SCORE: {"type": "uri_folder"}},
    }
    return Resource(job.asset("components", STEP, "1"), {"componentSpec": spec})


def _command(settings: Json, environment: environments.ScoringEnvironment, *, writes: bool) -> str:
    code = section(settings, "codeConfiguration")
    retries, concurrency = settings["retrySettings"], settings["maxConcurrencyPerInstance"]
    options: dict[str, object] = {
        "script": code["scoringScript"] if code else HERE / "mlflow_score.py",
        "logging-level": settings["loggingLevel"].upper(),
        "mini-batch-size": settings["miniBatchSize"],
        # Without a script, a file that cannot be read fails the job: how-to-mlflow-batch.md.
        "error-threshold": settings["errorThreshold"] if code else 0,
        "max-retries": retries["maxRetries"],
        "timeout": seconds(retries["timeout"]),
        "workers": min(MOST_WORKERS, concurrency * settings["resources"]["instanceCount"]),
    }
    words = ["python", "-P", str(HERE / "driver.py")]
    words += [f"--{name}={value}" for name, value in options.items()]
    words += [] if code else ["--flat"]
    words += [] if environment.runs_on_azure else ["--without-azureml"]
    if writes and settings["outputAction"] == "AppendRow":
        words.append(f"--output-file={settings['outputFileName']}")
    places = [f'--{name}="$LOCAL_WORKSPACE_{name.upper()}"' for name in PLACES]
    return " ".join([*map(shlex.quote, words), *places])


def _variables(settings: Json) -> Json:
    places = {f"LOCAL_WORKSPACE_{name.upper()}": value for name, value in PLACES.items()}
    return {**section(settings, "environmentVariables"), **places}
