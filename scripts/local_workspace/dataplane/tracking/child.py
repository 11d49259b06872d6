# pyright: basic, reportAttributeAccessIssue=false, reportArgumentType=false
# MLflow's tables are declared without types.
"""The MLflow process: MLflow's server application, with one SQLite store for each workspace.

    python -m local_workspace.dataplane.tracking.child FOLDER

It reads the secret from standard input's first line, prints its port, and ends when standard input is closed.
Beside MLflow's routes it takes `PUT /local/runs/{run}`: runs of jobs carry the job's name as their id, which
MLflow's REST API cannot do; and `GET /local/runs/{run}/names`: what counts towards Azure ML's limits.
"""

import hmac
import os
import shutil
import socket
import sys
import tempfile
import threading
from functools import cache
from pathlib import Path

os.environ["MLFLOW_SERVER_DISABLE_SECURITY_MIDDLEWARE"] = "true"  # who calls is checked by the secret
os.environ["MLFLOW_ENABLE_WORKSPACES"] = "false"
os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"  # nothing leaves this machine unnoticed

import uvicorn
from a2wsgi import WSGIMiddleware
from flask import Flask, abort, request
from mlflow.entities import RunStatus
from mlflow.server import app as mlflow_app
from mlflow.server import handlers
from mlflow.store.tracking.dbmodels.models import SqlExperiment, SqlLatestMetric, SqlParam, SqlRun, SqlTag
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
from mlflow.version import VERSION

SECRET_HEADER = "x-local-workspace-secret"  # noqa: S105 - the name of a header
STORE_HEADER = "x-local-workspace-store"


class Stores:
    """One tracking store for each workspace, made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._open = cache(self.open)

    def current(self, *_: object) -> SqlAlchemyStore:
        """The store of the workspace that the request is about."""
        with self._lock:
            return self._open(request.headers[STORE_HEADER])

    def open(self, name: str) -> SqlAlchemyStore:
        """The store of a workspace, made if there is none."""
        if not name.isalnum():
            abort(400)
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{name}.sqlite"
        if not path.exists():
            with tempfile.TemporaryDirectory(dir=self._folder) as folder:
                shutil.copyfile(self._tables(), copy := Path(folder, path.name))
                copy.replace(path)
        return _opened(path)

    def _tables(self) -> Path:
        """A store without rows: MLflow makes tables by all changes of its history, which takes a second."""
        tables = self._folder / f"tables-{VERSION}.sqlite"
        if not tables.exists():
            with tempfile.TemporaryDirectory(dir=self._folder) as folder:
                store = _opened(made := Path(folder, tables.name))
                with store.ManagedSessionMaker(read_only=False) as session:
                    session.query(SqlExperiment).delete()  # each workspace makes its own when it begins
                store.engine.dispose()
                made.replace(tables)
        return tables


def _opened(path: Path) -> SqlAlchemyStore:
    return SqlAlchemyStore(f"sqlite:///{path}", "azureml://artifacts")


def put_run(store: SqlAlchemyStore, run_id: str, document: dict) -> None:
    """Make a run with this id, or bring it up to date; of a client's own run only the words are told."""
    experiment_id = experiment_of(store, document["experiment"]) if "experiment" in document else None
    with store.ManagedSessionMaker(read_only=False) as session:
        run = session.query(SqlRun).filter_by(run_uuid=run_id).one_or_none()
        if run is None:
            run = SqlRun(run_uuid=run_id, experiment_id=int(experiment_id), source_type="JOB")
            run.artifact_uri, run.lifecycle_stage = document["artifact_uri"], "active"
            run.user_id = document["user"]
            run.source_name = run.entry_point_name = run.source_version = ""
            session.add(run)
        run.name = document["name"]
        if "status" in document:
            run.status = RunStatus.to_string(RunStatus.from_string(document["status"]))
            run.start_time, run.end_time = document["start"], document["end"]
        put_tags(run, document["tags"])


def experiment_of(store: SqlAlchemyStore, name: str) -> str:
    """The id of an experiment, which is made if there is none."""
    experiment = store.get_experiment_by_name(name)
    return experiment.experiment_id if experiment else store.create_experiment(name)


def put_tags(run: SqlRun, tags: dict) -> None:
    """Set tags of a run."""
    present = {tag.key: tag for tag in run.tags}
    for key, value in tags.items():
        if key in present:
            present[key].value = value
        else:
            run.tags.append(SqlTag(key=key, value=value))


def names_of(store: SqlAlchemyStore, run_id: str) -> dict[str, list[str]]:
    """The names of what a run has logged."""
    kinds = {"metrics": SqlLatestMetric, "params": SqlParam, "tags": SqlTag}
    with store.ManagedSessionMaker(read_only=True) as session:
        return {
            kind: [key for (key,) in session.query(table.key).filter_by(run_uuid=run_id)]
            for kind, table in kinds.items()
        }


def application(folder: Path, secret: str) -> Flask:
    """MLflow's application with the store chosen per request and the secret asked for."""
    stores = Stores(folder)
    handlers._get_tracking_store = (
        stores.current
    )  # MLflow has one store for a process; here it is one a workspace

    @mlflow_app.before_request
    def check_secret() -> None:
        if not hmac.compare_digest(request.headers.get(SECRET_HEADER, ""), secret):
            abort(403)

    @mlflow_app.put("/local/runs/<run_id>")
    def put_local_run(run_id: str) -> tuple[str, int]:
        put_run(stores.current(), run_id, request.get_json())
        return "", 204

    @mlflow_app.get("/local/runs/<run_id>/names")
    def get_names(run_id: str) -> dict[str, list[str]]:
        return names_of(stores.current(), run_id)

    @mlflow_app.put("/local/runs/<run_id>/artifact-uri")
    def put_artifact_uri(run_id: str) -> tuple[str, int]:
        with stores.current().ManagedSessionMaker(read_only=False) as session:
            run = session.query(SqlRun).filter_by(run_uuid=run_id).one()
            run.artifact_uri = request.get_json()["artifact_uri"]
        return "", 204

    return mlflow_app


def main(folder: str) -> None:
    """Serve until standard input is closed."""
    secret = sys.stdin.readline().strip()
    listener = socket.create_server(("127.0.0.1", 0))
    application_ = WSGIMiddleware(application(Path(folder), secret), workers=8)
    server = uvicorn.Server(uvicorn.Config(application_, log_level="warning", lifespan="off"))
    threading.Thread(target=_end_with_server, args=(server,), daemon=True).start()
    print(listener.getsockname()[1], flush=True)  # noqa: T201 - the server reads it
    server.run(sockets=[listener])


def _end_with_server(server: uvicorn.Server) -> None:
    sys.stdin.read()
    server.should_exit = True


if __name__ == "__main__":
    main(*sys.argv[1:])
