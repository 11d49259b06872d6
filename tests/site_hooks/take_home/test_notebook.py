"""A notebook runs what the page's Python does, and shows the rest where it stood."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from markdown_pages import SampleTree, parse_page
from site_hooks.take_home.notebook import Words, notebook_of
from snippets.steps import steps_of

FILES = {
    "jobs/a.py": "# --8<-- [start:one]\nprint('one')\n# --8<-- [end:one]\n"
    "# --8<-- [start:_two]\ntwo = 2\n# --8<-- [end:_two]\n",
    "jobs/a.py.one.out": "one\n",
    "jobs/b.sh": "set -eu\n# --8<-- [start:three]\necho three\n# --8<-- [end:three]\n",
    "jobs/code/c.py": "print('in the job')\n",
    "jobs/d.yml": "name: d\n",
}
TITLE = "# Title\n\nFirst text.\n"
PYTHON = '```python\n--8<-- "jobs/a.py:one"\n```\n'
OUTPUT = '```output\n--8<-- "jobs/a.py.one.out"\n```\n'
SHELL = '```bash\n--8<-- "jobs/b.sh:three"\n```\n'
WORDS = Words("Result", "Not run: {reason}", {"note": "Notatka"})


def tab(label: str, text: str, head: str = "===") -> str:
    inside = "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())
    return f'{head} "{label}"\n\n{inside}\n'


@pytest.fixture
def cells(tmp_path: Path) -> Any:
    for name, text in FILES.items():
        path = tmp_path / "samples" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def make(text: str) -> list[tuple[str, str]]:
        page = parse_page(text, tmp_path / "docs/en/page.md", "en", "page")
        steps = steps_of(page, ["jobs/code"])
        tree = SampleTree(tmp_path / "samples")
        made = notebook_of(page, steps, tree, WORDS, lambda page, heading: None, ("Start.", "ready = True"))
        content = json.loads(made)
        nbformat.validate(content)
        assert made == json.dumps(content, ensure_ascii=False, indent=1) + "\n"
        return [(cell["cell_type"], "".join(cell["source"])) for cell in content["cells"]]

    return make


def test_it_begins_with_the_title_and_what_to_start(cells: Any) -> None:
    assert cells(TITLE) == [
        ("markdown", "# Title\n\nStart."),
        ("code", "ready = True"),
        ("markdown", "First text."),
    ]


def test_code_becomes_a_cell_and_its_output_a_text(cells: Any) -> None:
    assert cells(f"{TITLE}\n{PYTHON}\n{OUTPUT}\nAfter.\n")[3:] == [
        ("code", "print('one')"),
        ("markdown", "*Result*\n\n```text\none\n```\n\nAfter."),
    ]


def test_what_a_page_runs_without_showing_it_runs_too(cells: Any) -> None:
    assert cells(f"{TITLE}\n<!-- run: jobs/a.py:_two -->\n")[3:] == [("code", "two = 2")]


def test_of_tabs_the_python_runs_and_the_rest_is_folded(cells: Any) -> None:
    found = cells(f"{TITLE}\n{tab('SDK', PYTHON)}{tab('CLI', SHELL)}After.\n")
    assert [kind for kind, _ in found] == ["markdown", "code", "markdown", "code", "markdown"]
    assert found[2][1].endswith("**SDK**")
    folded, after = found[4][1].rsplit("\n\n", 1)
    assert after == "After."
    assert folded.startswith("<details>\n<summary><b>CLI</b></summary>")
    assert "```bash\necho three\n```" in folded


def test_a_hidden_run_of_a_folded_tab_is_neither_run_nor_shown(cells: Any) -> None:
    found = cells(f"{TITLE}\n{tab('CLI', f'<!-- run: jobs/b.sh:three -->{chr(10) * 2}Text.')}")
    assert [kind for kind, _ in found] == ["markdown", "code", "markdown"]
    assert "three" not in found[2][1]


def test_commands_outside_of_tabs_run_in_a_shell(cells: Any) -> None:
    assert cells(f"{TITLE}\n{SHELL}")[3:] == [("code", "%%bash\nset -eu\n\necho three")]


def test_code_of_a_job_and_files_are_shown_with_their_names(cells: Any) -> None:
    found = cells(f'{TITLE}\n```python\n--8<-- "jobs/code/c.py"\n```\n\n```yaml\n--8<-- "jobs/d.yml"\n```\n')
    assert [kind for kind, _ in found] == ["markdown", "code", "markdown"]
    assert "`jobs/code/c.py`\n\n```python\nprint('in the job')\n```" in found[2][1]
    assert "`jobs/d.yml`\n\n```yaml\nname: d\n```" in found[2][1]


def test_code_that_nobody_runs_says_why(cells: Any) -> None:
    found = cells(f'{TITLE}\n```{{ .bash .no-run reason="too dear" }}\naz login\n```\n')
    assert found[-1][1].endswith("```bash\naz login\n```\n\n*Not run: too dear*")


def test_a_note_is_a_quotation_unless_something_in_it_runs(cells: Any) -> None:
    found = cells(f"{TITLE}\n{tab('Mind', 'Text.', '!!! warning')}\n!!! note\n\n    More.\n")
    assert found[-1][1].endswith("> **Mind**\n>\n> Text.\n\n> **Notatka**\n>\n> More.")
    found = cells(f"{TITLE}\n{tab('Answer', f'Text.{chr(10) * 2}{PYTHON}', '??? success')}After.\n")
    assert [kind for kind, _ in found[2:]] == ["markdown", "code", "markdown"]
    assert found[2][1].endswith("**Answer**\n\nText.")


def test_a_fence_of_a_list_stays_in_the_list(cells: Any) -> None:
    found = cells(f"{TITLE}\n1.  Step\n\n    ```text\n    plain\n    ```\n\n2.  Next\n")
    assert "1.  Step\n\n    ```text\n    plain\n    ```\n\n2.  Next" in found[-1][1]


def test_ids_are_the_same_in_each_build(tmp_path: Path, cells: Any) -> None:
    assert cells(f"{TITLE}\n{PYTHON}") == cells(f"{TITLE}\n{PYTHON}")
