"""What may make a reader do the wrong thing is told from what is merely old."""

import pytest
from site_hooks.severity import is_major
from translation_drift.states import BlockState, BlockStatus, Lines


def block(kind: str = "paragraph", line: int = 1, last: int = 1) -> BlockStatus:
    return BlockStatus(BlockState.STALE, "1", kind, "", Lines(line, last), Lines(1, 1))


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("Run `az ml job show` now.", "Uruchom teraz `az ml job list`."),
        ("It takes 45 minutes.", "Trwa to 30 minut."),
        ("Use version 2.1 or newer.", "Użyj wersji 2.0 lub nowszej."),
        ("This way is deprecated.", "Tak można zrobić."),
    ],
)
def test_a_command_a_number_a_version_or_a_warning_counts(english: str, translated: str) -> None:
    assert is_major(block(), [english], [translated])


@pytest.mark.parametrize(
    ("english", "translated"),
    [
        ("Run `az ml job show` at once.", "Uruchom teraz `az ml job show`."),
        ("It costs 1,309.5 units.", "Kosztuje to 1309,5 jednostki."),
        ("It reads the file.", "Czyta plik."),
    ],
)
def test_other_wording_does_not(english: str, translated: str) -> None:
    assert not is_major(block(), [english], [translated])


def test_the_text_of_a_warning_counts_however_deep_it_stands() -> None:
    lines = ['!!! warning "Mind"', "", "    - One", "", "        More.", "", "After."]
    assert is_major(block("admonition_title"), lines, ["!!! warning"])
    assert is_major(block(line=5, last=5), lines, ["Więcej."])
    assert not is_major(block(line=7, last=7), lines, ["Potem."])


def test_code_that_is_written_on_the_page_counts() -> None:
    assert is_major(block("code"), ["```text", "a", "```"], ["```text"])


def test_what_has_no_counterpart_is_not_compared() -> None:
    assert not is_major(block()._replace(target=None), ["Use 5."], [])
