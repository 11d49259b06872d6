"""The documentation of the lint rules, as `i18n lint --list` shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from translation_drift.findings import Finding
from translation_drift.registry import Rule, rules

if TYPE_CHECKING:
    from rich.console import Console


@dataclass(frozen=True)
class RulesReport:
    """Every rule with what it finds and why that is a defect."""

    name: ClassVar[str] = "i18n-rules"
    version: ClassVar[int] = 1

    @property
    def clean(self) -> bool:
        """An explanation is no finding."""
        return True

    def data(self) -> dict[str, Any]:
        """Every rule."""
        return {"rules": [_rule(rule) for rule in rules().values()]}

    def annotations(self) -> Iterable[Finding]:
        """Nothing: a rule has no place."""
        return ()

    def write(self, console: "Console") -> None:
        """One paragraph a rule."""
        for rule in rules().values():
            console.print(f"[bold]{rule.code}[/] ({_where(rule)}): {rule.summary}")
            console.print(rule.explanation, markup=False, style="dim")
            console.print()


def _where(rule: Rule) -> str:
    scope = ", ".join(rule.languages) or "all translations"
    return f"{scope} and source pages" if rule.on_source else scope


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "summary": rule.summary,
        "explanation": rule.explanation,
        "languages": list(rule.languages),
        "on_source": rule.on_source,
    }
