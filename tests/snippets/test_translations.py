"""A translation that shows something else than the source is told at its own line."""

from pathlib import Path

import pytest
from markdown_pages import Embed
from snippets.outcomes import Place
from snippets.steps import Step
from snippets.translations import Pairing, pair_steps

PAGE = Path("pl/page.md")


def _steps(names: str, first: int = 1) -> list[Step]:
    """One step for each letter; a capital one is hidden."""
    return [
        Step(
            "run",
            "python",
            Place(PAGE, first + 10 * number, first + 10 * number + 2),
            Embed(f"{name.lower()}.py", "r", 1),
            hidden=name.isupper(),
        )
        for number, name in enumerate(names)
    ]


def _problems(source: str, translation: str) -> list[tuple[int, str]]:
    pairs = pair_steps(_steps(source, 1), _steps(translation, 5), PAGE)
    return [(pair.step.place.line, pair.problem) for pair in pairs if pair.problem]


def test_equal_pages_are_paired_step_by_step() -> None:
    pairs = pair_steps(_steps("abCd"), _steps("abCd", 5), PAGE)
    assert [(pair.problem, pair.source and pair.source.place.line) for pair in pairs] == [
        ("", 1),
        ("", 11),
        ("", 21),
        ("", 31),
    ]


@pytest.mark.parametrize(
    ("source", "translation", "expected"),
    [
        (
            "abc",
            "axc",
            [(15, "python fence x.py:r stands here, the source page has python fence b.py:r (line 11)")],
        ),
        (
            "abc",
            "ac",
            [(15, "before this the source page has python fence b.py:r (line 11), which is missing here")],
        ),
        (
            "abc",
            "ab",
            [(15, "after this the source page has python fence c.py:r (line 21), which is missing here")],
        ),
        (
            "aBc",
            "ac",
            [(15, "before this the source page has hidden run of b.py:r (line 11), which is missing here")],
        ),
        (
            "aBc",
            "abc",
            [(15, "python fence b.py:r stands here, the source page has hidden run of b.py:r (line 11)")],
        ),
        ("ab", "axb", [(15, "python fence x.py:r is not in the source page, at least not here")]),
        (
            "a",
            "",
            [(1, "after this the source page has python fence a.py:r (line 1), which is missing here")],
        ),
        ("", "a", [(5, "python fence a.py:r is not in the source page, at least not here")]),
    ],
)
def test_differences(source: str, translation: str, expected: list[tuple[int, str]]) -> None:
    assert _problems(source, translation) == expected


def test_other_order() -> None:
    problems = _problems("abc", "bac")
    assert problems
    assert all(line in (5, 15, 25) for line, _ in problems)


def test_only_the_differing_steps_lose_their_result() -> None:
    pairs: list[Pairing] = pair_steps(_steps("abc"), _steps("axc", 5), PAGE)
    assert [pair.source is not None for pair in pairs] == [True, False, True]
