"""How much a run may hold: Azure ML's limits, which MLflow's own server does not have.

Parameters: Azure/azure-sdk-for-python#35685 (2024-05) and QwenLM/Qwen3#113 (2024-03), both with the answer.
Values of one metric in one call: mlflow/mlflow#11462 (2024-06, with the answer).
Names of metrics, and tags: https://learn.microsoft.com/azure/machine-learning/resource-limits-capacity
(2025-02-05, read 2026-11-21). Unverified: the names of the fields in the refusals of the latter.
"""

from collections import Counter
from collections.abc import Iterable

from local_workspace.arm import Json, items
from local_workspace.dataplane.addresses import workspace_of
from local_workspace.dataplane.tracking.errors import over_limit
from local_workspace.dataplane.tracking.job_runs import OWN
from local_workspace.dataplane.tracking.process import TrackingProcess
from local_workspace.routing import Request

PARAMETERS = 200
METRICS = 50
VALUES = 250
TAGS = 50
TAG_KEY = 100
TAG_VALUE = 1000


def check(request: Request, logged: Json) -> None:
    """Refuse what would be too much for a run: `metrics`, `params` and `tags` as in a batch."""
    tags = [tag for tag in items(logged, "tags") if tag.get("key") not in OWN]
    _check_lengths(tags)
    _check("MetricV2Dto.Value/Count", VALUES, max(_counted(logged, "metrics").values(), default=0))
    names = request.services.get(TrackingProcess).names(workspace_of(request), str(logged.get("run_id")))
    _check_names("Parameters", PARAMETERS, names["params"], _counted(logged, "params"))
    _check_names("Metrics", METRICS, names["metrics"], _counted(logged, "metrics"))
    _check_names("Tags", TAGS, set(names["tags"]) - set(OWN), (str(tag.get("key")) for tag in tags))


def _check_lengths(tags: Iterable[Json]) -> None:
    for tag in tags:
        _check("Tags.Key/Length", TAG_KEY, len(str(tag.get("key"))))
        _check("Tags.Value/Length", TAG_VALUE, len(str(tag.get("value"))))


def _check_names(field: str, limit: int, known: Iterable[str], added: Iterable[str]) -> None:
    """What was too much before stays; only more of it is refused."""
    before = set(known)
    after = before | set(added)
    if after != before:
        _check(field, limit, len(after))


def _check(field: str, limit: int, size: int) -> None:
    if size > limit:
        raise over_limit(field, limit, size)


def _counted(logged: Json, kind: str) -> Counter[str]:
    return Counter(str(each.get("key")) for each in items(logged, kind))
