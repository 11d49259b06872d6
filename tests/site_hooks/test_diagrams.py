"""A diagram is drawn once, found by what its source says, and shown in every language."""

import json
import re
from pathlib import Path

import pytest
from site_hooks.diagrams import COMMAND, FOLDER, Diagram
from site_hooks.drawing import cli

from .conftest import DRAWN, LANGUAGES, ROOT, Handbook

SOURCE = """flowchart LR
  accTitle: Two steps
  accDescr: The first step leads to the second
  a["First step"] -->|then| b["Second step"]
"""
FENCE = "\n## Picture {#picture}\n\n```mermaid\n" + SOURCE + "```\n"


def diagram(source: str) -> Diagram:
    return Diagram(ROOT / "x.md", 1, 2, 0, source)


def test_a_drawing_is_found_by_what_its_source_says() -> None:
    name = diagram(SOURCE).name
    assert diagram("\n" + SOURCE.replace("\n", "  \n")).name == name
    assert diagram(SOURCE.replace("First", "first")).name != name


@pytest.fixture
def illustrated(handbook: Handbook) -> Handbook:
    for language in LANGUAGES:
        handbook.change(language, "index", lambda text: text + FENCE)
    return handbook


def run(handbook: Handbook, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.chdir(handbook.root)
    monkeypatch.setattr("sys.argv", ["diagrams", *arguments])
    return cli.run()


def answer(svg: str) -> str:
    return f"<html><body>{json.dumps({diagram(SOURCE).name: svg})}</body></html>".replace("&", "&amp;")


def test_a_diagram_without_a_drawing_fails_the_build_and_names_the_command(illustrated: Handbook) -> None:
    problems = illustrated.build()
    assert [
        problem for problem in problems if COMMAND in problem and problem.startswith("docs/ru/index.md:39:")
    ]


def test_a_diagram_is_drawn_once_and_shown_in_all_languages(
    illustrated: Handbook, monkeypatch: pytest.MonkeyPatch, browser: Path
) -> None:
    browser.write_text(answer(DRAWN))
    (illustrated.root / FOLDER / "0000.svg").write_text("of a source that is gone")
    assert run(illustrated, monkeypatch) == 0
    assert [path.stem for path in (illustrated.root / FOLDER).iterdir()] == [diagram(SOURCE).name]
    assert illustrated.build() == []
    for language in LANGUAGES:
        figure = illustrated.html(language, "index").select_one("figure.handbook-diagram > svg[role=img]")
        assert figure
        assert "First step" in figure.get_text()
    assert "flowchart" not in illustrated.html("en", "index").get_text()


def test_what_mermaid_complains_about_is_located(
    illustrated: Handbook, monkeypatch: pytest.MonkeyPatch, browser: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    browser.write_text(answer("error: Parse error on line 3"))
    assert run(illustrated, monkeypatch) == 1
    assert re.search(r"docs/\S+/index\.md:\d+: error: Parse error on line 3", capsys.readouterr().err)


def test_a_diagram_needs_a_text_alternative(
    illustrated: Handbook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    illustrated.change("ja", "index", lambda text: text.replace("  accDescr", "  %% accD"))
    assert run(illustrated, monkeypatch) == 1
    assert "without accDescr, its text alternative" in capsys.readouterr().err
