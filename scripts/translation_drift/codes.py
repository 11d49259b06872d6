"""Explains every code that `i18n` may say; the explanation is the docstring of the thing itself."""

import ast
import importlib
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import ModuleType

from translation_drift.advice import BLOCK_ADVICE, PAGE_ADVICE
from translation_drift.registry import rules
from translation_drift.severity import DriftSeverity
from translation_drift.states import BlockState, PageState

_MODULES = (
    "acceptance",
    "checking",
    "comment_findings",
    "cosmetic",
    "review",
    "suppressions",
    "reports.diagnosis",
    "reports.renaming",
    "reports.repairs",
)
"""Modules whose constants in capitals are codes of findings."""


@dataclass(frozen=True)
class Explanation:
    """What one code means."""

    code: str
    sort: str
    """What kind of thing the code names."""
    meaning: str
    advice: str = ""


def explained(code: str) -> Explanation:
    """What a code means, for formats that carry the help with them; of a code that is none, the code."""
    found = explanations().get(code)
    return found[0] if found else Explanation(code, "finding", code, "See `i18n --help`.")


@cache
def explanations() -> dict[str, list[Explanation]]:
    """Everything that a code stands for: `missing` is the state of a block as well as of a page."""
    found: dict[str, list[Explanation]] = {}
    for each in (*_lints(), *_findings(), *_states()):
        found.setdefault(each.code, []).append(each)
    return dict(sorted(found.items()))


def _lints() -> Iterator[Explanation]:
    for rule in rules().values():
        yield Explanation(rule.code, "lint", rule.summary, rule.explanation)


def _findings() -> Iterator[Explanation]:
    for name in _MODULES:
        module = importlib.import_module(f"translation_drift.{name}")
        for constant, text in _documented(module).items():
            value = getattr(module, constant)
            if constant.isupper() and isinstance(value, str):
                yield Explanation(value, "finding", text)


def _states() -> Iterator[Explanation]:
    blocks = _documented(BlockState)
    for state in BlockState:
        yield Explanation(state.value, "state of a block", blocks[state.name], _sentence(BLOCK_ADVICE[state]))
    pages = _documented(PageState)
    for state in PageState:
        advice = _sentence(PAGE_ADVICE[state])
        yield Explanation(state.value, "state of a page", pages[state.name], advice)
        if state in (PageState.MISSING, PageState.ORPHANED, PageState.UNTRACKED):
            yield Explanation(f"page-{state}", "state of a page", pages[state.name], advice)
    severities = _documented(DriftSeverity)
    for severity in DriftSeverity:
        yield Explanation(severity.value, "severity of a change", severities[severity.name])


def _sentence(advice: str) -> str:
    return f"What to do: {advice}."


def _documented(thing: ModuleType | type) -> Mapping[str, str]:
    """The strings below the constants of a module or a class, which Python itself does not keep."""
    body = ast.parse(inspect.getsource(thing)).body
    if isinstance(thing, type) and isinstance(body[0], ast.ClassDef):
        body = body[0].body
    found: dict[str, str] = {}
    for statement, following in pairwise(body):
        match statement, following:
            case ast.Assign(targets=[ast.Name(name)]), ast.Expr(ast.Constant(str(text))):
                found[name] = inspect.cleandoc(text)
            case _:
                pass
    return found
