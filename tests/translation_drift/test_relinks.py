from collections.abc import Mapping

import pytest
from translation_drift.bitext import load_bitext, load_page
from translation_drift.project import Project
from translation_drift.relinks import new_destinations
from translation_drift.severity import DriftSeverity, severity
from translation_drift.units import Samples

from .conftest import Edit

OLD = "See the [workspace page](index.md#the-workspace) before you start, or the [Python documentation](https://docs.python.org/3/)."


def repairs(project: Project, old: str | None = None) -> list[Mapping[str, str] | None]:
    samples = Samples(project.samples)
    source = load_page(project, "en", "guide", samples)
    bitext = load_bitext(project, "pl", "guide", source, samples)
    return [new_destinations(pair, old) for pair in bitext.pairs if severity(pair) is DriftSeverity.RELINK]


def test_one_changed_destination_needs_no_history(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "index.md#the-workspace", "names.md#the-workspace")
    assert repairs(project) == [{"index.md#the-workspace": "names.md#the-workspace"}]


def test_several_changed_destinations_need_the_old_text(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "index.md#the-workspace", "names.md")
    edit("docs/en/guide.md", "https://docs.python.org/3/", "https://docs.python.org/3.14/")
    assert repairs(project) == [None]
    assert repairs(project, OLD) == [
        {
            "index.md#the-workspace": "names.md",
            "https://docs.python.org/3/": "https://docs.python.org/3.14/",
        }
    ]


def test_a_translation_that_leads_there_already_needs_nothing(project: Project, edit: Edit) -> None:
    for language in ("en", "pl"):
        edit(f"docs/{language}/guide.md", "index.md#the-workspace", "names.md")
    assert repairs(project) == [{}]


def test_one_destination_that_became_two_is_for_a_person(project: Project, edit: Edit) -> None:
    for language in ("en", "pl"):
        edit(f"docs/{language}/guide.md", "https://docs.python.org/3/", "index.md#the-workspace")
    accept(project)
    edit(
        "docs/en/guide.md",
        "or the [Python documentation](index.md#the-workspace",
        "or the [Python documentation](a.md",
    )
    edit("docs/en/guide.md", "[workspace page](index.md#the-workspace", "[workspace page](b.md")
    old = OLD.replace("https://docs.python.org/3/", "index.md#the-workspace")
    assert repairs(project, old) == [None]


def accept(project: Project) -> None:
    from translation_drift.acceptance import Part, Signature
    from translation_drift.acceptance import accept as accept_part

    assert not accept_part(project, "pl", Part("guide"), Signature("Tester", "2026-11-22")).refusals


@pytest.mark.parametrize("old", ["counts its lines.", "1,309 passengers"])
def test_other_changes_are_no_relinks(project: Project, edit: Edit, old: str) -> None:
    edit("docs/en/guide.md", old, f"now {old}")
    assert repairs(project) == []
