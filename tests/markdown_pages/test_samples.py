"""Embeds resolve to what the renderer shows, and what the renderer takes in silence is refused."""

from pathlib import Path

import markdown
import pytest
from bs4 import BeautifulSoup
from markdown_pages import Embed, MarkdownPagesError, SampleTree

SAMPLE = """\
import os

# --8<-- [start:outer]
def work() -> None:
    # --8<-- [start:inner]
    print("one")

    if os.name:
        print("zwei ü 三")
    # --8<-- [end:inner]
# --8<-- [end:outer]
"""


@pytest.fixture
def tree(tmp_path: Path) -> SampleTree:
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "work.py").write_text(SAMPLE, encoding="utf-8")
    return SampleTree(tmp_path)


def rendered(root: Path, target: str) -> str:
    """What pymdownx shows for an embed, with the site's settings."""
    options = {"base_path": [str(root)], "check_paths": True, "dedent_subsections": True}
    page = f'```python\n--8<-- "{target}"\n```\n'
    extensions = ["pymdownx.superfences", "pymdownx.snippets"]
    html = markdown.markdown(page, extensions=extensions, extension_configs={"pymdownx.snippets": options})
    code = BeautifulSoup(html, "html.parser").find("code")
    assert code
    return code.get_text()


@pytest.mark.parametrize("region", ["outer", "inner", None])
def test_text_is_what_the_renderer_shows(tree: SampleTree, region: str | None) -> None:
    embed = Embed("jobs/work.py", region, 1)
    assert tree.resolve(embed).text.strip("\n") == rendered(tree.root, str(embed)).strip("\n")


def test_a_region_knows_its_lines(tree: SampleTree) -> None:
    region = tree.resolve(Embed("jobs/work.py", "inner", 1))
    assert (region.first_line, region.last_line) == (6, 9)
    assert region.text.splitlines()[0] == 'print("one")'


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "# --8<-- [start:a]\nx\n# --8<-- [end:a]\n# --8<-- [start:a]\ny\n# --8<-- [end:a]\n",
            4,
            "begins twice",
        ),
        ("x\n# --8<-- [start:a]\ny\n", 2, "not closed"),
        ("x\n# --8<-- [end:a]\n", 2, "never began"),
        ("# --8<-- [start:a]\n\n# --8<-- [end:a]\n", 2, "is empty"),
        ("# --8<-- [start:b]\nx\n# --8<-- [end:b]\n", None, "known regions: b"),
    ],
)
def test_a_malformed_region_is_refused_where_it_stands(
    tmp_path: Path, text: str, line: int | None, message: str
) -> None:
    path = tmp_path / "a.py"
    path.write_text(text)
    with pytest.raises(MarkdownPagesError, match=message) as caught:
        SampleTree(tmp_path).resolve(Embed("a.py", "a", 1))
    assert (caught.value.path, caught.value.line) == (path, line)
    assert str(caught.value).startswith(f"{path}:{line}: " if line else f"{path}: ")


@pytest.mark.parametrize("name", ["../secret.py", "jobs/../../secret.py", "link.py"])
def test_a_sample_outside_of_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.py").write_text("x")
    (tmp_path / "samples" / "jobs").mkdir(parents=True)
    (tmp_path / "samples" / "link.py").symlink_to(tmp_path / "secret.py")
    with pytest.raises(MarkdownPagesError, match="leads out of"):
        SampleTree(tmp_path / "samples").sample(name)


def test_a_missing_sample_is_named(tmp_path: Path) -> None:
    with pytest.raises(MarkdownPagesError, match=r"gone\.py: there is no such sample"):
        SampleTree(tmp_path).resolve(Embed("gone.py", None, 3))
