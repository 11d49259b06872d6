import ast
import importlib
import json
import pkgutil
from pathlib import Path

import pytest
import translation_drift
from translation_drift.codes import explanations
from translation_drift.project import Project
from translation_drift.registry import rules
from translation_drift.states import BlockState, PageState

from .commands import CLEAN, USAGE, run


def test_every_lint_and_every_state_is_explained() -> None:
    known = explanations()
    assert set(rules()) | set(map(str, BlockState)) | set(map(str, PageState)) <= set(known)
    assert all(each.meaning for found in known.values() for each in found)
    assert [each.sort for each in known["missing"]] == ["state of a block", "state of a page"]


def constants(path: Path) -> set[str]:
    """The constants of a module that are used as the code of a finding: `Finding(path, line, CODE, …)`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and len(node.args) >= 4]
    made = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "Finding"]
    return {
        call.args[2].id for call in made if isinstance(call.args[2], ast.Name) and call.args[2].id.isupper()
    }


def test_every_code_of_a_finding_is_explained() -> None:
    found: set[str] = set()
    for info in pkgutil.walk_packages(translation_drift.__path__, "translation_drift."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        assert module.__file__
        found |= {getattr(module, name) for name in constants(Path(module.__file__))}
    assert {"lock-broken", "not-changed", "bad-suppression", "unaligned"} <= found
    assert found <= set(explanations())


def test_a_state_is_explained_in_its_own_words(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(project, capsys, "explain", "stale", "lost-bullet", "lock-broken")
    assert code == CLEAN
    assert "The source says something else since the translation was accepted." in out
    assert "What to do: say what the source says now." in out
    assert "Put the list marker back at the start of the line." in out
    assert "A lock that the tool did not write" in out
    report = json.loads(run(project, capsys, "explain", "fresh", "--format", "json")[1])
    assert {each["sort"] for each in report["explanations"]} == {"state of a block", "state of a page"}


def test_an_unknown_code_is_refused_with_those_that_there_are(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(project, capsys, "explain", "rotten")
    assert code == USAGE
    assert "no code rotten; there are abridged, admonition-differs," in err
