import pytest
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.severity import invariants
from translation_drift.states import BlockState, BlockStatus
from translation_drift.status import project_status

from .conftest import Edit

SENTENCE = "The program opens the file and counts its lines."


def stale(project: Project, language: str = "pl") -> list[BlockStatus]:
    (page,) = project_status(project, Selection((language,), ("guide",)))
    return [block for block in page.unsettled if block.state is BlockState.STALE]


def severities(project: Project) -> list[str]:
    return [block.severity for block in stale(project)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SENTENCE, "The program opens the file and counts all of its lines."),
        (SENTENCE, "First, the program opens the file. Then it counts its lines."),
        ("See the [workspace page](", "Read the [workspace page]("),
        ("Count the lines {#count}", "Count the rows {#count}"),
        ('"Where the data come from"', '"Where the table comes from"'),
        ('"read the file"', '"open the file"'),
        ("title: Count the passengers", "title: Count the people"),
        ("opens the file and splits", "reads the file and splits"),
    ],
)
def test_a_change_of_wording_is_minor(project: Project, edit: Edit, old: str, new: str) -> None:
    edit("docs/en/guide.md", old, new)
    assert severities(project) == ["minor"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (SENTENCE, "The program opens the file and counts its 12 lines."),
        (SENTENCE, "The program opens the file with `open` and counts its lines."),
        (SENTENCE, "The program opens the file and counts its lines with --count."),
        (SENTENCE, "The program opens the file and counts its lines twice."),
        (SENTENCE, "The program opens table.csv and counts its lines."),
        (SENTENCE, "The program does not open the file and counts its lines."),
        (SENTENCE, "The program opens the file and can’t count its lines."),
        ("1,309 passengers", "1,310 passengers"),
        ("about 5 minutes", "about 5 hours"),
        ("`pandas` 2.3", "`pandas` 2.4"),
        ("`pandas` 2.3", "`polars` 2.3"),
        ("[workspace page](index.md#the-workspace)", "page about the workspace"),
        ('A["read the file"] --> B', 'A["read the file"] --> C --> B'),
    ],
)
def test_a_change_of_what_every_language_has_is_major(
    project: Project, edit: Edit, old: str, new: str
) -> None:
    edit("docs/en/guide.md", old, new)
    assert severities(project) == ["major"]


def test_a_changed_sample_is_major(project: Project, edit: Edit) -> None:
    edit("samples/jobs/submit.py", "total = len(lines)", "total = len(lines) - 1")
    assert severities(project) == ["major"]


@pytest.mark.parametrize("change", ["warning", "secret"])
def test_each_change_of_a_warning_and_of_security_is_major(
    unaccepted: Project, edit: Edit, change: str
) -> None:
    page, lock = unaccepted.page_path("en", "guide"), unaccepted.lock_path("pl", "guide")
    if change == "warning":
        edit("docs/en/guide.md", '!!! note "', '!!! warning "')
        edit("docs/pl/guide.md", '!!! note "', '!!! warning "')
        old, new = "that you have installed already", "which you have installed"
    else:
        edit("docs/en/guide.md", "counts its lines.", "keeps the secret.")
        old, new = "keeps the secret.", "keeps it for you."
    accept_guide(unaccepted)
    assert lock.is_file()
    assert severities(unaccepted) == []
    page.write_text(page.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    assert severities(unaccepted) == ["major"]


def accept_guide(project: Project) -> None:
    from translation_drift.acceptance import Part, Signature, accept

    assert not accept(project, "pl", Part("guide"), Signature("Tester", "2026-11-21")).refusals


def test_a_block_that_becomes_a_warning_is_major(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", '!!! note "Where the data come from"', '!!! danger "Where they come from"')
    assert severities(project) == ["major"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("index.md#the-workspace", "index.md#other"),
        ("https://docs.python.org/3/", "https://docs.python.org/"),
    ],
)
def test_a_change_of_destinations_alone_is_a_relink(project: Project, edit: Edit, old: str, new: str) -> None:
    edit("docs/en/guide.md", old, new)
    assert severities(project) == ["relink"]


def test_a_destination_and_a_word_is_major(project: Project, edit: Edit) -> None:
    edit(
        "docs/en/guide.md", "See the [workspace page](index.md#the-", "Read the [workspace page](index.md#a-"
    )
    assert severities(project) == ["major"]


def test_a_link_in_code_is_no_destination(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "`titanic.csv`", "`[a](b)`")
    assert severities(project) == ["major"]


def test_a_lock_that_kept_nothing_of_the_source_says_unknown(project: Project, edit: Edit) -> None:
    forget(project)
    assert severities(project) == []
    edit("docs/en/guide.md", "counts its lines.", "counts its rows.")
    edit("docs/en/guide.md", "index.md#the-workspace", "index.md#other")
    edit("docs/en/guide.md", '!!! note "Where', '!!! warning "Where')
    edit("docs/en/guide.md", "waits for it.", "waits for its secret.")
    assert severities(project) == ["unknown", "major", "unknown", "major"]


def forget(project: Project) -> None:
    """Makes a lock as it was before these facts were kept."""
    from translation_drift.lock import read_lock, write_lock

    path = project.lock_path("pl", "guide")
    lock = read_lock(path)
    assert lock
    assert all(entry.invariants for entry in lock.entries)
    entries = tuple(entry._replace(invariants="", wording="") for entry in lock.entries)
    write_lock(lock.with_entries(entries), path)


def test_form_does_not_count(project: Project) -> None:
    from translation_drift.bitext import load_page
    from translation_drift.units import Samples

    def of(text: str) -> list[str]:
        project.page_path("en", "guide").write_text(text, encoding="utf-8")
        page = load_page(project, "en", "guide", Samples(project.samples))
        return [invariants(unit) for unit in page.units]

    plain = "It takes 5 minutes and `a  b`, see [x](y.md).\n"
    assert of(plain) == of(plain.replace("5 minutes", "5\nminutes").replace("a  b", "a b"))
    assert of("Do not wait.\n") == of("You can’t wait.\n") != of("Wait.\n")
    assert of("- one item of 3\n") == of("* one item of 3\n")
    assert of("| a 1 |\n|---|\n| b 2 |\n") == of("| a 1   |\n|:-----:|\n| b 2   |\n")
