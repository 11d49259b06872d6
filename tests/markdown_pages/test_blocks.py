"""Every kind of block, with its lines, its containers and its section."""

import random
import re
from collections.abc import Callable
from textwrap import dedent

import pytest
from markdown_pages import MarkdownPagesError, Page
from markdown_pages.line_ends import LINE_END

Read = Callable[[str], Page]


def _shape(page: Page) -> list[tuple[str, int, int]]:
    return [(block.kind, block.line, block.end_line) for block in page.blocks]


def test_kinds_and_lines(read: Read) -> None:
    page = read(
        dedent("""\
        ---
        title: A page
        tags:
          - one
          - two
        ---

        # Title

        First line
        second line

        - item
          goes on

            more of it
            1. nested

        | a | b |
        |---|---|
        | c | d |

        > quoted

        ![A picture](a.png)

        <div class="grid">
        </div>

        Term
        :   What it means

        [here]: https://example.org
        """)
    )
    assert _shape(page) == [
        ("front_matter", 2, 2),
        ("front_matter", 3, 5),
        ("heading", 8, 8),
        ("paragraph", 10, 11),
        ("list_item", 13, 14),
        ("paragraph", 16, 16),
        ("list_item", 17, 17),
        ("table_row", 19, 19),
        ("table_row", 21, 21),
        ("paragraph", 23, 23),
        ("image_alt", 25, 25),
        ("html", 27, 28),
        ("definition_term", 30, 30),
        ("paragraph", 31, 31),
        ("definition", 33, 33),
    ]
    assert [block.level for block in page.blocks if block.kind == "list_item"] == [1, 2]
    assert page.blocks[5].containers == ("list_item",)
    assert page.blocks[9].containers == ("quote",)


def test_admonitions_tabs_and_lists_hold_each_other(read: Read) -> None:
    page = read(
        dedent("""\
        Text

        !!! note "Careful"
            Inside

            === "SDK"

                Deep

                ```python
                x = 1
                ```


                After two blank lines


        - item

            ??? tip
                Folded

        === "CLI"
            Next
        """)
    )
    assert [(b.kind, b.line, b.containers) for b in page.blocks] == [
        ("paragraph", 1, ()),
        ("admonition_title", 3, ()),
        ("paragraph", 4, ("admonition:note",)),
        ("tab_label", 6, ("admonition:note",)),
        ("paragraph", 8, ("admonition:note", "tab:SDK")),
        ("code", 10, ("admonition:note", "tab:SDK")),
        ("paragraph", 15, ("admonition:note", "tab:SDK")),
        ("list_item", 18, ("list_item",)),
        ("admonition_title", 20, ("list_item",)),
        ("paragraph", 21, ("list_item", "admonition:tip")),
        ("tab_label", 23, ()),
        ("paragraph", 24, ("tab:CLI",)),
    ]
    (fence,) = page.fences
    assert (fence.source, fence.indent) == ("x = 1\n", 8)


def test_container_opens_in_the_middle_of_a_paragraph_as_on_the_site(read: Read) -> None:
    page = read('Text\n=== "Tab"\n    inside\n')
    assert [b.kind for b in page.blocks] == ["paragraph", "tab_label", "paragraph"]


def test_container_off_the_margin_is_text_as_on_the_site(read: Read) -> None:
    assert [b.kind for b in read("  !!! note\n").blocks] == ["paragraph"]


def test_headings_give_sections(read: Read) -> None:
    page = read("# One\n\nA\n\n## Two {#two}\n\nB\n\n## Three { .wide #three }\n\n## Four\n\nC\n")
    assert [(b.heading_id, b.section) for b in page.blocks] == [
        (None, None),
        (None, None),
        ("two", "two"),
        (None, "two"),
        ("three", "three"),
        (None, None),
        (None, None),
    ]
    assert [h.level for h in page.headings] == [1, 2, 2, 2]


