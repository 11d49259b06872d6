"""An archive is the same in every build, and says what to install and to start."""

import io
import os
import zipfile
from pathlib import Path

import pytest
from markdown_pages import languages, read_page
from site_hooks.errors import SiteError
from site_hooks.take_home.archive import packed, programs, readme, requirements
from site_hooks.take_home.installation import Installation, installation
from site_hooks.texts import all_texts
from snippets.settings import read_settings
from snippets.steps import steps_of

ROOT = Path(__file__).resolve().parents[3]


def samples(folder: Path) -> Path:
    for name in ("jobs/b.sh", "jobs/a.py", "data/c.csv"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def test_the_same_samples_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = samples(tmp_path / "1"), samples(tmp_path / "2")
    os.utime(second / "jobs/a.py", (1, 1))
    (second / "jobs/a.py").chmod(0o600)
    names = ["jobs/b.sh", "jobs/a.py", "data/c.csv"]
    more = {"README.md": "Read"}
    assert packed("page", first, names, more) == packed("page", second, reversed(names), more)


def test_everything_lies_in_one_folder_and_programs_can_be_started(tmp_path: Path) -> None:
    content = packed("page", samples(tmp_path), ["jobs/b.sh", "jobs/a.py"], {"README.md": "Read"})
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        modes = {entry.filename: entry.external_attr >> 16 for entry in file.infolist()}
        assert file.testzip() is None
        assert file.read("page/jobs/a.py") == b"jobs/a.py"
    assert modes == {"page/README.md": 0o100644, "page/jobs/a.py": 0o100644, "page/jobs/b.sh": 0o100755}


def test_the_packages_are_those_that_the_samples_are_tested_with() -> None:
    lines = requirements(ROOT).splitlines()
    configuration = (ROOT / "pyproject.toml").read_text()
    assert {line.partition("==")[0] for line in lines} >= {"azure-ai-ml", "mlflow", "pandas", "scikit-learn"}
    assert all(f'"{line}"' in configuration for line in lines)


def test_a_program_that_asks_for_a_job_is_given_one() -> None:
    page = read_page(ROOT / "docs/en/first-job.md", ROOT / "docs")
    found = programs(steps_of(page, ["jobs/train"]), ROOT / "samples")
    assert found[2:5] == ["jobs/register_data.py", "jobs/submit.py", 'jobs/metrics.py "$JOB"']
    for program in found:
        asks = "argv" in (ROOT / "samples" / program.partition(" ")[0]).read_text(encoding="utf-8")
        assert asks == program.endswith('"$JOB"')


def test_a_project_without_pins_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(SiteError, match=r"pyproject\.toml: says no versions"):
        requirements(tmp_path)


LOCALES = languages(ROOT / "mkdocs.yml")
WORDS = {locale: all_texts()[locale]["take_home"] for locale in LOCALES}


def read(installed: Installation) -> str:
    names = {it: it for it in LOCALES}
    return readme("page", ["jobs/a.py", "jobs/b.py"], installed, "page.ipynb", names, WORDS)


def test_the_readme_speaks_all_languages_and_gives_each_command_once() -> None:
    installed = installation("page", [], read_settings(ROOT), "https://code.example/x")
    text = read(installed)
    for locale in LOCALES:
        assert WORDS[locale]["install"] in text
        assert WORDS[locale]["clone"] not in text
    assert text.count("`local-workspace run --`") == len(LOCALES)
    for command in (
        'pip install -r requirements.txt "azureml-handbook[workspace] @ git+https://code.example/x"',
        "local-workspace run -- python jobs/a.py\nlocal-workspace run -- python jobs/b.py\n",
        "local-workspace run -- jupyter lab page.ipynb",
    ):
        assert text.count(command) == 1


def test_the_readme_of_a_page_with_environments_tells_of_the_clone_in_all_languages() -> None:
    installed = Installation(("make it",), "make it", "../clone/start --", in_clone=True)
    text = read(installed)
    for locale in LOCALES:
        assert f"{WORDS[locale]['install']} {WORDS[locale]['clone']}" in text
    assert text.count("`../clone/start --`") == len(LOCALES)
    assert text.count("../clone/start -- python jobs/a.py\n") == 1
    assert text.count("pip install jupyterlab\n../clone/start -- jupyter lab page.ipynb\n") == 1
