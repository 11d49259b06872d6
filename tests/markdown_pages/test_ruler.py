"""The ruler that leaves rules out finds in any text what all rules find."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_pages.parser import mdx_grammar, plain_grammar, quick

ROOT = Path(__file__).parents[2]
GRAMMARS = (plain_grammar, mdx_grammar)
MARKS = ("", "", "", "  ", "    ", "\t", "> ", ">", "- ", "* ", "+ ", "1. ", "7) ", "[^1]: ", ": ", "~ ")
BLOCKS = (
    *(
        "",
        "",
        "a",
        "b\nc",
        "\N{IDEOGRAPHIC SPACE}ж",
        "\0",
        "\f",
        "\\",
        "&amp;",
        "-",
        "1.",
        "*",
        "1234567890. a",
    ),
    *("# a", "####### a", "#a", "a\n===", "a\n---", "---", "***", "_ _ _", "+++", "...", "---\na: b\n---"),
    *("| a | b |\n|---|---|\n| c | d |", "a | b\n--- | ---\nc | d", "|---|---|", "a\n: b", "a\n\n~ b\n  c"),
    *("```python\na\n```", "~~~\na\n~~~", "```", "~~~", "[^a]: b", "[^b]:\n    c", "[a]: b", "*[A]: b"),
    *('!!! note "A"\n    a', '??? tip "B"\n\n    b', '=== "C"\n\n    c', '=== "D"', "!!! a", "??? b"),
    *("<div>", "</div>", "<!-- c\n\nd -->", "<b>a</b>", "<A b={1}>\na\n</A>", "{x}", ":::note\na\n:::"),
    *("import a", "export b", *(f"{digit}. a" for digit in range(10))),
)


def marked(mark: str, block: str) -> str:
    """A block with a mark before each of its lines."""
    return "\n".join(mark + line for line in block.split("\n"))


MARKED = st.builds(marked, st.lists(st.sampled_from(MARKS), max_size=3).map("".join), st.sampled_from(BLOCKS))
SYMBOLS = st.sampled_from("-~`>#*+!?=<[^]:|1. \n\ta")
TEXTS = st.one_of(st.lists(MARKED, max_size=12).map("\n".join), st.lists(SYMBOLS, max_size=60).map("".join))


def tokens(md: MarkdownIt, text: str) -> list[object]:
    """What a grammar makes of a text, or how it fails."""
    try:
        return [token.as_dict() for token in md.parse(text)]
    except IndexError as error:
        return [str(error)]


@pytest.mark.parametrize("grammar", GRAMMARS)
@settings(max_examples=300, deadline=None, derandomize=True)
@given(text=TEXTS)
def test_no_rule_that_is_left_out_would_have_taken_a_line(
    grammar: Callable[[], MarkdownIt], text: str
) -> None:
    assert tokens(quick(grammar()), text) == tokens(grammar(), text)


@pytest.mark.parametrize("grammar", GRAMMARS)
def test_pages_are_read_as_by_all_rules(grammar: Callable[[], MarkdownIt]) -> None:
    plain, quickened = grammar(), quick(grammar())
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*/*.md"))]
    assert texts
    assert [tokens(quickened, text) for text in texts] == [tokens(plain, text) for text in texts]
