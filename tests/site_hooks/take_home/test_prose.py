"""The Markdown of a notebook says what the page says, without what only the site understands."""

import pytest
from site_hooks.take_home.prose import fenced, folded, indented, prose, quoted


def address(page: str, heading: str) -> str | None:
    return None if page == "unknown" else f"https://handbook.example/{page}/#{heading}"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("## Title {#id}", '<a id="id"></a>\n\n## Title'),
        ("### `a{b}` c { .x #id-2 }", '<a id="id-2"></a>\n\n### `a{b}` c'),
        ("Text with {braces}.", "Text with {braces}."),
        ("See [a](b.md#c).", "See [a](https://handbook.example/b/#c)."),
        ("See [a](unknown.md).", "See a."),
        ("See [below](#here) and [Azure](https://a.example/x.md).",) * 2,
        (
            "| [a](b.md) | [`c`](d/e.md) |",
            "| [a](https://handbook.example/b/#) | [`c`](https://handbook.example/d/e/#) |",
        ),
    ],
)
def test_a_line_is_shown_as_jupyter_understands_it(line: str, shown: str) -> None:
    assert prose([line], address) == shown


def test_comments_and_blank_lines_around_vanish() -> None:
    assert prose(["", "One", "", "<!-- run: a.py:_b -->", "", "Two", ""], address) == "One\n\nTwo"


def test_a_block_of_code_may_hold_a_fence() -> None:
    assert fenced("```\na\n```\n", "text") == "````text\n```\na\n```\n````"


def test_what_lies_in_a_note_a_list_or_a_tab_stays_in_it() -> None:
    assert quoted("a\n\nb") == "> a\n>\n> b"
    assert indented("a\n\nb", 4) == "    a\n\n    b"
    assert folded("CLI", "a") == "<details>\n<summary><b>CLI</b></summary>\n\na\n\n</details>"
