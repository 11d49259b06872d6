# ruff: noqa: RUF001
import pytest
from translation_drift.normalisation import normal_heading, normal_prose, normal_table_row
from translation_drift.sketch import similarity, sketch


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a\nb", "a b"),
        ("- a", "* a"),
        ("1. a", "2) a"),
        ("_a_ and __b__", "*a* and **b**"),
        ("“a” ‘b’", "\"a\" 'b'"),
        ("a &amp; b", "a & b"),
        ("a <!-- b --> c", "a c"),
        ("a\\\nb", "a b"),
        ("> a\n> b", "> a b"),
        ("モデルを\n作成", "モデルを作成"),
        ("e\u0301", "é"),
    ],
)
def test_what_is_written_otherwise_says_the_same(one: str, other: str) -> None:
    assert normal_prose(one) == normal_prose(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a_b_c", "a*b*c"),
        ("`a_b` c", "`a*b` c"),
        ("`“a”`", '`"a"`'),
        ("[a](b)", "[a](c)"),
        ("a", "A"),
        ("a, b", "a b"),
        ("**a**", "a"),
    ],
)
def test_what_says_something_else_is_told_apart(one: str, other: str) -> None:
    assert normal_prose(one) != normal_prose(other)


def test_headings_say_their_text() -> None:
    assert {normal_heading(text) for text in ("## A b {#c}", "## A b ##", "A b\n---", "### A b {#d .e}")} == {
        "A b"
    }


def test_rows_say_their_cells() -> None:
    assert normal_table_row("| a | b \\| c |") == normal_table_row("|a   |   b \\| c|") == "a|b \\| c"


def test_an_edited_sentence_is_more_alike_than_another_one() -> None:
    old = sketch("The program opens the file and counts its lines before it ends.")
    assert similarity(old, sketch("The program opens the file and counts its rows before it ends.")) > 0.6
    assert similarity(old, sketch("Register a model in the registry of your workspace.")) < 0.4
