"""A proof leads to the whole program, on the site and, where there is one, in the repository."""

import hashlib
import subprocess
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from .conftest import LANGUAGES, SAMPLE, Handbook, read_html
from .test_code import INNER, WHOLE
from .test_evidence import facts, marks, result, write
from .test_languages import address

SHOWN = "".join(line for line in SAMPLE.splitlines(keepends=True) if "--8<--" not in line)
URL = "https://github.com/somebody/handbook"


def sample_page(handbook: Handbook, language: str) -> BeautifulSoup:
    folder = "" if language == "en" else f"{language}/"
    return read_html(handbook.site / f"{folder}samples/jobs/greet.py.html")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_link_leads_to_the_region_of_the_whole_program(handbook: Handbook, language: str) -> None:
    write(handbook, result(language), result(language, text=INNER))
    assert handbook.build() == []
    links = [mark.select("a")[0]["href"] for mark in marks(handbook, language)]
    here = address(language, "first-job")
    folder = address(language, "index")
    assert [urljoin(here, str(link)) for link in links] == [
        f"{folder}samples/jobs/greet.py.html#{region}" for region in ("whole", "inner")
    ]
    html = sample_page(handbook, language)
    code = html.select_one("pre > code")
    assert code
    assert code.get_text() == SHOWN.rstrip("\n")
    regions = {str(it["id"]): it.get_text() for it in html.select(".handbook-region")}
    assert regions == {"whole": WHOLE.rstrip("\n"), "inner": f"    {INNER}".rstrip("\n")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_sample_says_its_language_and_finds_its_files(
    handbook: Handbook, language: str
) -> None:
    write(handbook, result(language))
    assert handbook.build() == []
    html = sample_page(handbook, language)
    assert html.html
    assert html.html["lang"] == language
    folder = "" if language == "en" else f"{language}/"
    page = f"http://h/{folder}samples/jobs/greet.py.html"
    for tag in [*html.select("link[href]"), *html.select("script[src]")]:
        found = urljoin(page, str(tag.get("href") or tag.get("src"))).removeprefix("http://h/")
        assert (handbook.site / found).is_file(), tag
    links = [urljoin(page, str(tag["href"])).removeprefix("http://h/") for tag in html.select("main a")]
    assert links == [folder, f"{folder}first-job/"]


def test_a_sample_without_proof_has_no_page(plain: Handbook) -> None:
    assert not (plain.site / "samples").exists()


def test_regions_that_overlap_stay_well_formed(handbook: Handbook) -> None:
    sample = handbook.root / "samples/jobs/greet.py"
    lines = ["a = 1", "b = 2", "c = 3"]
    marked = [
        "# --8<-- [start:whole]",
        lines[0],
        "# --8<-- [start:inner]",
        lines[1],
        "# --8<-- [end:whole]",
        lines[2],
        "# --8<-- [end:inner]",
    ]
    sample.write_text("\n".join([*marked, ""]))
    digest = hashlib.sha256(b"a = 1\nb = 2\n").hexdigest()
    write(handbook, result(sha256=digest))
    assert handbook.build("en") == []
    html = sample_page(handbook, "en")
    regions = {str(it["id"]): it.get_text() for it in html.select(".handbook-region")}
    assert regions == {"whole": "a = 1\nb = 2", "inner": "b = 2"}


def git(handbook: Handbook, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.com", *arguments]
    return subprocess.run(command, cwd=handbook.root, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def clone(handbook: Handbook, monkeypatch: pytest.MonkeyPatch) -> Handbook:
    """A handbook with a repository, that lies in a folder of its clone."""
    monkeypatch.setenv("REPO_URL", URL)
    git(handbook, "init", "-q")
    git(handbook, "add", "samples")
    git(handbook, "commit", "-q", "-m", "samples")
    return handbook


def test_lines_are_linked_in_the_commit_that_is_built(clone: Handbook) -> None:
    write(clone, result(), result(text=INNER))
    assert clone.build("en") == []
    commit = git(clone, "rev-parse", "HEAD").strip()
    links = [mark.select("a")[1] for mark in marks(clone)]
    assert [link["href"] for link in links] == [
        f"{URL}/blob/{commit}/samples/jobs/greet.py#L{lines}" for lines in ("4-L9", "9-L9")
    ]
    assert facts(marks(clone)[0])["In the repository"] == "samples/jobs/greet.py#L4-L9"
    assert SAMPLE.splitlines()[8].strip() == INNER.strip()


def test_lines_that_the_commit_does_not_have_are_not_linked(clone: Handbook) -> None:
    sample = clone.root / "samples/jobs/greet.py"
    sample.write_text(f"# more\n{sample.read_text()}")
    write(clone, result())
    assert clone.build("en") == []
    [mark] = marks(clone)
    assert "In the repository" not in facts(mark)
