"""Regions as pymdownx.snippets shows them, and located errors for what it takes in silence."""

import random
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from markdown_pages import Embed, MarkdownPagesError, Page, SampleTree

Samples = Callable[..., SampleTree]
Read = Callable[[str], Page]

REGION = "# --8<-- [start:{0}]\n{1}\n# --8<-- [end:{0}]\n"


def _resolve(tree: SampleTree, target: str) -> str:
    sample, _, region = target.partition(":")
    return tree.resolve(Embed(sample, region or None, 7, Path("page.md"))).text


def _shown_by_the_site(tree: SampleTree, target: str) -> str:
    html = markdown.markdown(
        f'=== "T"\n\n    ```python\n    --8<-- "{target}"\n    ```\n',
        extensions=["pymdownx.snippets", "pymdownx.highlight", "pymdownx.superfences", "pymdownx.tabbed"],
        extension_configs={
            "pymdownx.snippets": {
                "base_path": [str(tree.root)],
                "check_paths": True,
                "dedent_subsections": True,
            }
        },
    )
    code = BeautifulSoup(html, "html.parser").find("code")
    assert code is not None
    return code.get_text()


def test_region_is_dedented_and_knows_its_lines(samples: Samples) -> None:
    tree = samples(a_py="def f():\n    # --8<-- [start:r]\n    x = 1\n\n    return x\n    # --8<-- [end:r]\n")
    region = tree.resolve(Embed("a.py", "r", 1))
    assert region.text == "x = 1\n\nreturn x\n"
    assert (region.first_line, region.last_line, region.line_numbers) == (3, 5, (3, 4, 5))
    assert str(region) == "a.py:r"


def test_nested_markers_vanish_and_lines_stay_known(samples: Samples) -> None:
    tree = samples(
        a_py="# --8<-- [start:o]\n1\n# --8<-- [start:i]\n2\n# --8<-- [end:i]\n3\n# --8<-- [end:o]\n"
    )
    region = tree.resolve(Embed("a.py", "o", 1))
    assert (region.text, region.line_numbers) == ("1\n2\n3\n", (2, 4, 6))


def test_expanded_fence_is_literal_lines_and_samples(samples: Samples, read: Read) -> None:
    tree = samples(a_py=REGION.format("r", "x = 1"))
    page = read('- i\n\n    ```python\n    first\n    --8<-- "a.py:r"\n    last\n    ```\n')
    assert tree.expand(page.fences[0]) == "first\nx = 1\nlast\n"


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        (REGION.format("r", "1") + REGION.format("r", "2"), "is there twice, first in line 1", 4),
        ("# --8<-- [start:r]\n# --8<-- [start:r]\n1\n# --8<-- [end:r]\n", "is there twice", 2),
        ("x\n# --8<-- [start:r]\n1\n", "never closed", 2),
        ("x\n# --8<-- [end:r]\n", "never started", 2),
        (REGION.format("r", "\n"), "is empty", 2),
        ("# --8<-- [start:r]\n# --8<-- [end:r]\n", "is empty", 2),
        ("# --8<-- [start:1r]\n", "looks like a marker", 1),
        ("# --8<-- [Start:r]\n", "looks like a marker", 1),
        ("# --8<--[start:r]\n", "looks like a marker", 1),
        ("x = 1  # --8<-- [start:r]\n", "stands alone", 1),
        ("# --8<-- [start:r] the region\n", "stands alone", 1),
        ("# ;--8<-- [start:r]\n", "stands alone", 1),
        ("x\n\ty\n", "would not be shown", 2),
        ("x\n  \n", "would not be shown", 2),
        ("x\n\x0cy\n", "would not be shown", 2),
        ('--8<-- "other.py"\n', "embeds another", 1),
        (REGION.format("r", REGION.format("_hidden", "1")), "hidden region", 2),
    ],
)
def test_refused_samples(samples: Samples, content: str, message: str, line: int) -> None:
    tree = samples(a_py=content)
    with pytest.raises(MarkdownPagesError, match=message) as caught:
        _resolve(tree, "a.py:r")
    assert (caught.value.path, caught.value.line) == (tree.root / "a.py", line)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("a.py:other", "no region 'other'; it has r"),
        ("b.py:r", "there is no sample"),
        ("../outside.py", "plain path"),
        ("./a.py", "plain path"),
        ("link.py", "leads out"),
        ("sub", "there is no sample"),
    ],
)
def test_refused_embeds_are_told_at_the_page(samples: Samples, target: str, message: str) -> None:
    tree = samples(a_py=REGION.format("r", "1"), sub__c_py="1")
    (tree.root.parent / "outside.py").write_text("x\n")
    (tree.root / "link.py").symlink_to(tree.root.parent / "outside.py")
    with pytest.raises(MarkdownPagesError, match=message) as caught:
        _resolve(tree, target)
    assert (caught.value.path, caught.value.line) == (Path("page.md"), 7)


