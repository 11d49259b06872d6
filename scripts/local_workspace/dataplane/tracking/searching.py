"""Finds runs, if they are asked for in a way that Azure ML understands, which is not quite MLflow's.

https://learn.microsoft.com/azure/machine-learning/how-to-track-experiments-mlflow (of 2024-03-20, read
2026-11-21): runs are not ordered by metrics, parameters or tags; `!=` does not work for tags, nor do metrics
with special characters; statuses are written as Azure does (`Failed`), all attributes stand in quotes, and
`duration` is Azure's own.
Unverified: the errors, and the unit of `creation_time`.
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from local_workspace.arm import Json, items
from local_workspace.dataplane.tracking.errors import MlflowError, filter_not_supported
from local_workspace.dataplane.tracking.forwarding import document_of, forward
from local_workspace.errors import not_implemented
from local_workspace.routing import Request, Response

_NO_ORDER = re.compile(r"\s*[`\"]?(metrics?|params?|parameters?|tags?)[`\"]?\.", re.IGNORECASE)
_NO_FILTER = re.compile(r"\btags?\.\S+\s*!=|\bmetrics?\.[`\"]", re.IGNORECASE)
_STATUS = re.compile(r"(\battributes?\.status\s*!?=\s*)(['\"])(\w+)\2", re.IGNORECASE)
_NUMBER = re.compile(r"(\battributes?\.(?:start|end)_time\s*[<>!=]+\s*)['\"](\d+)['\"]", re.IGNORECASE)
_CREATED = re.compile(r"\battributes?\.creation_time\b", re.IGNORECASE)
_DURATION = re.compile(
    r"\battributes?\.duration\s*(?P<comparator>[<>]=?|!?=)\s*['\"]?(?P<value>\d+)['\"]?", re.IGNORECASE
)
_BY_DURATION = re.compile(r"\s*(?:attributes?\.)?duration(?:\s+(?P<direction>ASC|DESC))?\s*", re.IGNORECASE)
_ALL = "attributes.start_time > 0"
"""What every run fulfils."""

_COMPARATORS: dict[str, Callable[[int, int], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}
_PAGE = 1000


def search_runs(request: Request) -> Response:
    """Runs that a filter describes, in an order."""
    sent = request.json
    text = str(sent.get("filter") or "")
    _check(text, [str(clause) for clause in items(sent, "order_by")])
    duration = _Duration.of(text, [str(clause) for clause in items(sent, "order_by")])
    text = _STATUS.sub(lambda found: f"{found[1]}'{found[3].upper()}'", _DURATION.sub(_ALL, text))
    asked: Json = {**sent, "filter": _NUMBER.sub(r"\1\2", text)}
    if duration is None:
        return forward(request, "runs/search", asked)
    asked["order_by"] = [
        clause for clause in items(sent, "order_by") if not _BY_DURATION.fullmatch(str(clause))
    ]
    found = duration.select(list(_all_runs(request, asked)))
    limit = int(sent.get("max_results") or _PAGE)
    start = int(sent.get("page_token") or 0)
    page: Json = {"runs": found[start : start + limit]}
    if start + limit < len(found):
        page["next_page_token"] = str(start + limit)
    return Response(200, page)


def _check(text: str, order: list[str]) -> None:
    for clause in order:
        if _NO_ORDER.match(clause):
            message = f"Azure Machine Learning does not order runs by {clause!r}: sort the result instead."
            raise MlflowError("INVALID_PARAMETER_VALUE", message)
    if _NO_FILTER.search(text):
        raise filter_not_supported(text)
    if _CREATED.search(text):
        raise not_implemented("the search of runs by attributes.creation_time")


@dataclass(frozen=True)
class _Duration:
    """What is asked of the durations of runs, which MLflow does not know."""

    conditions: tuple[tuple[Callable[[int, int], bool], int], ...]
    descending: bool | None
    """None: runs stay in the order in which they are."""

    @classmethod
    def of(cls, text: str, order: list[str]) -> "_Duration | None":
        conditions = tuple(
            (_COMPARATORS[each["comparator"]], int(each["value"])) for each in _DURATION.finditer(text)
        )
        ordered = next(filter(None, map(_BY_DURATION.fullmatch, order)), None)
        if not conditions and ordered is None:
            return None
        return cls(conditions, (ordered["direction"] or "").upper() == "DESC" if ordered else None)

    def select(self, runs: list[Json]) -> list[Json]:
        """The runs that are meant; one that has not ended has no duration."""
        known = [(run, _milliseconds(run)) for run in runs]
        kept = [
            (run, length)
            for run, length in known
            if not self.conditions
            or (length is not None and all(holds(length, value) for holds, value in self.conditions))
        ]
        if self.descending is not None:
            sign = -1 if self.descending else 1
            kept.sort(key=lambda each: (each[1] is None, sign * (each[1] or 0)))
        return [run for run, _ in kept]


def _all_runs(request: Request, asked: Json) -> Iterator[Json]:
    token: str | None = None
    while True:
        page = document_of(
            forward(request, "runs/search", {**asked, "max_results": _PAGE, "page_token": token})
        )
        yield from items(page, "runs")
        token = page.get("next_page_token")
        if not token:
            return


def _milliseconds(run: Json) -> int | None:
    info: Json = run["info"]
    return info["end_time"] - info["start_time"] if info.get("end_time") else None
