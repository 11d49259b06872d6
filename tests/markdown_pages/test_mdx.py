from pathlib import Path

import pytest
from markdown_pages import read_page_as


def blocks(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    path = tmp_path / "page.mdx"
    path.write_text(text, encoding="utf-8")
    return [(block.kind, block.text) for block in read_page_as(path, "en", "page").blocks]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "import A from 'a';\nimport B from 'b';\n\ntext",
            [("code", "import A from 'a';\nimport B from 'b';")],
        ),
        ("export const a = {\n\n  b: [1],\n};\n\ntext", [("code", "export const a = {\n\n  b: [1],\n};")]),
        (
            "<A b=\"c > d\" e={f > g ? '}' : h} />\n\ntext",
            [("html", "<A b=\"c > d\" e={f > g ? '}' : h} />")],
        ),
        ("<A\n  b={[\n\n    1,\n  ]}\n>\ntext\n</A>", [("html", "<A\n  b={[\n\n    1,\n  ]}\n>")]),
        ("<>\ntext\n</>", [("html", "<>")]),
        ("<A><B />\ntext", [("html", "<A><B />")]),
        ("{list.map(\n  (x) => x\n)}\ntext", [("code", "{list.map(\n  (x) => x\n)}")]),
        ("{/* why */}\ntext", []),
        (":::note[Title]\ntext\n:::", [("html", ":::note[Title]")]),
        ("    text", []),
    ],
)
def test_what_mdx_adds_is_opaque_and_ends_where_text_begins(
    tmp_path: Path, text: str, expected: list[tuple[str, str]]
) -> None:
    found = blocks(tmp_path, text)
    assert found[: len(expected)] == expected
    assert next((kind, line.strip()) for kind, line in found[len(expected) :]) == ("paragraph", "text")


@pytest.mark.parametrize(
    "text",
    ["<Badge /> and text", "text <Badge />", "1 < 2", "important text", "{value} is text", "<A", "a {b\n\nc"],
)
def test_text_with_tags_in_it_is_a_paragraph(tmp_path: Path, text: str) -> None:
    assert blocks(tmp_path, text)[0][0] == "paragraph"


def test_a_fence_between_tags_is_a_fence(tmp_path: Path) -> None:
    path = tmp_path / "page.mdx"
    path.write_text("<TabItem>\n```js\nimport a\n<b>\n```\n</TabItem>\n", encoding="utf-8")
    page = read_page_as(path, "en", "page")
    assert [block.kind for block in page.blocks] == ["html", "code", "html"]
    assert page.fences[0].source == "import a\n<b>\n"


def test_a_markdown_page_knows_none_of_this(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("import what you need\n\n{value}\n", encoding="utf-8")
    kinds = [block.kind for block in read_page_as(path, "en", "page").blocks]
    assert kinds == ["paragraph", "paragraph"]
