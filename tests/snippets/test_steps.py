"""What each fence of a page is for, and which are refused."""

from pathlib import Path

import pytest
from markdown_pages import read_page
from snippets.literals import looks_like_code
from snippets.steps import Step, steps_of


def _steps(tmp_path: Path, text: str) -> tuple[Step, ...]:
    path = tmp_path / "docs" / "en" / "page.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return steps_of(read_page(path, tmp_path / "docs"), ["jobs/train"])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('```python\n--8<-- "a.py:r"\n```', "run"),
        ('```bash\n--8<-- "a.sh"\n```', "run"),
        ('```python\n--8<-- "jobs/train/a.py:r"\n```', "file"),
        ('```yaml\n--8<-- "a.yml"\n```', "file"),
        ('```json\n--8<-- "a.json"\n```', "file"),
        ('```output\n--8<-- "a.py.r.out"\n```', "output"),
        ("```text\nsamples/\n  data/\n```", "literal"),
        ("```mermaid\nflowchart LR\n  a --> b\n```", "literal"),
        ('```{ .bash .no-run reason="opens a portal" }\nx\n```', "no-run"),
        ("<!-- run: a.py:_setup -->", "run"),
        ("<!-- run: a.sh -->", "run"),
    ],
)
def test_kinds(tmp_path: Path, text: str, kind: str) -> None:
    (step,) = _steps(tmp_path, f"# T\n\n{text}\n")
    assert (step.kind, step.place.line) == (kind, 3)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("```python\nx = 1\n```", "literal python is never run"),
        ("```bash\nls\n```", "literal bash"),
        ("```yaml\na: 1\n```", "literal yaml"),
        ("```output\ndone\n```", "literal output"),
        ("```\nplain\n```", "a fence in no language"),
        ('```ruby\n--8<-- "a.rb"\n```', "a fence in ruby cannot be run"),
        ('```python\n--8<-- "a.py:r"\nx = 1\n```', "one sample and holds nothing else"),
        ('```python\n--8<-- "a.py:r"\n--8<-- "a.py:s"\n```', "one sample and holds nothing else"),
        ('```output\n--8<-- "a.py"\n```', "approved output"),
        ('```python\n--8<-- "a.py:_r"\n```', "hidden region cannot be shown"),
        ("```{ .bash .no-run }\nx\n```", "needs reason"),
        ('```{ .bash .no-run reason="lazy" }\n--8<-- "a.sh"\n```', "not for samples"),
        ("```text\naz login\n```", "text fence holds a command"),
        ("<!-- run: a.yml -->", "neither .py nor .sh"),
        ("Text\n\n    indented = code", "indented code"),
    ],
)
def test_refused(tmp_path: Path, text: str, note: str) -> None:
    (step,) = _steps(tmp_path, f"{text}\n")
    assert step.kind == "refused"
    assert note in step.note


def test_steps_stand_in_page_order(tmp_path: Path) -> None:
    page = '```python\n--8<-- "a.py:r"\n```\n\n<!-- run: a.py:_s -->\n\n```bash\n--8<-- "a.sh"\n```\n'
    assert [str(step.embed) for step in _steps(tmp_path, page)] == ["a.py:r", "a.py:_s", "a.sh"]


@pytest.mark.parametrize(
    "text",
    [
        "az ml job create --file job.yml",
        "  $ ls",
        ">>> 1 + 1",
        "./scripts/docs",
        "pip install azure-ai-ml",
        "cd samples",
        "python jobs/submit.py",
        "curl https://example.org",
        "export A=1",
        "x = 1",
        "import os",
        "ml_client.jobs.list()",
        "with open('a') as f:\n    pass",
        '{"a": 1}',
        "$schema: https://example.org/job.json",
        "Then type this:\n\ngit clone x",
    ],
)
def test_code_is_recognised(text: str) -> None:
    assert looks_like_code(text)


@pytest.mark.parametrize(
    "text",
    [
        "samples/\n  jobs/\n    submit.py",
        "Status: Completed",
        "azureml://jobs/<name>/outputs/model",
        "the job",
        "1\n2",
        "Python 3.11",
        "/subscriptions/<id>/resourceGroups/<group>",
    ],
)
def test_plain_text_is_no_code(text: str) -> None:
    assert not looks_like_code(text)


def test_output_of_the_local_workspace_is_marked(tmp_path: Path) -> None:
    (step,) = _steps(tmp_path, '# T\n\n```{ .output .local }\n--8<-- "a.py.r.out"\n```\n')
    assert (step.kind, step.local) == ("output", True)
