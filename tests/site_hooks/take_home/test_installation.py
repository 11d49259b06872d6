"""What a page needs besides packages decides how its programs are installed and started."""

from dataclasses import replace
from pathlib import Path

import pytest
from markdown_pages import parse_page
from site_hooks.errors import SiteError
from site_hooks.take_home.installation import Installation, installation
from snippets.settings import Settings, read_settings
from snippets.steps import steps_of

ROOT = Path(__file__).resolve().parents[3]
SETTINGS = replace(read_settings(ROOT), job_environments={"page": ("models", "judges")})
ADDRESS = "https://code.example/x"
CLONE = (
    'test -d ../handbook || git clone "https://code.example/x" ../handbook',
    "(cd ../handbook && python3 scripts/set_up.py workspace)",
)


def installed(name: str, text: str = "", settings: Settings = SETTINGS) -> Installation:
    page = parse_page(f"# Title\n\n{text}\n", ROOT / f"docs/en/{name}.md", "en", name)
    return installation(name, steps_of(page, ()), settings, ADDRESS)


def test_a_page_that_needs_packages_only_is_installed_by_pip() -> None:
    found = installed("other")
    assert found.commands[1].startswith("pip install -r requirements.txt")
    assert (found.packages, found.in_clone) == ("pip install -r requirements.txt", False)
    assert found.start_from_nothing == found.start == "local-workspace run --"


def test_a_clone_makes_what_the_jobs_of_a_page_need() -> None:
    found = installed("page")
    assert found.commands == (
        *CLONE,
        "(cd ../handbook && python3 scripts/set_up.py models)",
        "(cd ../handbook && python3 scripts/set_up.py judges)",
        ". ../handbook/.venv/bin/activate",
    )
    assert found.start == "../handbook/.venv/bin/local-workspace run --"
    assert found.start_from_nothing == f"{found.packages} && pip install jupyterlab && {found.start}"
    assert found.packages == " && ".join(found.commands)


def test_a_page_that_names_an_environment_runs_in_it() -> None:
    found = installed("page", "<!-- environment: flows -->")
    assert found.commands[2] == "(cd ../handbook && python3 scripts/set_up.py flows)"
    assert found.commands[-1] == ". ../handbook/.venvs/flows/bin/activate"
    assert found.start == "../handbook/.venv/bin/local-workspace run --"


def test_an_environment_that_is_needed_twice_is_made_once() -> None:
    commands = installed("page", "<!-- environment: judges -->").commands
    assert [command for command in commands if command.endswith("judges)")] == [commands[2]]


@pytest.mark.parametrize("name", ["set_up", "workspace"])
def test_environments_that_nothing_makes_are_an_error(name: str) -> None:
    with pytest.raises(SiteError, match=r"pyproject\.toml: .* no `set_up` and `workspace` .* 'page'"):
        installed("page", settings=replace(SETTINGS, **{name: ()}))
