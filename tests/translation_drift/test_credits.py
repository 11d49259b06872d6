import pytest
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.lock import Review, read_lock, write_lock
from translation_drift.project import Project

from .test_cli import CLEAN, USAGE, run, run_json

BLOCKS = 23


def test_translators_and_reviewers_of_each_page(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    accept(project, "pl", Part("guide", ("L23", "L46")), Signature("Jan", "2026-12-01", Review.REVIEWED))
    report = run_json(project, capsys, "credits", "--lang", "pl", "--page", "guide")
    assert report["schema"] == {"name": "i18n-credits", "version": 1}
    assert report["pages"] == [
        {
            "page": "guide",
            "language": "pl",
            "blocks": BLOCKS,
            "translators": {"Tester": BLOCKS},
            "translator_unknown": 0,
            "reviewers": {"Jan": 2},
        }
    ]
    assert report["languages"] == {"pl": {"translators": {"Tester": BLOCKS}, "reviewers": {"Jan": 2}}}
    code, out, _ = run(project, capsys, "credits")
    assert code == CLEAN
    assert "pl: translated: Tester 37; reviewed: Jan 2" in out
    assert "ja: translated: Tester 37; reviewed: nobody" in out


def test_what_an_older_lock_did_not_keep_is_said(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    path = project.lock_path("pl", "guide")
    lock = read_lock(path)
    assert lock
    reviewed = tuple(entry._replace(review=Review.REVIEWED) for entry in lock.entries)
    write_lock(lock.with_entries(reviewed), path)
    (page,) = run_json(project, capsys, "credits", "--lang", "pl", "--page", "guide")["pages"]
    assert (page["translators"], page["translator_unknown"], page["reviewers"]) == (
        {},
        BLOCKS,
        {"Tester": BLOCKS},
    )
    assert "not kept 23" in run(project, capsys, "credits", "--lang", "pl", "--page", "guide")[1]


def test_a_broken_lock_is_told(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = project.lock_path("pl", "guide")
    path.write_text(path.read_text(encoding="utf-8").replace("by:Tester", "by:Fester"), encoding="utf-8")
    code, _, err = run(project, capsys, "credits")
    assert code == USAGE
    assert "i18n/state/pl/guide.lock:" in err
