"""Trees as MkDocs, Docusaurus and Hugo want them, each with the commands that people run daily."""

import json
from pathlib import Path

import pytest
from translation_drift import cli
from translation_drift.errors import ConfigurationError
from translation_drift.project import Project, load_project

from .clones import commit_all

CLEAN, FINDINGS = range(2)
DOCUSAURUS = "i18n/{language}/docusaurus-plugin-content-docs/current/{page}"
LAYOUTS = {
    "folders": ({"docs": "pages"}, "pages/en/a/guide.md", "pages/pl/a/guide.md"),
    "suffixes": (
        {"source_pages": "docs/{page}.md", "translated_pages": "docs/{page}.{language}.md"},
        "docs/a/guide.md",
        "docs/a/guide.pl.md",
    ),
    "Docusaurus": (
        {"source_pages": "docs/{page}", "translated_pages": DOCUSAURUS, "metadata": "translations"},
        "docs/a/guide.mdx",
        "i18n/pl/docusaurus-plugin-content-docs/current/a/guide.mdx",
    ),
    "Hugo by folder": (
        {"translated_pages": "content/{language}/{page}.md"},
        "content/en/a/guide.md",
        "content/pl/a/guide.md",
    ),
    "Hugo by folder, source above": (
        {"source_pages": "content/{page}.md", "translated_pages": "content/{language}/{page}.md"},
        "content/a/guide.md",
        "content/pl/a/guide.md",
    ),
    "Hugo by suffix": (
        {"translated_pages": "content/{page}.{language}.md"},
        "content/a/guide.en.md",
        "content/a/guide.pl.md",
    ),
    "Hugo bundles": (
        {"source_pages": "content/{page}/index.md", "translated_pages": "content/{page}/index.{language}.md"},
        "content/a/guide/index.md",
        "content/a/guide/index.pl.md",
    ),
}
ENGLISH = (
    "# Guide\n\nThe job reads its input.\n\n![A cycle](cycle.svg)\n\n## Next {#next}\n\nRegister the model.\n"
)
POLISH = (
    "# Przewodnik\n\nZadanie czyta dane.\n\n![Cykl](cycle.svg)\n\n## Dalej {#next}\n\nZarejestruj model.\n"
)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(params=LAYOUTS)
def tree(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Project, Path, Path]:
    """A project of one page in two languages, with the files of both."""
    settings, source, translation = LAYOUTS[request.param]
    lines = ["[tool.i18n]", 'languages = ["en", "pl", "ja"]']
    lines += [f"{name} = {json.dumps(value)}" for name, value in settings.items()]
    write(tmp_path / "pyproject.toml", "\n".join(lines))
    write(tmp_path / source, ENGLISH)
    write(tmp_path / translation, POLISH)
    write((tmp_path / source).parent / "cycle.svg", "<svg/>")
    return load_project(tmp_path), tmp_path / source, tmp_path / translation


