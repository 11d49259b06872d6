"""`az ml job`."""

# pyright: basic

from __future__ import annotations

import logging
import webbrowser
from itertools import islice
from pathlib import Path
from typing import Any

from azure.ai.ml import load_job
from azure.ai.ml.entities import Job
from azure.ai.ml.entities._builders.base_node import BaseNode
from marshmallow.utils import EXCLUDE

from local_workspace.az.handlers.assets import view_type
from local_workspace.az.property_paths import edit, read_overrides
from local_workspace.az.registry import command
from local_workspace.az.session import Session

_LOGGER = logging.getLogger(__name__)
_DEFAULT_RESULTS = 50


@command("ml job create")
def create_job(session: Session) -> Any:
    """Submit the job of a YAML file."""
    overrides = read_overrides(session["set"]) + ([{"name": session["name"]}] if session["name"] else [])
    job = load_job(session["file"], params_override=overrides)
    job = session.ml.jobs.create_or_update(job, skip_validation=session["skip_validation"])
    if session["save_as"]:
        job.dump(session["save_as"])
    _open(session, job)
    if session["stream"]:
        session.ml.jobs.stream(job.name)
    return _document(job)


@command("ml job show")
def show_job(session: Session) -> Any:
    """One job."""
    job = session.ml.jobs.get(session["name"])
    _open(session, job)
    return _document(job)


def _document(job: Any) -> Any:
    return (job._to_job() if isinstance(job, BaseNode) else job)._to_dict()


def _open(session: Session, job: Any) -> None:
    studio = (job.services or {}).get("Studio")
    if session["web"] and studio:
        webbrowser.open_new_tab(studio.endpoint)
    elif session["web"]:
        _LOGGER.warning("Option --web was specified, but no studio URI was found in the list of services.")


@command("ml job list")
def list_jobs(session: Session) -> list[Any]:
    """The jobs of the workspace, newest first, or the children of one."""
    limit = None if session["all_results"] else session["max_results"] or _DEFAULT_RESULTS
    if limit:
        _LOGGER.warning("Only the first %s results are shown; --all-results shows them all.", limit)
    found = session.ml.jobs.list(
        parent_job_name=session["parent_job_name"], list_view_type=view_type(session)
    )
    return [_document(each) for each in islice(found, limit)]


@command("ml job stream")
def stream_job(session: Session) -> None:
    """Print the logs until the job is over."""
    session.ml.jobs.stream(session["name"])


@command("ml job download")
def download_job(session: Session) -> None:
    """Download the files of a job that is over."""
    session.ml.jobs.download(
        session["name"],
        download_path=session["download_path"] or Path.cwd(),
        output_name=session["output_name"],
        all=session["all"],
    )


@command("ml job cancel")
def cancel_job(session: Session) -> None:
    """Cancel a job."""
    poller = session.ml.jobs.begin_cancel(session["name"])
    if not session["no_wait"]:
        poller.result()


@command("ml job archive")
def archive_job(session: Session) -> None:
    """Hide a job."""
    session.ml.jobs.archive(session["name"])


@command("ml job restore")
def restore_job(session: Session) -> None:
    """Bring an archived job back."""
    session.ml.jobs.restore(session["name"])


@command("ml job update")
def update_job(session: Session) -> Any:
    """Change the tags, the description and the display name of a job."""
    document = edit(_document(session.ml.jobs.get(session["name"])), session)
    return _document(session.ml.jobs.create_or_update(Job._load(data=document, unknown=EXCLUDE)))
