"""Makes a function a lint rule: every module in `lints/` registers its own, and nothing else lists them."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from translation_drift import lints
from translation_drift.bitext import Bitext
from translation_drift.errors import DriftError
from translation_drift.findings import Finding, Severity

Place = tuple[int, str]
"""Line of the translated page, and what is wrong there."""
Check = Callable[[Bitext], Iterator[Place]]


@dataclass(frozen=True)
class Rule:
    """One kind of defect and how it is found."""

    code: str
    check: Check
    languages: tuple[str, ...]
    """Languages that the rule is for; empty means all translations."""
    on_source: bool
    """Whether the rule also has something to say about the source pages."""
    severity: Severity = Severity.ERROR
    """A warning where a good translation may have its reasons."""

    @property
    def summary(self) -> str:
        """What the rule finds, in one line."""
        return inspect.getdoc(self.check) or ""

    @property
    def explanation(self) -> str:
        """What the defect looks like, and what to do about it."""
        module = inspect.getmodule(self.check)
        return inspect.getdoc(module) or "" if module else ""

    def applies_to(self, bitext: Bitext) -> bool:
        """Whether the rule is for this page."""
        if bitext.is_source:
            return self.on_source
        return not self.languages or bitext.language in self.languages

    def find(self, bitext: Bitext) -> Iterator[Finding]:
        """What the rule finds on a page."""
        for line, message in self.check(bitext):
            yield Finding(bitext.path, line, self.code, message, self.severity)


_RULES: dict[str, Rule] = {}


def rule(
    code: str,
    *,
    languages: tuple[str, ...] = (),
    on_source: bool = False,
    severity: Severity = Severity.ERROR,
) -> Callable[[Check], Check]:
    """Registers a function as the rule with this code."""

    def register(check: Check) -> Check:
        if code in _RULES:
            raise DriftError(f"lint {code!r} is registered twice")
        _RULES[code] = Rule(code, check, languages, on_source, severity)
        return check

    return register


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, sorted."""
    for module in pkgutil.iter_modules(lints.__path__):
        importlib.import_module(f"{lints.__name__}.{module.name}")
    return dict(sorted(_RULES.items()))
