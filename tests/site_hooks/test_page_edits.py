"""Lines of a page are exchanged for HTML, wherever they stand."""

import markdown
import pytest
from site_hooks.page_edits import Edit, lost_markers, with_markers, without_markers

EXTENSIONS = ["md_in_html", "pymdownx.superfences", "pymdownx.tabbed", "admonition"]


def rendered(page: str, *edits: Edit, first_line: int = 1) -> str:
    html = markdown.markdown(with_markers(page, first_line, edits), extensions=EXTENSIONS)
    assert not lost_markers(html, edits)
    return without_markers(html, edits)


@pytest.mark.parametrize(
    ("page", "line", "indent"),
    [
        ("one\n\ntwo\n", 1, 0),
        ("1.  one\n\n    two\n\n2.  three\n", 3, 4),
        ('=== "Tab"\n\n    one\n\n    two\n', 3, 4),
        ("!!! note\n\n    one\n", 3, 4),
        ("- one\n- two\n", 2, 4),
        ("> one\n", 1, 0),
        ("| a |\n|---|\n| b |\n", 3, 0),
    ],
)
def test_html_arrives_in_every_container(page: str, line: int, indent: int) -> None:
    block = '<figure class="x"><svg><title>a &lt; b</title></svg></figure>'
    html = rendered(page, Edit.after(line, indent, block))
    assert html.count(block) == 1
    assert f"<p>{block}" not in html


def test_lines_are_replaced_and_the_rest_stays() -> None:
    html = rendered("one\n\n```mermaid\na\n```\n\ntwo\n", Edit(3, 5, 0, "<hr>"))
    assert html == "<p>one</p>\n<hr>\n<p>two</p>"


def test_edits_keep_their_order_at_one_place() -> None:
    html = rendered("one\n", Edit.after(1, 0, "<i>a</i>"), Edit.after(1, 0, "<i>b</i>"))
    assert html == "<p>one</p>\n<i>a</i>\n<i>b</i>"


def test_lines_count_from_the_files_first() -> None:
    assert rendered("one\n\ntwo\n", Edit.before(7, 0, "<hr>"), first_line=5) == "<p>one</p>\n<hr>\n<p>two</p>"


def test_a_marker_that_is_swallowed_is_noticed() -> None:
    edit = Edit.before(2, 0, "<hr>")
    html = markdown.markdown(with_markers("```\na\n```\n", 1, [edit]), extensions=EXTENSIONS)
    assert lost_markers(html, [edit]) == [edit]
