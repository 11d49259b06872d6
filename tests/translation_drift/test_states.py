# ruff: noqa: RUF001
import pytest
from translation_drift.acceptance import Part, Signature, accept
from translation_drift.project import Project
from translation_drift.selection import Selection
from translation_drift.states import BlockState, PageState
from translation_drift.status import project_status

from .conftest import Edit

LANGUAGES = ("ja", "zh-TW", "pl", "ru")
SENTENCE = "The program opens the file and counts its lines."


def unsettled(project: Project) -> dict[tuple[str, str], list[tuple[str, str, int | None]]]:
    found: dict[tuple[str, str], list[tuple[str, str, int | None]]] = {}
    for page in project_status(project, Selection()):
        for block in page.blocks:
            if block.state not in (BlockState.FRESH, BlockState.COSMETIC):
                line = block.source.first if block.source else None
                found.setdefault((page.language, page.page), []).append((block.state.value, block.kind, line))
    return found


def everywhere(
    *blocks: tuple[str, str, int | None],
) -> dict[tuple[str, str], list[tuple[str, str, int | None]]]:
    return {(language, "guide"): list(blocks) for language in LANGUAGES}


def states(project: Project) -> dict[BlockState, int]:
    counts: dict[BlockState, int] = {}
    for page in project_status(project, Selection(("ja",), ("guide",))):
        for state, count in page.counts.items():
            counts[state] = counts.get(state, 0) + count
    return counts


def test_accepted_pages_are_fresh_in_all_languages(project: Project) -> None:
    found = project_status(project, Selection())
    assert [(page.language, page.page) for page in found] == [
        (language, page) for language in ("en", *LANGUAGES) for page in ("guide", "index", "names")
    ]
    assert {page.state for page in found} == {PageState.FRESH}


def test_an_edited_sentence_is_stale_in_four_languages_and_nothing_else_is(
    project: Project, edit: Edit
) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its lines and its columns.")
    assert unsettled(project) == everywhere(("stale", "paragraph", 23))


def test_a_rewrapped_paragraph_is_not_stale(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", SENTENCE, "The program opens\nthe file and\ncounts its   lines.")
    assert unsettled(project) == {}
    assert states(project)[BlockState.COSMETIC] == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- A terminal and", "* A terminal and"),
        ("| step | what it does |\n|---|---|", "| step   | what it does   |\n|--------|:------------:|"),
        ("| read | opens", "| read     | opens"),
        ("## Count the lines {#count}", "## Count the lines ## {#count}"),
        ('flowchart LR\n  A["read the file"] --> B["count the lines"]\n```', None),
        (SENTENCE, SENTENCE + " <!-- checked -->"),
        ("# Count the passengers\n\nThis", "Count the passengers\n=====================\n\nThis"),
    ],
)
def test_mere_form_is_cosmetic(project: Project, edit: Edit, old: str, new: str | None) -> None:
    if new is None:
        edit("docs/en/guide.md", "```mermaid\n" + old, "````mermaid\n" + old + "`")
    else:
        edit("docs/en/guide.md", old, new)
    assert unsettled(project) == {}


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("1,309 passengers", "1,310 passengers", 7),
        ("needs `pandas` 2.3", "needs `polars` 2.3", 7),
        ("index.md#the-workspace", "index.md#another", 7),
        ("Count the lines {#count}", "Count the rows {#count}", 19),
        ("| count | prints", "| count | shows", 34),
        ('"Where the data come from"', '"Where the table comes from"', 10),
        ('"read the file"', '"open the file"', 48),
        ("title: Count the passengers", "title: Count the people", 2),
    ],
)
def test_a_change_of_content_is_stale(project: Project, edit: Edit, old: str, new: str, line: int) -> None:
    edit("docs/en/guide.md", old, new)
    assert {block[0] for blocks in unsettled(project).values() for block in blocks} == {"stale"}
    assert {block[2] for blocks in unsettled(project).values() for block in blocks} == {line}
    assert len(unsettled(project)) == len(LANGUAGES)


def test_a_changed_sample_makes_the_block_that_shows_it_stale(project: Project, edit: Edit) -> None:
    assert unsettled(project) == {}
    edit("samples/jobs/submit.py", "total = len(lines)", "total = len(lines) - 1")
    assert unsettled(project) == everywhere(("stale", "code", 25))


def test_a_changed_sample_behind_another_region_changes_nothing(project: Project, edit: Edit) -> None:
    edit("samples/jobs/submit.py", "from pathlib import Path", "from pathlib import Path  # to read files")
    assert unsettled(project) == {}


