"""The small language model of this computer: its environment, its folder, and one process, lazily made."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from local_workspace import language_models
from local_workspace.errors import LocalWorkspaceError
from local_workspace.jobs.conda_files import CondaFile
from local_workspace.jobs.prepared import Prepared
from local_workspace.jobs.stop import Stop
from local_workspace.jobs.variables import process_variables
from local_workspace.serving.chat.errors import ChatError, gateway
from local_workspace.serving.chat.model_process import Told, ask, failed
from local_workspace.serving.chat.orders import Order
from local_workspace.serving.instance import Instance, Program
from local_workspace.settings import Settings

log = logging.getLogger(__name__)

IDLE = 600.0
"""Seconds without a conversation after which the process is ended and its memory given back."""
LONGEST_START = 300.0
MOST_WAITING = 16
"""Conversations that wait or are answered; one more is refused as a rate limit."""
RETRY_AFTER = 5


class ModelAbsentError(LocalWorkspaceError):
    """The language model or its environment is not on this computer."""


@dataclass(frozen=True)
class Place:
    """Where the model can be run: the environment's Python, and the model's folder."""

    python: Path
    folder: Path


class BaseModel:
    """Finds the model, starts its process at the first conversation and ends it when it is idle."""

    def __init__(self, settings: Settings, idle: float = IDLE) -> None:
        self._settings, self._idle = settings, idle
        self._home = settings.state / "language-models"
        self._stop = Stop()
        self._starting, self._counting = threading.Lock(), threading.Lock()
        self._pending = 0
        self._used = 0.0
        self._instance: Instance | None = None
        self._place: Place | None = None

    @property
    def lives(self) -> bool:
        """Whether the process runs, and takes memory."""
        return self._instance is not None and self._instance.lives

    def place(self) -> Place:
        """Where the model can be run.

        Raises:
            ModelAbsentError: it is not here, with what to do about it.
        """
        return self._find_place()

    def chat(self, order: Order, is_wanted: Callable[[], bool]) -> Told:
        """Begin a conversation; the first one waits for the model to be loaded.

        Raises:
            ChatError: too many wait, it is too long, or the model cannot be run.
        """
        self._count()
        try:
            with self._starting:
                instance = self._living()
            return ask(instance, order, is_wanted, self._leave)
        except ModelAbsentError as error:
            self._leave()
            raise gateway(503, "ServiceUnavailable", str(error)) from error
        except ChatError:
            self._leave()
            raise

    def close(self) -> None:
        """End the process, one that is being started as well."""
        self._stop.set()
        instance = self._instance
        if instance is not None:
            instance.end()

    def _count(self) -> None:
        with self._counting:
            if self._pending >= MOST_WAITING:
                message = (
                    "Requests to the ChatCompletions_Create Operation have exceeded call rate limit of the "
                    f"local workspace, which answers one after the other and lets {MOST_WAITING} wait. "
                    f"Please retry after {RETRY_AFTER} seconds."
                )
                raise gateway(429, "429", message, retry_after=RETRY_AFTER)
            self._pending += 1

    def _leave(self) -> None:
        with self._counting:
            self._pending -= 1
            self._used = time.monotonic()

    def _living(self) -> Instance:
        if self._instance is None or not self._instance.lives:
            self._instance = self._start()
        return self._instance

    def _start(self) -> Instance:
        place = self._find_place()
        run = self._home / f"run-{uuid4().hex[:8]}"
        (run / "home" / "tmp").mkdir(parents=True)
        (run / "ports").mkdir()
        program = chat_program(self._settings, place.python, place.folder, run, self._home / "chat.log")
        instance = Instance(program, "base-model")
        self._instance = instance  # so that a server that stops now ends it
        if self._stop.asked or not instance.wait_until_ready(LONGEST_START):
            instance.end()
            raise failed(f"it did not start; its log is {program.log}")
        threading.Thread(target=self._give_back, args=(instance,), name="idle-model", daemon=True).start()
        return instance

    def _give_back(self, instance: Instance) -> None:
        while instance.lives:
            time.sleep(min(1.0, self._idle / 4))
            with self._starting:
                with self._counting:
                    idle = self._pending == 0 and time.monotonic() - self._used > self._idle
                if idle:
                    log.info("the language model has been idle for %g s: its process ends", self._idle)
                    instance.end()

    def _find_place(self) -> Place:
        if self._place is None:
            pins = CondaFile.parse(language_models.CONDA.read_text("utf-8")).pins or {}
            executables = Prepared.beside_this_interpreter().holding(pins)
            folder = executables and executables.parent / "base-models" / language_models.NAME
            if not executables or not folder or not (folder / "model.safetensors").is_file():
                raise ModelAbsentError(ABSENT)
            self._place = Place(executables / "python", folder)
        return self._place


def chat_program(settings: Settings, python: Path, model: Path, run: Path, chat_log: Path) -> Program:
    """What serves a folder with a model: its `home/tmp` and `ports` are in the folder `run`."""
    variables = process_variables(settings, python.parent, run / "home")
    variables |= {"HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"}
    command = [str(python), str(language_models.CHAT_SERVER), str(model)]
    return Program(command, variables, run, chat_log, run / "ports")


ABSENT = (
    f"The language model {language_models.NAME} is not on this computer: make its environment with "
    "`python3 scripts/set_up.py language-models`, and start the local workspace again."
)