def test_comments_are_no_blocks_and_hidden_runs_are_found(read: Read) -> None:
    page = read(
        '<!-- note\nto self -->\n\nText\n<!-- run: a/b.py:_setup -->\n\n=== "T"\n\n    <!-- run: c.sh -->\n'
    )
    assert [b.kind for b in page.blocks] == ["paragraph", "tab_label"]
    assert [(str(run.embed), run.line) for run in page.hidden_runs] == [("a/b.py:_setup", 5), ("c.sh", 9)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a <!-- run: x.py:_y -->\n", 1),
        ("a\n\n<!-- run: x.py:_y --> b\n", 3),
        ("`a` <!-- run: x.py:_y --> `b`\n", 1),
        ("<!--\nrun: x\n<!-- run: two words -->\n", 3),
    ],
)
def test_hidden_run_that_would_be_missed_is_refused(read: Read, text: str, line: int) -> None:
    with pytest.raises(MarkdownPagesError, match="hidden run") as caught:
        read(text)
    assert caught.value.line == line


def test_hidden_run_shown_as_code_does_not_run(read: Read) -> None:
    assert read("```text\n<!-- run: x.py:_y -->\n```\n").hidden_runs == ()
    assert read("Write `<!-- run: x.py:_y -->` or ``<!-- run: `x` -->`` there.\n").hidden_runs == ()


def test_broken_front_matter_is_told_with_its_line(read: Read) -> None:
    with pytest.raises(MarkdownPagesError, match="not YAML") as caught:
        read("---\ntitle: a\nb: [\n---\n")
    assert caught.value.line in (3, 4)


def test_error_is_a_place_and_a_message(read: Read) -> None:
    with pytest.raises(MarkdownPagesError) as caught:
        read("ok\n\n```python\nx\n")
    assert str(caught.value) == f"{caught.value.path}:3: {caught.value.message}"


_PIECES = [
    *("# A {#a}", "A", "B " * 30, "- i", "    - n", "1. o", "    p", "        q", "> z", "- - m"),
    *('!!! note "T"', "??? x", '=== "L"', '    === "M"', "```python", "```", "    ```bash", "    ```", "~~~"),
    *("| a | b |", "|---|---|", "---", "<div>", "</div>", "<!-- c -->", "<!--", "-->", "T\n:   D"),
    *("[x]: y", "[^1]: f", "![i](j.png)", "===", "\t- t", "", "", "", " ", "\u2028x\u0085y\x0cz", "a\rb"),
    *("c\r\nd", "\ufeff", "{: .k }", "$$", "*[A]: B", "\x00w"),
]


def _nasty(seed: int) -> str:
    chosen = random.Random(seed)
    return "\n".join(chosen.choice(_PIECES) for _ in range(chosen.randrange(1, 25)))


@pytest.mark.parametrize("start", range(0, 2000, 200))
def test_nothing_of_a_page_is_lost_or_told_twice(read: Read, start: int) -> None:
    texts = {seed: _nasty(seed) for seed in range(start, start + 200)}
    pages = {seed: _page_or_line(read, text) for seed, text in texts.items()}
    assert None not in pages.values()
    understood = {seed: page for seed, page in pages.items() if isinstance(page, Page)}
    assert len(understood) > 40
    for seed, page in understood.items():
        _check_lines(page, texts[seed], seed)


def _page_or_line(read: Read, text: str) -> Page | int | None:
    try:
        return read(text)
    except MarkdownPagesError as error:
        return error.line


def _check_lines(page: Page, text: str, seed: int) -> None:
    lines = LINE_END.split(text)
    owner: dict[int, str] = {}
    for block in page.blocks:
        assert block.text == "\n".join(lines[block.line - 1 : block.end_line]), seed
        for number in range(block.line, block.end_line + 1):
            assert number not in owner, (seed, number, block.kind, owner[number])
            owner[number] = block.kind
    assert [b.line for b in page.blocks] == sorted(b.line for b in page.blocks), seed
    for number, line in enumerate(lines, start=1):
        if number not in owner and re.search(r"\w", line):
            assert _is_no_content(line, lines, number), (seed, number, line)


def _is_no_content(line: str, lines: list[str], number: int) -> bool:
    """Comments, and front matter's fences, are no content."""
    before = "\n".join(lines[:number])
    return "<!--" in line or before.rfind("<!--") > before.rfind("-->", 0, before.rfind(line))


def test_code_of_fences_is_the_lines_between(read: Read) -> None:
    page = read('=== "A"\n\n    ```yaml\n    a:\n      - b\n\n    c: d\n    ```\n')
    assert page.fences[0].source == "a:\n  - b\n\nc: d\n"
    assert (page.fences[0].line, page.fences[0].end_line) == (3, 8)
