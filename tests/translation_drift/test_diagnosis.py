import importlib.metadata
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from translation_drift import diagnosis
from translation_drift.diagnosis import Symptom, diagnose
from translation_drift.project import Project

from .commands import CLEAN, FINDINGS, run
from .conftest import Edit
from .git_history import needs_git

REPOSITORY = Path(__file__).parents[2]


def wrong(project: Project) -> list[Symptom]:
    return [symptom for symptom in diagnose(project) if not symptom.sound]


def spoil_glossary(project: Project) -> None:
    project.glossary_path("ja").write_text("terms: [", encoding="utf-8")


def spoil_lock(project: Project) -> None:
    path = project.lock_path("pl", "guide")
    path.write_text(
        path.read_text(encoding="utf-8").replace(" translated ", " reviewed   ", 1), encoding="utf-8"
    )


def copy_lock(project: Project) -> None:
    shutil.copy(project.lock_path("pl", "guide"), project.lock_path("ru", "guide"))


def remove_page(project: Project) -> None:
    project.page_path("ja", "index").unlink()


def add_language(project: Project) -> None:
    (project.docs / "de").mkdir()
    (project.docs / "de" / "index.md").write_text("# Hallo\n", encoding="utf-8")


def remove_source(project: Project) -> None:
    shutil.rmtree(project.docs / "en")


def block_cache(project: Project) -> None:
    project.cache.parent.mkdir(parents=True, exist_ok=True)
    project.cache.write_text("no folder", encoding="utf-8")


def test_a_sound_project(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(project, capsys, "doctor")
    assert code == CLEAN
    assert "ok    configuration: mkdocs.yml: en, ja, zh-TW, pl, ru\n" in out
    assert "ok    locks: i18n/state/pl: 3 locks\n" in out
    assert "ok    tool: rich " in out


@pytest.mark.parametrize(
    ("spoil", "subject", "message"),
    [
        (spoil_glossary, "glossary", "ja.yml: not readable as YAML"),
        (spoil_lock, "locks", "i18n/state/pl/guide.lock:7: edited by hand"),
        (copy_lock, "locks", "i18n/state/ru/guide.lock: is the lock of docs/en/guide.md in pl"),
        (remove_page, "locks", "i18n/state/ja/index.lock: there is no such page"),
        (add_language, "pages", "docs/de: pages of a language that the project does not have"),
        (remove_source, "pages", "docs/en: no pages"),
        (block_cache, "cache", "build/i18n: cannot be written"),
    ],
)
def test_what_is_wrong_is_told_with_what_to_do(
    project: Project,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[Project], None],
    subject: str,
    message: str,
) -> None:
    spoil(project)
    (found,) = [symptom for symptom in wrong(project) if symptom.subject == subject]
    assert message in found.message
    assert found.advice
    code, out, _ = run(project, capsys, "doctor")
    assert code == FINDINGS
    assert f"WRONG {subject}: " in out
    assert found.advice in out
    assert "::error file=mkdocs.yml" in run(project, capsys, "doctor", "--format", "github")[1]


def test_an_older_source_that_no_commit_holds_is_told(
    project: Project, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    (found,) = wrong(project)
    assert found.subject == "history"
    assert "1 of 1 older sources are not in this clone" in found.message or "git is not" in found.message
    assert json.loads(run(project, capsys, "doctor", "--format", "json")[1])["sound"] is False


@needs_git
def test_an_older_source_that_is_committed_is_found(project: Project, edit: Edit) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    for command in (["init", "-q"], ["add", "docs"]):
        subprocess.run(["git", *command], cwd=project.root, env=environment, check=True)
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    assert wrong(project) == []


def test_a_package_of_another_version_or_none_is_told(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if name == "lingua-language-detector":
            raise importlib.metadata.PackageNotFoundError
        return "0.1" if name == "rich" else importlib.metadata.version(name)

    monkeypatch.setattr(diagnosis, "version", version)
    found = {symptom.message.split()[0]: symptom.message for symptom in wrong(project)}
    assert set(found) == {"rich", "lingua-language-detector"}
    assert found["rich"].startswith("rich 0.1, wanted ")
    assert " is not installed, wanted " in found["lingua-language-detector"]
