"""A build says everything that is wrong, in every language, and where."""

import os
from pathlib import Path

import pytest
from site_hooks import cli
from site_hooks.errors import SiteError

from .conftest import Handbook


def run(handbook: Handbook, monkeypatch: pytest.MonkeyPatch, *arguments: str, folder: str = ".") -> int:
    monkeypatch.chdir(handbook.root / folder)
    monkeypatch.setattr("sys.argv", ["docs", *arguments])
    return cli.run()


def test_a_clean_build_succeeds_from_any_folder(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(handbook, monkeypatch, "--build", folder="docs/en") == 0
    assert "site/ holds 35 HTML files" in capsys.readouterr().out


def test_problems_of_all_languages_are_said_at_once(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    handbook.change("ja", "index", lambda text: text + "\n[x](missing.md) ![y](missing.png)\n")
    handbook.change("pl", "index", lambda text: text + "\n[x](first-job.md#nowhere)\n")
    handbook.change("ru", "index", lambda text: text.replace("greet.py:inner", "greet.py:gone"))
    assert run(handbook, monkeypatch, "--build") == 1
    said = capsys.readouterr().err
    for part in (
        "ja/index.md",
        "missing.md",
        "missing.png",
        "pl/index.md",
        "#nowhere",
        "docs/ru/index.md:22: ",
    ):
        assert part in said
    assert str(handbook.root) not in said


def test_a_problem_of_a_page_that_others_fall_back_to_is_said_once(handbook: Handbook) -> None:
    handbook.change("en", "setup", lambda text: text + "\n[x](missing.md)\n")
    assert len([problem for problem in handbook.build() if "missing.md" in problem]) == 1


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("(setup.md#second)", "(/setup.md)", "absolute"),
        ("(setup.md#second)", "(#gone)", "ja/setup.md"),
        ('"jobs/greet.py:whole"', '"jobs/none.py"', "docs/ja/setup.md:10: "),
    ],
)
def test_what_is_wrong_is_located(handbook: Handbook, old: str, new: str, said: str) -> None:
    handbook.change("ja", "setup", lambda text: text.replace(old, new, 1))
    assert any(said in problem for problem in handbook.build("ja"))


def test_a_page_that_is_not_in_the_navigation_is_a_problem(handbook: Handbook) -> None:
    handbook.page_path("en", "lost").write_text("# Lost\n", encoding="utf-8")
    assert any("lost.md" in problem for problem in handbook.build())


def test_an_unclosed_fence_is_located(handbook: Handbook) -> None:
    handbook.change("zh-TW", "index", lambda text: text + "\n```text\nnever closed\n")
    assert any("docs/zh-TW/index.md:" in problem for problem in handbook.build("zh-TW"))


def test_one_language_alone_keeps_its_addresses(handbook: Handbook) -> None:
    assert handbook.build("pl") == []
    folders = {path.name for path in handbook.site.iterdir()}
    assert folders - {"assets", "downloads", "pagefind", "search"} == {"pl"}
    assert handbook.html_path("pl", "setup").is_file()
    assert not handbook.html("pl", "index").select("a.md-select__link")


def test_one_language_alone_is_told_about_the_english_that_it_falls_back_to(handbook: Handbook) -> None:
    handbook.change("en", "setup", lambda text: text.replace("greet.py:inner", "greet.py:gone"))
    assert any(problem.startswith("docs/en/setup.md:22:") for problem in handbook.build("pl"))
    assert handbook.html_path("pl", "setup").is_file()


def test_files_that_are_no_pages_stay_at_home(handbook: Handbook) -> None:
    (handbook.root / "docs" / "facts.yml").write_text("a: 1\n")
    assert handbook.build("en") == []
    assert not list(handbook.site.rglob("*.yml"))


def test_an_unknown_language_lists_the_known_ones(handbook: Handbook) -> None:
    with pytest.raises(SiteError, match=r"unknown language 'zh'; mkdocs\.yml has en, ja, zh-TW, pl, ru"):
        handbook.build("zh")


def test_outside_of_a_handbook_there_is_nothing_to_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.argv", ["docs", "--build"])
    assert cli.run() == 2
    assert "no mkdocs.yml" in capsys.readouterr().err


def test_a_bad_setting_is_said_plainly(
    handbook: Handbook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = handbook.root / "mkdocs.yml"
    settings.write_text(settings.read_text().replace("docs_dir: docs", "docs_dir: nowhere"))
    assert run(handbook, monkeypatch, "--build") == 2
    assert "mkdocs.yml cannot be used" in capsys.readouterr().err


def test_progress_is_said_on_a_terminal_only(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = os.openpty()
    with os.fdopen(slave, "w") as terminal:
        monkeypatch.setattr("sys.stderr", terminal)
        assert handbook.build() == []
    said = os.read(master, 4096).decode()
    os.close(master)
    assert "building Polski (4/5)" in said


def test_a_pipe_hears_nothing(handbook: Handbook, capsys: pytest.CaptureFixture[str]) -> None:
    handbook.build()
    assert capsys.readouterr().err == ""