def run(project: Project, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as stop:
        cli.main([*arguments, "--project", str(project.root)])
    captured = capsys.readouterr()
    assert not captured.err
    assert isinstance(stop.value.code, int)
    return stop.value.code, captured.out


def test_pages_are_found_by_the_same_name_in_every_language(tree: tuple[Project, Path, Path]) -> None:
    project, source, translation = tree
    (page,) = project.pages("en")
    assert project.pages("pl") == [page]
    assert project.pages("ja") == []
    assert (project.page_path("en", page), project.page_path("pl", page)) == (source, translation)


def test_status_accept_diff_and_check(
    tree: tuple[Project, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    project, source, translation = tree
    (page,) = project.pages("en")
    assert "untracked" in run(project, capsys, "status", "--lang", "pl")[1]
    assert run(project, capsys, "accept", page, "--lang", "pl", "--by", "Ewa")[0] == CLEAN
    assert run(project, capsys, "status", "--lang", "pl")[0] == CLEAN
    assert run(project, capsys, "check", "--lang", "en,pl") == (
        CLEAN,
        "2 pages: 0 errors, 0 warnings, 0 suppressed\n",
    )
    commit_all(project.root)
    write(source, ENGLISH.replace("its input", "two files"))
    code, out = run(project, capsys, "diff", page, "--lang", "pl")
    assert code == FINDINGS
    assert "The job reads its input." in out
    assert "The job reads [-its-]{+two+} [-input-]{+files+}." in out
    code, out = run(project, capsys, "check", "--lang", "pl")
    assert (code, out.splitlines()[0]) == (
        CLEAN,
        f"{project.relative(translation)}:3: stale: the source has changed since this was translated "
        "(major); see `i18n diff` (warning)",
    )


def test_touched_pages_are_known(
    tree: tuple[Project, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    project, _, translation = tree
    (page,) = project.pages("en")
    run(project, capsys, "accept", page, "--lang", "pl", "--by", "Ewa")
    commit_all(project.root)
    write(translation, POLISH.replace("cycle.svg", "none.svg"))
    code, out = run(project, capsys, "check", "--touched", "--base", "HEAD", "--lang", "pl")
    assert code == FINDINGS
    assert f"{project.relative(translation)}:5: image-missing" in out


def test_a_page_without_a_source_is_told(
    tree: tuple[Project, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    project, source, translation = tree
    source.unlink()
    code, out = run(project, capsys, "check", "--lang", "pl")
    assert code == FINDINGS
    assert f"{project.relative(translation)}:1: page-orphaned" in out


MDX = """---
title: {title}
---

import Tabs from '@theme/Tabs';
export const options = {{

  wide: true,
}};

<Tabs groupId="sdk" values={{[
  {{label: 'A > B', value: 'a'}},
]}}>
<TabItem value="a">

{first}

</TabItem>
</Tabs>

{{/* a note for authors, the same in all languages */}}

:::note {note}

{second} <Badge text="x" />

:::
"""


def test_mdx_keeps_code_apart_from_prose(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings, source, translation = LAYOUTS["Docusaurus"]
    lines = [
        'languages = ["en", "pl"]',
        *(f"{name} = {json.dumps(value)}" for name, value in settings.items()),
    ]
    write(tmp_path / "pyproject.toml", "\n".join(["[tool.i18n]", *lines]))
    english = {"title": "Guide", "first": "The job reads.", "note": "Read this", "second": "It ends."}
    polish = {"title": "Przewodnik", "first": "Zadanie czyta.", "note": "Uwaga", "second": "Kończy się."}
    write(tmp_path / source, MDX.format(**english))
    write(tmp_path / translation, MDX.format(**polish))
    project = load_project(tmp_path)
    assert run(project, capsys, "accept", "a/guide.mdx", "--by", "Ewa")[0] == CLEAN
    write(tmp_path / source, MDX.format(**english).replace("wide: true", "wide: false"))
    pages = json.loads(run(project, capsys, "status", "--lang", "pl", "--format", "json")[1])["pages"]
    assert [(block["state"], block["kind"]) for block in pages[0]["blocks"]] == [("stale", "code")]
    write(tmp_path / source, MDX.format(**{**english, "second": "It has ended."}))
    pages = json.loads(run(project, capsys, "status", "--lang", "pl", "--format", "json")[1])["pages"]
    assert [(block["state"], block["kind"]) for block in pages[0]["blocks"]] == [("stale", "paragraph")]


def test_a_remark_in_mdx_suppresses_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = 'languages = ["en", "pl"]\ntranslated_pages = "docs/{language}/{page}"'
    write(tmp_path / "pyproject.toml", f"[tool.i18n]\n{settings}\n")
    remark = "{/* i18n-ignore image-missing: made by the build */}\n\n"
    write(tmp_path / "docs/en/a.mdx", f"# A\n\n{remark}![A](none.svg)\n")
    code, out = run(load_project(tmp_path), capsys, "check", "--lang", "en")
    assert code == CLEAN
    assert "docs/en/a.mdx:5: image-missing" in out
    assert "(ignored: made by the build)" in out


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('translated_pages = "docs/{page}.md"', "is the same file for all languages"),
        ('translated_pages = "{page}.{language}.md"', "is no pattern for pages"),
        ('translated_pages = "docs/{language}/index.md"', "is no pattern for pages"),
        ('translated_pages = "docs/{language}/{page}.rst"', "must end with .md, .mdx or {page}"),
    ],
)
def test_a_pattern_that_cannot_work_is_refused(tmp_path: Path, settings: str, message: str) -> None:
    write(tmp_path / "pyproject.toml", f'[tool.i18n]\nlanguages = ["en", "pl"]\n{settings}\n')
    with pytest.raises(ConfigurationError, match=r"pyproject\.toml") as error:
        load_project(tmp_path)
    assert message in str(error.value)