def test_absolute_path_is_refused(samples: Samples) -> None:
    tree = samples(a_py="1\n")
    with pytest.raises(MarkdownPagesError, match="plain path"):
        _resolve(tree, f"{tree.root}/a.py")


def test_whole_file_with_a_hidden_region_would_show_its_marker(samples: Samples) -> None:
    tree = samples(a_py="1\n" + REGION.format("_h", "2"))
    with pytest.raises(MarkdownPagesError, match="hidden region") as caught:
        _resolve(tree, "a.py")
    assert caught.value.line == 2
    assert _resolve(tree, "a.py:_h") == "2\n"


def test_pymdownx_is_silent_where_we_refuse(samples: Samples) -> None:
    """If this fails, pymdownx has learned to refuse: our check can go."""
    tree = samples(
        a_py=REGION.format("r", "1") + REGION.format("r", "2"),
        b_py="# --8<-- [start:r]\n1\n2\n",
        c_py="# --8<-- [start:r]\n1\n# --8<-- [start:_h]\n2\n# --8<-- [end:_h]\n# --8<-- [end:r]\n",
    )
    assert _shown_by_the_site(tree, "a.py:r") == "1\n"
    assert _shown_by_the_site(tree, "b.py:r") == "1\n2\n"
    assert "_h" in _shown_by_the_site(tree, "c.py:r")


_PIECES = ["x = 1", "    y", "", "if a:", "        # c", "é漢", "a\\n", "<b>&amp;</b>", "'''"]


@pytest.mark.parametrize("seed", range(150))
def test_same_text_as_the_site(samples: Samples, seed: int) -> None:
    chosen = random.Random(seed)
    body = [chosen.choice(_PIECES) for _ in range(chosen.randrange(1, 12))]
    indent = " " * chosen.choice([0, 0, 2, 4])
    inner = ["# --8<-- [start:i]", "inside", "# --8<-- [end:i]"] if seed % 3 == 0 else []
    place = chosen.randrange(len(body) + 1)
    body = [*body[:place], "x", *inner, *body[place:]]
    region = "\n".join(f"{indent}{line}" if line.strip() else line for line in body)
    end = chosen.choice(["\n", "\r\n", "\n\n\n"])
    text = f"import a\n{indent}# --8<-- [start:r]\n{region}\n{indent}# --8<-- [end:r]\nrest{end}"
    tree = samples(a_py=text if seed % 2 else text.replace("\n", "\r\n").replace("\r\r", "\r"))
    for target in ("a.py:r", "a.py"):
        assert _resolve(tree, target) == _shown_by_the_site(tree, target)


def test_every_region_of_the_project_is_shown_as_it_resolves() -> None:
    tree = SampleTree(Path("samples").resolve())
    files = [p for p in sorted(tree.root.rglob("*")) if p.suffix in (".py", ".sh", ".yml", ".json", ".http")]
    targets = [
        str(region)
        for path in files
        for region in tree.regions(path.relative_to(tree.root).as_posix())
        if not region.hidden
    ]
    assert targets
    for target in targets:
        assert _resolve(tree, target) == _shown_by_the_site(tree, target)
