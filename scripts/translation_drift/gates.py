"""Decides how severe drift is for `i18n check`: the table `[tool.i18n.gates]` of the project.

[tool.i18n.gates]
major = "error"     # a command, code, a number or a warning changed, or nobody can know; default "warning"
minor = "warning"   # only the wording changed
relink = "warning"  # only the destinations of links changed
minor_days = 30     # a warning becomes an error when it is older; also major_days and relink_days
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import cast

from translation_drift.ages import SourceAges
from translation_drift.errors import ConfigurationError
from translation_drift.findings import Severity
from translation_drift.pairing import Pair
from translation_drift.project import SETTINGS_FILE, Project, project_settings
from translation_drift.severity import DriftSeverity, severity
from translation_drift.units import Samples

_KINDS = (DriftSeverity.MAJOR, DriftSeverity.MINOR, DriftSeverity.RELINK)


@dataclass(frozen=True)
class Gates:
    """How severe each kind of drift is, and after how many days it becomes an error."""

    severities: Mapping[DriftSeverity, Severity] = field(default_factory=dict[DriftSeverity, Severity])
    days: Mapping[DriftSeverity, int] = field(default_factory=dict[DriftSeverity, int])

    def needs_age(self, drift: DriftSeverity) -> bool:
        """Whether the answer depends on how long a block has been behind."""
        return _kind(drift) in self.days and self.severities.get(_kind(drift)) is not Severity.ERROR

    def severity(self, drift: DriftSeverity, since: date, today: date) -> Severity:
        """How severe it is that a block has been behind since a day."""
        days = self.days.get(_kind(drift))
        if days is not None and (today - since).days > days:
            return Severity.ERROR
        return self.severities.get(_kind(drift), Severity.WARNING)


class PageGate:
    """Judges the stale blocks of one page in all languages."""

    def __init__(self, project: Project, page: str, samples: Samples, gates: Gates, today: date) -> None:
        self._gates = gates
        self._ages = SourceAges(project, page, samples)
        self._today = today

    def judge(self, pair: Pair) -> tuple[Severity, str]:
        """How severe it is that a pair is stale, and in words how much and, where it counts, since when."""
        drift = severity(pair)
        if drift is None:
            return Severity.WARNING, ""
        if not self._gates.needs_age(drift):
            return self._gates.severity(drift, self._today, self._today), drift.value
        since = self._ages.stale_since(pair, self._today) or self._today
        return self._gates.severity(drift, since, self._today), f"{drift.value}, since {since.isoformat()}"


def read_gates(project: Project) -> Gates:
    """The gates of a project; raises ConfigurationError for one that is not there."""
    path = project.root / SETTINGS_FILE
    gates = _table(project_settings(project.root).get("gates", {}), path)
    known = {*_KINDS, *(f"{kind}_days" for kind in _KINDS)}
    if unknown := sorted(set(gates) - known):
        raise ConfigurationError(
            f"[tool.i18n.gates] has no {', '.join(unknown)}; there are {', '.join(sorted(known))}", path
        )
    return Gates(
        {kind: _severity(gates[kind], kind, path) for kind in _KINDS if kind in gates},
        {kind: _days(gates[key], key, path) for kind in _KINDS if (key := f"{kind}_days") in gates},
    )


def _table(value: object, path: Path) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ConfigurationError("[tool.i18n.gates] has to be a table", path)
    return cast("Mapping[str, object]", value)


def _severity(value: object, key: str, path: Path) -> Severity:
    try:
        return Severity(value)
    except ValueError as error:
        message = (
            f"[tool.i18n.gates] {key} = {value!r}: has to be {' or '.join(map(repr, map(str, Severity)))}"
        )
        raise ConfigurationError(message, path) from error


def _days(value: object, key: str, path: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        message = f"[tool.i18n.gates] {key} = {value!r}: has to be a number of days"
        raise ConfigurationError(message, path)
    return value


def _kind(drift: DriftSeverity) -> DriftSeverity:
    return DriftSeverity.MAJOR if drift.is_major else drift
