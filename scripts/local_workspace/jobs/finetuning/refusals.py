"""What is refused when a fine-tuning job is submitted; the wordings are unverified.

Members: azure-ai-ml 1.35.2, _restclient/arm_ml_service/models, FineTuningJob and CustomModelFineTuning.
Tasks: constants/_finetuning.py there; the SDK sends them with a small first letter, REST clients with a
capital one.
"""

from collections.abc import Mapping

from local_workspace.arm import Json, Resource, ResourceId, section
from local_workspace.errors import not_implemented
from local_workspace.jobs import shapes
from local_workspace.jobs.addresses import Addresses
from local_workspace.jobs.finetuning.hyperparameters import bad, parse
from local_workspace.jobs.refusals import check_name, check_outputs, check_references, check_shapes
from local_workspace.store import ResourceStore

CHAT = "ChatCompletion"
OTHERS = (
    *("TextCompletion", "TextClassification", "QuestionAnswering", "TextSummarization"),
    *("TokenClassification", "TextTranslation", "ImageClassification", "ImageInstanceSegmentation"),
    *("ImageObjectDetection", "VideoMultiObjectTracking"),
)
"""Tasks that run on Azure only."""

PROVIDERS = ("Custom", "AzureOpenAI")
OUTPUT = "registered_model"
"""The only output, as `create_finetuning_job` names it."""

_DATA: Mapping[str, shapes.Shape] = dict.fromkeys(("uri", "jobInputType", "mode"), shapes.text)
_DETAILS: Mapping[str, shapes.Shape] = {
    **dict.fromkeys(("taskType", "modelProvider"), shapes.text),
    **dict.fromkeys(("model", "trainingData", "validationData"), shapes.document),
    "hyperParameters": shapes.texts,
}


def check_finetuning(store: ResourceStore, addresses: Addresses, job: ResourceId, sent: Json) -> None:
    """Refuse a fine-tuning job that Azure would refuse, and say plainly what is not done locally."""
    check_shapes(sent)
    check_name(job)
    shapes.check(sent, {"fineTuningDetails": shapes.document})
    details = section(sent, "fineTuningDetails")
    shapes.check(details, _DETAILS, "fineTuningDetails.")
    for part in ("model", "trainingData", "validationData"):
        shapes.check(section(details, part), _DATA, f"fineTuningDetails.{part}.")
    _check_provider(details)
    _check_task(details)
    base_model(addresses, job.workspace, details)
    _check_data(addresses, job, details)
    parse(section(details, "hyperParameters"))
    _check_outputs(addresses, job, section(sent, "outputs"))
    check_references(store, sent)


def base_model(addresses: Addresses, workspace: ResourceId, details: Json) -> Resource:
    """The registered model that a job starts from.

    Raises:
        ArmError: the job names none, or what it names is no model of the workspace or of a registry.
    """
    uri: str = section(details, "model").get("uri") or ""
    if not uri:
        raise bad("The field 'model' is required for a fine-tuning job.")
    model = addresses.asset(workspace, uri)
    if model is None or model.id.parent.collection != "models":
        raise bad(f"The field 'model' must name a registered model by its id, not {uri!r}.")
    return model


def _check_provider(details: Json) -> None:
    provider = details.get("modelProvider")
    if provider == "AzureOpenAI":
        raise not_implemented("fine-tuning of Azure OpenAI models, whose weights are on Azure only,")
    if provider not in PROVIDERS:
        raise bad(f"The field 'modelProvider' is {provider!r}; it must be one of {', '.join(PROVIDERS)}.")


def _check_task(details: Json) -> None:
    task: str = details.get("taskType") or ""
    known = {each.lower(): each for each in (CHAT, *OTHERS)}.get(task.lower())
    if known is None:
        raise bad(f"The field 'taskType' is {task!r}; it must be one of {', '.join((CHAT, *OTHERS))}.")
    if known != CHAT:
        raise not_implemented(f"fine-tuning jobs of the task {known}")


def _check_data(addresses: Addresses, job: ResourceId, details: Json) -> None:
    if not section(details, "trainingData").get("uri"):
        raise bad("The field 'trainingData' is required for a fine-tuning job.")
    for name in ("trainingData", "validationData"):
        data = section(details, name)
        if data and data.get("jobInputType") != "uri_file":
            raise bad(
                f"The field '{name}' must be an input of type uri_file, not {data.get('jobInputType')}."
            )
        if data and not data.get("uri"):
            raise bad(f"The field '{name}' has no uri.")
        if data:
            addresses.check(job.workspace, data["uri"])


def _check_outputs(addresses: Addresses, job: ResourceId, outputs: Json) -> None:
    output = section(outputs, OUTPUT)
    if list(outputs) != [OUTPUT] or not output.get("assetName"):
        raise bad(f"A fine-tuning job has one output, '{OUTPUT}', which needs the name of a model.")
    if output.get("jobOutputType") != "mlflow_model":
        raise bad(f"The output '{OUTPUT}' must be of type mlflow_model, not {output.get('jobOutputType')}.")
    check_outputs(addresses, job.workspace, outputs)
