"""`i18n export`, `i18n import` and `i18n adopt` as they are typed."""

import json
from pathlib import Path

import pytest
from translation_drift import cli
from translation_drift.project import Project

OLD, NEW = "Program otwiera plik i liczy jego wiersze.", "Program otwiera plik i zlicza jego wiersze."
CLEAN, FINDINGS, USAGE = range(3)


def run(project: Project, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        cli.main([*map(str, arguments), "--project", str(project.root)])
    captured = capsys.readouterr()
    assert isinstance(stop.value.code, int)
    return stop.value.code, captured.out, captured.err


def test_a_page_goes_out_and_comes_back(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("export", "--as", "po", "--lang", "pl,ja", "guide", "-o", tmp_path)
    code, out, _ = run(project, capsys, *command)
    assert code == CLEAN
    assert f"{tmp_path}/pl/guide.po: 22 blocks, 0 to do" in out
    assert sorted(path.name for path in tmp_path.rglob("*.po")) == ["guide.po", "guide.po"]
    path = tmp_path / "pl" / "guide.po"
    path.write_text(path.read_text("utf-8").replace(OLD, NEW), "utf-8")
    code, out, _ = run(project, capsys, "import", path, tmp_path / "ja" / "guide.po", "--by", "Ewa")
    assert code == CLEAN
    assert "docs/pl/guide.md: 1 blocks written, 1 accepted" in out
    assert NEW in project.page_path("pl", "guide").read_text("utf-8")
    assert run(project, capsys, "check")[0] == CLEAN


def test_only_what_is_to_do_goes_out_and_comes_back(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    english = project.page_path("en", "guide")
    english.write_text(
        english.read_text("utf-8").replace("counts its lines.", "counts its columns."), "utf-8"
    )
    command = ("export", "--lang", "pl", "--todo", "-o", tmp_path)
    _, out, _ = run(project, capsys, *command)
    assert out == f"{tmp_path}/pl/guide.po: 1 blocks, 1 to do\n"
    (path,) = tmp_path.rglob("*.po")
    text = path.read_text("utf-8").replace(OLD, NEW).replace("#, fuzzy\n", "")
    path.write_text(text, "utf-8")
    assert "1 blocks written, 1 accepted" in run(project, capsys, "import", path, "--by", "Ewa")[1]
    assert run(project, capsys, *command)[1] == ""


def test_a_refusal_is_told_with_file_and_line_and_the_rest_is_taken(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(project, capsys, "export", "--lang", "pl", "-o", tmp_path)
    path = tmp_path / "pl" / "guide.po"
    text = path.read_text("utf-8").replace(OLD, NEW).replace("Pliku `titanic.csv`", "Pliku titanic.csv")
    path.write_text(text, "utf-8")
    line = text[: text.index("Pliku titanic.csv")].count("\n")
    code, out, _ = run(project, capsys, "import", path, "--by", "Ewa", "--format", "json")
    (page,) = json.loads(out)["pages"]
    assert (code, page["written"], page["accepted"], page["unchanged"]) == (FINDINGS, 1, 1, 20)
    (refusal,) = page["refusals"]
    place, message = refusal.split(": ", 1)
    assert place.rpartition(":")[0] == path.as_posix()
    assert line - 6 <= int(place.rpartition(":")[2]) <= line
    assert message.startswith("inline-lost: guide#")
    assert message.endswith("lost `titanic.csv`; put it back")


def test_what_a_translator_works_on_is_not_overwritten(
    project: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("export", "--as", "xliff", "--lang", "pl", "guide", "-o", tmp_path)
    run(project, capsys, *command)
    path = tmp_path / "pl" / "guide.xlf"
    path.write_text(path.read_text("utf-8").replace(OLD, NEW), "utf-8")
    code, _, err = run(project, capsys, *command)
    assert code == USAGE
    assert "import it first, or say --overwrite" in err
    assert NEW in path.read_text("utf-8")
    assert run(project, capsys, *command, "--overwrite")[0] == CLEAN
    assert NEW not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["import", "memory.tmx", "--by", "A"], "a .tmx: export --memory"),
        (["import", "nothing.po", "--by", "A"], "cannot be read: No such file"),
        (["import", "nothing.po", "--review", "reviewed"], "add --by NAME"),
        (["export", "nothing", "--lang", "pl", "-o", "out"], "no page nothing"),
        (["export", "--as", "tmx", "--todo", "--lang", "pl", "-o", "out"], "leave out --todo"),
        (["export", "--lang", "de", "-o", "out"], "no language de"),
    ],
)
def test_wrong_usage_says_what_to_do(
    project: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    code, _, err = run(project, capsys, *arguments)
    assert code == USAGE
    assert message in err


def test_adopting_says_what_is_unknown(unaccepted: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(unaccepted, capsys, "adopt", "--from", "none", "--lang", "pl")
    assert code == FINDINGS
    assert "docs/pl/guide.md:1: unknown-base: no record of its source" in out
    assert "0 pages adopted (0 blocks as drafts), 3 of unknown origin, 0 had a lock" in out
    assert run(unaccepted, capsys, "adopt", "--lang", "pl")[0] == CLEAN
