"""Programs that read find every page of a language in one list, as Markdown with all that the page says."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from markdown_pages import SampleTree, languages, parse_page, read_page
from site_hooks.plain_markdown import path_of, plain_markdown
from site_hooks.texts import texts

from .conftest import ADDRESS, LANGUAGES, PAGES, ROOT, UNTRANSLATED, WORDS, Handbook

LINK = re.compile(r"^- \[(?P<title>[^]]+)\]\((?P<address>[^)]+)\)(?:: (?P<note>.+))?$", re.MULTILINE)
INTERNAL = re.compile(r"\]\((?P<address>[^)#:]+\.md)(?:#[\w-]+)?\)")
NESTED = """---
title: x
---

# Title {#title}

<!-- run: jobs/greet.py:_x -->

1.  A step, see [the other](sub/setup.md#second) and [home](index.md)

    === "SDK"

        Words.

        !!! note "Take care: *now*"

            Inside.

            ```{ .python .no-run reason="why" }
            --8<-- "jobs/greet.py:inner"
            ```

    === "CLI"

        ````markdown
        ```
        inner
        ```
        ````

??? warning

    Last `{#kept}` words.
"""
PLAIN = """# Title

1.  A step, see [the other](../sub/setup/index.md) and [home](../index.md)

    **SDK**

    Words.

    **Take care: *now***

    Inside.

    ```python
    print(f"<{name}> & 'co'\\t", file=sys.stdout)
    ```

    **CLI**

    ````markdown
    ```
    inner
    ```
    ````

**Warning**

Last `{#kept}` words.
"""


def folder(handbook: Handbook, language: str) -> Path:
    return handbook.site if language == "en" else handbook.site / language


def listed(handbook: Handbook, language: str) -> list[dict[str, str]]:
    text = (folder(handbook, language) / "llms.txt").read_text(encoding="utf-8")
    return [match.groupdict() for match in LINK.finditer(text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_leads_to_every_translated_page_and_to_the_other_languages(
    plain: Handbook, language: str
) -> None:
    own = [page for page in PAGES if (language, page) != UNTRANSLATED]
    links = listed(plain, language)
    files = [folder(plain, language) / link["address"] for link in links]
    assert [file.resolve() for file in files[: len(own)]] == [
        (folder(plain, language) / path_of(page)).resolve() for page in own
    ]
    assert all(file.is_file() for file in files)
    assert [file.name for file in files[len(own) :]] == ["llms.txt"] * (len(LANGUAGES) - 1)
    assert all(WORDS[language] in link["note"] for link in links[: len(own)])


def test_a_published_site_gives_whole_addresses(published: Handbook) -> None:
    links = listed(published, "ja")
    assert links[0]["address"] == f"{ADDRESS}ja/index.md"
    assert links[-1]["address"] == f"{ADDRESS}ru/llms.txt"
    assert all((published.site / urlsplit(it["address"]).path[6:]).is_file() for it in links)


def test_it_is_in_the_words_of_the_language(plain: Handbook) -> None:
    lines = (plain.site / "pl" / "llms.txt").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "# Podręcznik Azure Machine Learning"
    assert lines[2].startswith("> Nauka usługi")
    words = texts("pl")["llms"]
    assert [line for line in lines if line.startswith("## ")] == [
        f"## {words['pages']}",
        f"## {words['languages']}",
    ]


def test_one_language_alone_lists_no_other(handbook: Handbook) -> None:
    assert handbook.build("pl") == []
    assert [link["address"] for link in listed(handbook, "pl")] == [
        path_of(page) for page in PAGES if ("pl", page) != UNTRANSLATED
    ]


def test_what_is_not_translated_has_no_markdown_of_its_own(plain: Handbook) -> None:
    language, page = UNTRANSLATED
    assert not (folder(plain, language) / path_of(page)).exists()


def test_a_page_loses_the_sites_marks_and_nothing_else(tmp_path: Path, plain: Handbook) -> None:
    page = parse_page(NESTED, tmp_path / "first-job.md", "en", "first-job")
    assert plain_markdown(page, SampleTree(plain.root / "samples")) == PLAIN


@pytest.mark.parametrize("language", languages(ROOT / "mkdocs.yml"))
def test_every_page_of_the_handbook_keeps_its_code_and_its_links(language: str) -> None:
    tree, docs = SampleTree(ROOT / "samples"), ROOT / "docs"
    known = {path_of(path.stem) for path in (docs / language).glob("*.md")}
    for path in sorted((docs / language).glob("*.md")):
        page = read_page(path, docs)
        text = plain_markdown(page, tree)
        again = parse_page(text, path, language, page.name)
        assert [tree.expand(fence).split() for fence in page.fences] == [
            fence.source.split() for fence in again.fences
        ]
        assert not re.search(
            r"^\s*(?:===|!!!|\?\?\?\+?) |<!-- |--8<--", re.sub(r"`[^`]*`", "", text), re.MULTILINE
        )
        base = Path("/" + path_of(page.name)).parent
        for link in INTERNAL.finditer(text):
            assert str((base / link["address"]).resolve())[1:] in known, f"{path.name}: {link['address']}"
