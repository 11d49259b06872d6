"""Whether a project is sound, as `i18n doctor` shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.diagnosis import Symptom
from translation_drift.findings import Finding
from translation_drift.project import SITE_FILE

if TYPE_CHECKING:
    from rich.console import Console

UNSOUND = "unsound"
"""Something around the pages is not as the commands need it. `i18n doctor` says what to do."""


@dataclass(frozen=True)
class DiagnosisReport:
    """Everything that was looked at."""

    symptoms: Sequence[Symptom]
    name: ClassVar[str] = "i18n-diagnosis"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """Whether all is sound."""
        return all(symptom.sound for symptom in self.symptoms)

    def data(self) -> dict[str, Any]:
        """Everything that was looked at."""
        return {"sound": self.clean, "symptoms": [asdict(symptom) for symptom in self.symptoms]}

    def annotations(self) -> Iterator[Finding]:
        """What is not sound; it has no line, so the configuration stands for it."""
        for symptom in self.symptoms:
            if not symptom.sound:
                message = f"{symptom.subject}: {symptom.message}: {symptom.advice}"
                yield Finding(SITE_FILE, 1, UNSOUND, message)

    def write(self, console: "Console") -> None:
        """One line each, and one with what to do."""
        for symptom in self.symptoms:
            mark = "ok   " if symptom.sound else "WRONG"
            console.print(f"{mark} {symptom.subject}: {symptom.message}", markup=False, soft_wrap=True)
            if symptom.advice:
                console.print(f"      {symptom.advice}", markup=False, soft_wrap=True)
