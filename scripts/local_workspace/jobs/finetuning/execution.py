"""One fine-tuning job while it runs: it starts the training and registers the model that comes of it."""

from pathlib import Path

from local_workspace.arm import Json, section
from local_workspace.jobs.ending import JobFailedError
from local_workspace.jobs.finetuning.documents import place_of
from local_workspace.jobs.finetuning.hyperparameters import parse
from local_workspace.jobs.finetuning.refusals import OUTPUT, base_model
from local_workspace.jobs.outputs import copy_plain, written_output
from local_workspace.jobs.packaged import PackagedProgram
from local_workspace.jobs.process_jobs import JobProcess

MODEL = "registered_model"
TRAINING = PackagedProgram(
    Path(__file__).with_name("training"),
    "training",
    "transformers and peft train in one process on one core of this computer, in 32 bits; no GPU is used",
    {
        "HF_HUB_OFFLINE": "1",
        "TOKENIZERS_PARALLELISM": "false",
        "PYTHONWARNINGS": "ignore",
        # Threads that wait for each other on a busy computer are slower than one.
        **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    },
)


class Execution:
    """One training from its data to a registered model."""

    def __init__(self, process: JobProcess) -> None:
        self._process, self._job, self._context = process, process.job, process.context

    def run(self) -> None:
        """Train, and keep the model.

        Raises:
            JobFailedError: the data is no chat, or the training has come to no end.
        """
        command, environment = TRAINING.prepare(self._process, self._task())
        if not self._process.begin():
            return
        code = self._process.run(command, environment)
        if not self._process.stop.asked:
            self._keep(code)

    def _task(self) -> Json:
        """What the training is told."""
        addresses, workspace = self._context.addresses, self._job.id.workspace
        details = self._job.properties["fineTuningDetails"]
        files = {
            name: str(addresses.path(workspace, data["uri"])) if (data := section(details, member)) else None
            for name, member in (("train", "trainingData"), ("validation", "validationData"))
        }
        base = addresses.path(workspace, str(base_model(addresses, workspace, details).id))
        return {
            **files,
            "model": str(base),
            "output": MODEL,
            "hyperparameters": parse(section(details, "hyperParameters")),
        }

    def _keep(self, code: int) -> None:
        refused = self._process.code / "refused.txt"
        if refused.exists():
            raise JobFailedError("UserError", refused.read_text("utf-8"))
        if code:
            tail = self._process.logs.user_tail()
            raise JobFailedError("UserError", f"The training ended with {code}. {tail}")
        self._context.jobs.move(self._job.id, "Finalizing")
        uri = place_of(self._job, OUTPUT)
        target = self._context.addresses.target(self._job.id.workspace, uri)
        copy_plain(self._process.code / MODEL, target, self._process.logs.say)
        written = written_output(self._job.id, OUTPUT, "mlflow_model", uri)
        self._context.jobs.note(self._job.id, outputs={OUTPUT: written})
        declared = section(section(self._job.properties, "outputs"), OUTPUT)
        self._context.registration.register_output(
            self._job, declared | written | {"jobOutputType": "mlflow_model"}
        )
