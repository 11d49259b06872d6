"""The tools work without the rest of the repository: installed from a wheel, started from somewhere else."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
START = """
import sys
from pathlib import Path
from local_workspace.workspace_server import LocalWorkspace
import local_workspace, requests

assert Path(local_workspace.__file__).is_relative_to(sys.argv[1]), local_workspace.__file__
with LocalWorkspace(Path("state")) as workspace:
    variables = workspace.facts["variables"]
    page = requests.get(workspace.facts["page"], timeout=10)
    print(page.status_code, "local workspace" in page.text.lower())
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the project's packages as a wheel brings them, and nothing else of it."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder / "dist", ROOT]
    subprocess.run([*pip, *build], check=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", folder / "packages", wheel], check=True)
    return folder / "packages"


def run(installed: Path, folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python with the wheel's packages before those of this environment, but not the repository's."""
    third_party = sysconfig.get_paths()["purelib"]
    code = "import runpy, sys; sys.path = [p for p in sys.path if '/scripts' not in p]; "
    code += "sys.argv = sys.argv[1:]; exec(sys.argv.pop(0))"
    environment = {**os.environ, "PYTHONPATH": f"{installed}{os.pathsep}{third_party}"}
    return subprocess.run(
        [sys.executable, "-c", code, *command], cwd=folder, env=environment, capture_output=True, text=True
    )


def test_the_local_workspace_starts_from_a_wheel(installed: Path, tmp_path: Path) -> None:
    done = run(installed, tmp_path, START, "python", str(installed))
    assert done.stdout == "200 True\n", done.stderr


def test_the_translation_checks_work_from_a_wheel(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins: [{i18n: {languages: [{locale: en}, {locale: pl}]}}]\n")
    (tmp_path / "docs/en").mkdir(parents=True)
    (tmp_path / "docs/en/index.md").write_text("# Hello\n")
    main = "from translation_drift.cli import main; sys.exit(main())"
    done = run(installed, tmp_path, main, "i18n", "status", "--format", "json")
    assert '"missing"' in done.stdout, done.stderr
