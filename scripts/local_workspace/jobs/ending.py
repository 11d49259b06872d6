"""Brings a job to a terminal status with a reason, whatever becomes of its work."""

import logging
from collections.abc import Callable

from local_workspace.arm import Json, ResourceId
from local_workspace.errors import LocalWorkspaceError
from local_workspace.jobs.records import Jobs
from local_workspace.jobs.stop import Stop

log = logging.getLogger(__name__)


class JobFailedError(LocalWorkspaceError):
    """A job cannot go on: code and message as run history carries them."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.document: Json = {"code": code, "message": message}


def carry_out(jobs: Jobs, job: ResourceId, stop: Stop, work: Callable[[], Json | None]) -> None:
    """Do the work of a job, which returns why it failed or nothing, and end the job accordingly."""
    failure = _failure(job, work)
    if not stop.asked:
        jobs.move(job, "Failed" if failure else "Completed", failure)
    elif stop.status == "Failed":
        jobs.move(job, "Failed", {"code": "ServiceError", "message": stop.reason})
    else:
        jobs.note(job, warnings=[stop.reason] if stop.reason else [])
        jobs.move(job, "Canceled")


def _failure(job: ResourceId, work: Callable[[], Json | None]) -> Json | None:
    try:
        return work()
    except JobFailedError as error:
        return error.document
    except LocalWorkspaceError as error:
        return {"code": "UserError", "message": str(error)}
    except Exception as error:
        log.exception("job %s failed", job)
        message = f"The local workspace could not run the job: {error!r}"
        return {"code": "ServiceError", "message": message}
