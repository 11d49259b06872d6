"""Compares the steps of a translated page with those of the source, so that one run can count for both."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from snippets.outcomes import Place
from snippets.steps import Step


@dataclass(frozen=True)
class Pairing:
    """A step of a translation, the step of the source that it shows, and what is wrong with it."""

    step: Step
    source: Step | None
    problem: str = ""


def pair_steps(source: Sequence[Step], translation: Sequence[Step], page: Path) -> list[Pairing]:
    """Pair each step of a translation; what the translation lacks is told at the step that follows."""
    matcher = SequenceMatcher(None, [step.key for step in source], [step.key for step in translation], False)
    pairings: list[Pairing] = []
    missing: list[Step] = []
    for operation, first, end, begin, stop in matcher.get_opcodes():
        theirs, ours = source[first:end], translation[begin:stop]
        if operation == "equal":
            pairings += [
                Pairing(step, twin, _lacks(missing) if not index else "")
                for index, (step, twin) in enumerate(zip(ours, theirs, strict=True))
            ]
            missing = []
            continue
        pairings += [_differing(step, theirs[i] if i < len(theirs) else None) for i, step in enumerate(ours)]
        missing = [*missing, *theirs[len(ours) :]]
    return _with_missing_end(pairings, missing, page)


def _differing(step: Step, twin: Step | None) -> Pairing:
    if twin is None:
        return Pairing(step, None, f"{step} is not in the source page, at least not here")
    return Pairing(step, None, f"{step} stands here, the source page has {twin} (line {twin.place.line})")


def _lacks(missing: Sequence[Step]) -> str:
    return f"before this the source page has {_named(missing)}, which is missing here" if missing else ""


def _with_missing_end(pairings: list[Pairing], missing: Sequence[Step], page: Path) -> list[Pairing]:
    if not missing:
        return pairings
    problem = f"after this the source page has {_named(missing)}, which is missing here"
    if not pairings:
        return [Pairing(Step("refused", "", Place(page, 1, 1), note=problem), None, problem)]
    last = pairings[-1]
    both = "; ".join(filter(None, [last.problem, problem]))
    return [*pairings[:-1], Pairing(last.step, last.source, both)]


def _named(steps: Sequence[Step]) -> str:
    return ", ".join(f"{step} (line {step.place.line})" for step in steps)
