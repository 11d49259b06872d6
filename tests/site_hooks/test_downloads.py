"""Every page that runs something offers its samples and itself to take home, in the reader's language."""

import io
import json
import re
import zipfile
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import Tag
from site_hooks.texts import texts

from .conftest import ADDRESS, LANGUAGES, PAGES, Handbook


def links(handbook: Handbook, language: str, page: str) -> list[Tag]:
    return handbook.html(language, page).select(".handbook-take-home a[download]")


def behind(handbook: Handbook, language: str, page: str, link: Tag) -> Path:
    """The file that a link leads to."""
    here = handbook.html_path(language, page).relative_to(handbook.site).as_posix()
    return handbook.site / urljoin(f"/{here}", str(link["href"])).lstrip("/")


def source(path: Path) -> str:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_links_to_an_archive_and_a_notebook(plain: Handbook, language: str) -> None:
    for page in PAGES:
        archive, notebook = links(plain, language, page)
        assert behind(plain, language, page, archive) == plain.site / f"downloads/{page}.zip"
        assert zipfile.is_zipfile(behind(plain, language, page, archive))
        folder = plain.html_path(language, page).parent
        assert behind(plain, language, page, notebook) == folder / f"{page}.ipynb"
        assert notebook.get_text() == texts(language)["take_home"]["notebook"]


def test_the_size_is_said_as_the_language_says_it(plain: Handbook) -> None:
    said = {language: links(plain, language, "first-job")[0].get_text() for language in LANGUAGES}
    assert re.search(r"ZIP, \d+ kB\)", said["en"])
    assert re.search(r"ZIP, \d+.kB\)", said["pl"])
    assert re.search(r"ZIP, \d+.кБ\)", said["ru"])


def test_pages_that_run_nothing_offer_nothing(handbook: Handbook) -> None:
    handbook.change("en", "introduction", lambda text: "# Words\n\nNo code.\n")
    assert handbook.build("en") == []
    assert not links(handbook, "en", "introduction")
    assert not (handbook.site / "downloads/introduction.zip").exists()
    assert not handbook.html("en", "glossary").select(".handbook-take-home")


def test_a_page_with_environments_tells_of_a_clone(handbook: Handbook) -> None:
    for language in LANGUAGES:
        if handbook.page_path(language, "setup").is_file():
            handbook.change(language, "setup", lambda text: f"{text}\n<!-- environment: other -->\n")
    settings = handbook.root / "pyproject.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("fine-tuning = [", 'first-job = ["more"]\nfine-tuning = ['),
        "utf-8",
    )
    assert handbook.build() == []
    _, notebook = links(handbook, "ja", "setup")
    assert "set_up.py other)\n" in readme(handbook, "setup")
    text = source(behind(handbook, "ja", "setup", notebook))
    assert (
        text.count(".venvs/other/bin/activate && pip install jupyterlab && ") == 2
    )  # the same, with Jupyter
    _, notebook = links(handbook, "ja", "first-job")
    assert "set_up.py more)\n" in readme(handbook, "first-job")
    text = source(behind(handbook, "ja", "first-job", notebook))
    assert texts("ja")["take_home"]["clone"] in text
    assert text.count("set_up.py more) && ") == 3  # to begin with, for lack of a package, of a workspace
    _, notebook = links(handbook, "ja", "introduction")
    assert "set_up.py" not in readme(handbook, "introduction")
    assert "set_up.py" not in source(behind(handbook, "ja", "introduction", notebook))


def readme(handbook: Handbook, page: str) -> str:
    with zipfile.ZipFile(handbook.site / f"downloads/{page}.zip") as file:
        return file.read(f"{page}/README.md").decode()


def test_a_notebook_is_in_the_language_that_its_page_is_written_in(plain: Handbook) -> None:
    polish = source(plain.html_path("pl", "first-job").parent / "first-job.ipynb")
    assert texts("pl")["take_home"]["no_files"].format(archive="first-job.zip") in polish
    untranslated = source(plain.html_path("pl", "setup").parent / "setup.ipynb")
    assert untranslated == source(plain.html_path("en", "setup").parent / "setup.ipynb")


def test_a_notebook_links_to_the_site_that_it_comes_from(published: Handbook, plain: Handbook) -> None:
    text = source(published.html_path("ja", "first-job").parent / "first-job.ipynb")
    assert f"[the second part]({ADDRESS}ja/setup/#second)" in text
    assert f"[first-job.zip]({ADDRESS}downloads/first-job.zip)" in text
    text = source(plain.html_path("ja", "first-job").parent / "first-job.ipynb")
    assert "see the second part." in text
    assert "setup.md" not in text


def test_an_archive_tells_where_the_workspace_comes_from(published: Handbook) -> None:
    assert "git+https://github.com/somebody/handbook" in readme(published, "first-job")
    with zipfile.ZipFile(published.site / "downloads/first-job.zip") as file:
        assert file.namelist() == [
            "first-job/README.md",
            "first-job/jobs/greet.py",
            "first-job/requirements.txt",
        ]


def test_two_builds_write_the_same_bytes(handbook: Handbook) -> None:
    def files() -> dict[str, bytes]:
        found = [*handbook.site.rglob("*.zip"), *handbook.site.rglob("*.ipynb")]
        return {path.relative_to(handbook.site).as_posix(): path.read_bytes() for path in found}

    assert handbook.build() == []
    first = files()
    (handbook.root / "samples/jobs/greet.py").touch()
    assert handbook.build() == []
    assert files() == first
    assert len(first) == len(PAGES) * (1 + len(LANGUAGES))


def test_a_changed_sample_is_in_the_next_build(handbook: Handbook) -> None:
    assert handbook.build("en") == []
    sample = handbook.root / "samples/jobs/greet.py"
    sample.write_text(sample.read_text().replace("import sys", "import sys  # new"))
    assert handbook.build("en") == []
    content = (handbook.site / "downloads/first-job.zip").read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert b"import sys  # new" in file.read("first-job/jobs/greet.py")
    assert "# new" in source(handbook.html_path("en", "first-job").parent / "first-job.ipynb")


def test_one_language_alone_has_its_archives_too(handbook: Handbook) -> None:
    assert handbook.build("pl") == []
    archive, _ = links(handbook, "pl", "first-job")
    assert behind(handbook, "pl", "first-job", archive).is_file()


def test_a_broken_embed_is_told_once_and_stops_no_other_page(handbook: Handbook) -> None:
    handbook.change("en", "setup", lambda text: text.replace("greet.py:inner", "greet.py:nowhere", 1))
    problems = handbook.build("en")
    assert len([problem for problem in problems if "nowhere" in problem]) == 1
    assert links(handbook, "en", "first-job")