def test_an_inserted_block_is_missing_and_the_rest_is_fresh(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", SENTENCE, "First it looks for the table in the folder.\n\n" + SENTENCE)
    assert unsettled(project) == everywhere(("missing", "paragraph", 23))


def test_a_block_inserted_beside_an_edited_one_does_not_take_its_place(project: Project, edit: Edit) -> None:
    new = "First it looks for a table.\n\n" + SENTENCE.replace("counts", "numbers")
    edit("docs/en/guide.md", SENTENCE, new)
    assert unsettled(project) == everywhere(("missing", "paragraph", 23), ("stale", "paragraph", 25))


def test_a_deleted_block_is_extra(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", SENTENCE + "\n\n", "")
    assert unsettled(project) == everywhere(("extra", "paragraph", None))


def test_a_moved_block_makes_nothing_stale(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", SENTENCE + "\n\n", "")
    edit("docs/en/guide.md", "## What comes next {#next}\n", f"## What comes next {{#next}}\n\n{SENTENCE}\n")
    assert {block[0] for blocks in unsettled(project).values() for block in blocks} == {"moved"}
    assert [len(blocks) for blocks in unsettled(project).values()] == [1, 1, 1, 1]


def test_repeated_blocks_keep_their_identity(project: Project, edit: Edit) -> None:
    edit("docs/en/index.md", "## The workspace", "## Your workspace")
    found = unsettled(project)
    assert found == {(language, "index"): [("stale", "heading", 3)] for language in LANGUAGES}


def test_an_edited_translation_is_told_apart_from_a_stale_one(project: Project, edit: Edit) -> None:
    edit("docs/pl/guide.md", "Program otwiera plik i liczy jego wiersze.", "Program liczy wiersze pliku.")
    assert unsettled(project) == {("pl", "guide"): [("edited", "paragraph", 23)]}


def test_a_rewrapped_translation_is_fresh(project: Project, edit: Edit) -> None:
    edit(
        "docs/ja/guide.md",
        "プログラムはファイルを開き、行数を数えます。",
        "プログラムはファイルを開き、\n行数を数えます。",
    )
    assert unsettled(project) == {}


def test_a_typo_mended_in_a_translation_does_not_hide_an_older_change(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its lines and its columns.")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "policzy jego wiersze.")
    assert unsettled(project)["pl", "guide"] == [("stale", "paragraph", 23)]


def test_english_in_place_of_a_translation_is_untranslated(project: Project, edit: Edit) -> None:
    edit("docs/ru/guide.md", "Программа открывает файл и считает его строки.", SENTENCE)
    assert unsettled(project) == {("ru", "guide"): [("untranslated", "paragraph", 23)]}


def test_a_translation_of_a_new_block_waits_for_acceptance(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", SENTENCE, SENTENCE + "\n\nThen it prints the number.")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "liczy jego wiersze.\n\nPotem wypisuje tę liczbę.")
    found = unsettled(project)
    assert found["pl", "guide"] == [("unaccepted", "paragraph", 25)]
    assert found["ja", "guide"] == [("missing", "paragraph", 25)]


def test_a_translation_that_was_deleted_is_missing(project: Project, edit: Edit) -> None:
    edit("docs/ja/guide.md", "プログラムはファイルを開き、行数を数えます。\n\n", "")
    assert unsettled(project) == {("ja", "guide"): [("missing", "paragraph", 23)]}


def test_pages_that_are_missing_untracked_or_orphaned_are_told(project: Project) -> None:
    project.page_path("ja", "index").unlink()
    project.lock_path("pl", "index").unlink()
    project.page_path("ru", "alone").write_text("# Одна\n", encoding="utf-8")
    found = {(page.language, page.page): page.state for page in project_status(project, Selection())}
    assert found["ja", "index"] is PageState.MISSING
    assert found["pl", "index"] is PageState.UNTRACKED
    assert found["ru", "alone"] is PageState.ORPHANED


def test_states_do_not_depend_on_what_was_asked_before(project: Project, edit: Edit) -> None:
    before = project_status(project, Selection())
    edit("docs/en/guide.md", "counts its lines.", "counts its rows.")
    changed = project_status(project, Selection())
    edit("docs/en/guide.md", "counts its rows.", "counts its lines.")
    assert project_status(project, Selection()) == before != changed


def test_accepting_a_stale_block_makes_it_fresh(project: Project, edit: Edit) -> None:
    edit("docs/en/guide.md", "counts its lines.", "counts its lines and its columns.")
    edit("docs/pl/guide.md", "liczy jego wiersze.", "liczy jego wiersze i kolumny.")
    assert not accept(project, "pl", Part("guide"), Signature("Ewa", "2026-12-01")).refusals
    assert ("pl", "guide") not in unsettled(project)


def test_the_cache_knows_a_changed_sample(project: Project, edit: Edit) -> None:
    before = states(project)
    edit("samples/jobs/submit.py", "total = len(lines)", "total = len(lines) - 1")
    assert before[BlockState.FRESH] - states(project)[BlockState.FRESH] == 1
