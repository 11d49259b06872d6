"""A page that names an environment runs in it; one that cannot be had is told at the page's line."""

import sys
import venv
from pathlib import Path

import pytest
from markdown_pages import MarkdownPagesError, read_page
from snippets.environments import Environments, activated
from snippets.errors import EnvironmentMissingError
from snippets.run import run_page
from snippets.workspaces import NoWorkspace

from .conftest import Project

NAMED = "# Page\n\n<!-- environment: other -->\n\n"


@pytest.fixture
def other(project: Project) -> Path:
    """An environment that sees this one's packages, and a command that counts how often it is asked for."""
    place = project.root / ".venvs" / "other"
    venv.create(place, symlinks=True)
    packages = next(place.glob("lib/python*/site-packages"))
    (packages / "tests.pth").write_text(
        "\n".join(path for path in sys.path if path.endswith("site-packages"))
    )
    project.write(
        "set_up.py", "import sys\nopen('asked', 'a').write(sys.argv[1])\nsys.exit(sys.argv[1] != 'other')\n"
    )
    project.settings_text = f'set_up = ["{sys.executable}", "set_up.py"]\n'
    return place


def page(project: Project, *embeds: str) -> None:
    path = project.page(*embeds)
    path.write_text(path.read_text().replace("# Page\n\n", NAMED))


def outputs(project: Project) -> list[str]:
    run = run_page(
        "page",
        project.steps(),
        project.tree,
        NoWorkspace(),
        project.root / "run",
        environments=Environments(project.settings),
    )
    assert [each.failure for each in run.outcomes] == [None] * len(run.steps)
    return [each.output for each in run.outcomes]


def test_python_and_bash_of_the_page_run_in_it(project: Project, other: Path) -> None:
    project.sample("a.py", one="import sys\nprint(sys.prefix)")
    project.sample("b.sh", one="python -c 'import sys; print(sys.prefix)'")
    page(project, "a.py:one", "b.sh:one")
    assert outputs(project) == ["", f"{other}\n", f"{other}\n"]
    assert (project.root / "asked").read_text() == "other"


def test_it_is_set_up_once(project: Project, other: Path) -> None:
    environments = Environments(project.settings)
    assert environments.programs("other") == environments.programs("other") == other / "bin"
    assert (project.root / "asked").read_text() == "other"


@pytest.mark.usefixtures("other")
def test_an_environment_that_cannot_be_had_is_an_error(project: Project) -> None:
    with pytest.raises(EnvironmentMissingError, match="no environment 'absent'"):
        Environments(project.settings).programs("absent")


@pytest.mark.usefixtures("other")
def test_the_page_says_where_it_names_one_that_is_not_there(project: Project) -> None:
    project.sample("a.py", one="print(1)")
    path = project.page("a.py:one")
    path.write_text(path.read_text().replace("# Page\n\n", NAMED.replace("other", "absent")))
    report = project.pytest("docs", status=1)
    assert "docs/en/page.md:3" in report.text
    assert "there is no environment 'absent'" in report.text


def test_what_the_jobs_of_a_page_need_is_set_up(project: Project, other: Path) -> None:
    project.settings_text += '[tool.snippets.job_environments]\npage = ["other"]\n'
    project.sample("a.py", one="import sys\nprint(sys.prefix)")
    project.page("a.py:one")
    assert outputs(project) == [f"{sys.prefix}\n"]
    assert (project.root / "asked").read_text() == "other"
    assert other.is_dir()


def test_only_the_tests_own_programs_give_way() -> None:
    own = str(Path(sys.executable).parent)
    found = activated({"PATH": f"/stand-in:{own}:/usr/bin", "HOME": "/h"}, Path("/e/bin"))
    assert found["PATH"] == "/stand-in:/e/bin:/usr/bin"
    assert (found["HOME"], found["VIRTUAL_ENV"]) == ("/h", "/e")


def test_a_page_has_one_environment(project: Project) -> None:
    path = project.write("docs/en/page.md", f"{NAMED}{NAMED}")
    with pytest.raises(MarkdownPagesError, match=r"page\.md:7: names a second environment; line 3"):
        read_page(path, project.root / "docs")


@pytest.mark.usefixtures("other")
def test_a_translation_names_the_same(project: Project) -> None:
    project.sample("a.py", one="print(1)")
    page(project, "a.py:one")
    project.page("a.py:one", language="pl")
    report = project.pytest("docs", status=1)
    assert "the environment other" in report.text
    assert "docs/pl/page.md" in report.text
