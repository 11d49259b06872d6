"""What a fence says of itself, and what is refused because the site would show something else."""

from collections.abc import Callable

import pytest
from markdown_pages import MarkdownPagesError, Page

Read = Callable[[str], Page]


@pytest.mark.parametrize(
    ("head", "language", "attributes"),
    [
        ("python", "python", {}),
        ("", "", {}),
        (".yaml", "yaml", {}),
        ('python title="a b" hl_lines="1 2"', "python", {"title": "a b", "hl_lines": "1 2"}),
        ('{ .bash .no-run reason="needs the portal" }', "bash", {"no-run": "", "reason": "needs the portal"}),
        ("{.bash .no-run reason='x'}", "bash", {"no-run": "", "reason": "x"}),
        ("{ .yaml #here key=bare }", "yaml", {"id": "here", "key": "bare"}),
        ("python { .wide }", "python", {"wide": ""}),
    ],
)
def test_head(read: Read, head: str, language: str, attributes: dict[str, str]) -> None:
    (fence,) = read(f"```{head}\nx\n```\n").fences
    assert (fence.language, dict(fence.attributes)) == (language, attributes)


@pytest.mark.parametrize("head", ["python run! this", '{ .bash reason="open }', "python title=bare"])
def test_head_that_the_site_does_not_understand(read: Read, head: str) -> None:
    with pytest.raises(MarkdownPagesError, match="not understood") as caught:
        read(f"Text\n\n```{head}\nx\n```\n")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n```python\nx\n", 3),
        ("```", 1),
        ("- a\n\n    ```python\n    x\n\nb\n\n```text\nc\n```\n", 3),
        ('=== "T"\n\n    ```python\n    x\n\nText\n', 3),
        ("> ```python\n> x\n\ny\n", 1),
    ],
)
def test_unclosed(read: Read, text: str, line: int) -> None:
    with pytest.raises(MarkdownPagesError, match="never closed") as caught:
        read(text)
    assert caught.value.line == line


def test_closing_marker_must_be_the_same_for_the_site(read: Read) -> None:
    with pytest.raises(MarkdownPagesError, match="closed with the same") as caught:
        read("```python\nx\n````\n")
    assert caught.value.line == 3


def test_fence_in_raw_html_is_refused(read: Read) -> None:
    with pytest.raises(MarkdownPagesError, match="raw HTML") as caught:
        read("<div>\n```python\nx\n```\n</div>\n")
    assert caught.value.line == 2


def test_quoted_and_longer_fences(read: Read) -> None:
    page = read("> ````text\n> ```\n> ````\n\n~~~yaml\na: 1\n~~~\n")
    assert [fence.source for fence in page.fences] == ["```\n", "a: 1\n"]


def test_embeds_have_lines(read: Read) -> None:
    page = read('=== "A"\n\n    ```python\n    --8<-- "a/b.py:r"\n    --8<-- \'c.py\'\n    ```\n')
    (fence,) = page.fences
    assert [(e.sample, e.region, e.line) for e in fence.embeds] == [("a/b.py", "r", 4), ("c.py", None, 5)]


@pytest.mark.parametrize(
    "line",
    ['  --8<-- "a.py"', "--8<-- a.py", "--8<--", ';--8<-- "a.py"', '--8<-- "a.py:1:3"', '--8<-- "a.py:1,3"'],
)
def test_embed_that_is_not_one_sample_or_region(read: Read, line: str) -> None:
    if line.startswith(";"):
        assert read(f"```python\n{line}\n```\n").fences[0].embeds == ()
        return
    with pytest.raises(MarkdownPagesError) as caught:
        read(f"```python\n\n{line}\n```\n")
    assert caught.value.line == 3
