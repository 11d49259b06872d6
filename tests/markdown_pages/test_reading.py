"""A page is cut into blocks, fences, embeds and hidden runs, each with its own lines."""

import itertools
from pathlib import Path

import pytest
from markdown_pages import Embed, MarkdownPagesError, Page, parse_page, read_page

PAGE = """\
---
title: Hello
description: two
  lines
---
# Title

Para one
continued.

## Second {#second}

<!-- run: jobs/submit.py:_setup -->

- item one
  more

    inner para

1. a
    - b

!!! note "Hey"

    | a | b |
    |---|---|
    | 1 | 2 |

=== "SDK"

    ```python title="a.py"
    --8<-- "jobs/a.py:x"
    ```

    ??? tip "Nested"

        deep

=== "CLI"

    ```bash
    --8<-- "jobs/a.sh"
    ```
> quote

``` { .bash .no-run reason="needs the portal" }
az
```
"""


def page(text: str) -> Page:
    return parse_page(text, Path("docs/en/p.md"), "en", "p")


def test_every_block_knows_its_kind_and_lines() -> None:
    assert [(b.kind, b.line, b.end_line) for b in page(PAGE).blocks] == [
        ("front_matter", 2, 2),
        ("front_matter", 3, 4),
        ("heading", 6, 6),
        ("paragraph", 8, 9),
        ("heading", 11, 11),
        ("html", 13, 13),
        ("list_item", 15, 16),
        ("paragraph", 18, 18),
        ("list_item", 20, 20),
        ("list_item", 21, 21),
        ("admonition_title", 23, 23),
        ("table_row", 25, 25),
        ("table_row", 27, 27),
        ("tab_label", 29, 29),
        ("code", 31, 33),
        ("admonition_title", 35, 35),
        ("paragraph", 37, 37),
        ("tab_label", 39, 39),
        ("code", 41, 43),
        ("paragraph", 44, 44),
        ("code", 46, 48),
    ]


def test_blocks_know_their_section_and_containers() -> None:
    deep = next(block for block in page(PAGE).blocks if block.text == "deep")
    assert deep.containers == ("tab", "admonition")
    assert deep.section == ("Title", "second")


def test_lists_know_their_depth() -> None:
    items = [(block.text, block.level) for block in page(PAGE).blocks if block.kind == "list_item"]
    assert items == [("- item one\n  more", 1), ("1. a", 1), ("- b", 2)]


def test_headings_know_level_and_id() -> None:
    assert [(h.level, h.heading_id) for h in page(PAGE).headings] == [(1, None), (2, "second")]


def test_fences_are_dedented_and_know_what_they_embed() -> None:
    sdk, cli, literal = page(PAGE).fences
    assert sdk.source == '--8<-- "jobs/a.py:x"\n'
    assert (sdk.language, dict(sdk.attributes), sdk.indent) == ("python", {"title": "a.py"}, 4)
    assert sdk.embeds == (Embed("jobs/a.py", "x", 32),)
    assert cli.embeds == (Embed("jobs/a.sh", None, 42),)
    assert literal.is_literal
    assert (literal.language, dict(literal.attributes)) == (
        "bash",
        {"no-run": "", "reason": "needs the portal"},
    )


def test_hidden_runs_are_found() -> None:
    (run,) = page(PAGE).hidden_runs
    assert (run.embed.sample, run.embed.region, run.line) == ("jobs/submit.py", "_setup", 13)


def test_blocks_never_share_a_line() -> None:
    blocks = page(PAGE).blocks
    assert all(one.end_line < two.line for one, two in itertools.pairwise(blocks))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a\n\n```python\nb\n", 3, "not closed by a line ```"),
        ('=== "A"\n\n    ~~~~python\n    b\n    ~~~\n', 3, "not closed by a line ~~~~"),
        ('```python\n--8<-- "a.py:1:3"\n```\n', 2, "name a region instead of lines"),
        ("```python\n--8<-- a.py\n```\n", 2, "embeds nothing"),
        ("x\n\n<!-- run: a.py:b:c -->\n", 3, "is not `path` or `path:region`"),
    ],
)
def test_what_cannot_be_read_is_refused_where_it_stands(text: str, line: int, message: str) -> None:
    with pytest.raises(MarkdownPagesError, match=message) as caught:
        page(text)
    assert str(caught.value).startswith(f"docs/en/p.md:{line}: ")


def test_bytes_that_are_no_text_are_refused_at_their_line(tmp_path: Path) -> None:
    path = tmp_path / "en" / "p.md"
    path.parent.mkdir()
    path.write_bytes(b"one\ntwo \xff\n")
    with pytest.raises(MarkdownPagesError, match=r"p\.md:2: not UTF-8: byte 0xff"):
        read_page(path, tmp_path)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_do_not_move_lines(newline: str) -> None:
    text = PAGE.replace("\n", newline)
    assert [block.line for block in page(text).blocks] == [block.line for block in page(PAGE).blocks]


def test_the_language_is_the_folder_and_the_name_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "zh-TW" / "deep" / "p.md"
    path.parent.mkdir(parents=True)
    path.write_text("# x\n")
    read = read_page(path, tmp_path)
    assert (read.language, read.name) == ("zh-TW", "deep/p")
