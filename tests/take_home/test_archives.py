"""An archive of a page's samples runs as it stands, in an empty folder, by the commands of its own README."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .conftest import ROOT, Runs, Site
from .pages import PAGES

NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)*")
STEP = re.compile(r"^## \d\.\n\n```bash\n(.*?)^```", re.MULTILINE | re.DOTALL)
START = re.compile(r"^(?:\S*/)?local-workspace run -- ", re.MULTILINE)
SUBMIT = "python jobs/submit.py"
KEEP_NAME = "| tee log.txt\nJOB=$(sed -n 's/^RunId: //p' log.txt | head -n 1)"


def named_by(text: str, folder: Path, path: Path) -> set[Path]:
    """The samples that a text names, from the samples' folder or, with dots before it, from its own."""
    found: set[Path] = set()
    for name in NAME.findall(text):
        base = path.parent if name.startswith(".") else folder
        if "/" in name and (base / name).resolve().is_relative_to(folder.resolve()):
            found.add((base / name).resolve())
    return {file for it in found for file in (it.rglob("*.py") if it.is_dir() else [it]) if file.is_file()}


@pytest.mark.parametrize("page", PAGES)
def test_every_file_that_an_archive_names_is_in_it(site: Site, page: str) -> None:
    samples = ROOT / "samples"
    with zipfile.ZipFile(site.archive(page)) as file:
        inside = {name.removeprefix(f"{page}/") for name in file.namelist()}
        readme = file.read(f"{page}/README.md").decode()
    assert {"README.md", "workspace/connect.py", "workspace/names.py"} <= inside
    assert ("requirements.txt" in inside) == ("requirements.txt" in readme)
    for name in sorted(inside - {"README.md", "requirements.txt"}):
        text = (samples / name).read_text(encoding="utf-8")
        named = {
            path.relative_to(samples.resolve()).as_posix() for path in named_by(text, samples, samples / name)
        }
        made_or_shown = {it for it in named if it.endswith((".out", ".csv")) and it != "data/titanic.csv"}
        assert named - made_or_shown <= inside, f"{name} names what is not in the archive"


@pytest.mark.parametrize("page", PAGES)
def test_an_archive_holds_only_files_of_the_samples_as_they_are(site: Site, page: str) -> None:
    with zipfile.ZipFile(site.archive(page)) as file:
        for name in file.namelist():
            below = name.removeprefix(f"{page}/")
            if below not in ("README.md", "requirements.txt"):
                assert file.read(name) == (ROOT / "samples" / below).read_bytes()


PRINTED = {
    "setup": "workspaceblobstore",
    "first-job": "titanic-survival 1",
    "agent-framework": "Mika Aalto founded Lumivik",
}


@pytest.mark.parametrize("page", PRINTED)
def test_an_archive_runs_by_its_readme(site: Site, runs: Runs, tmp_path: Path, page: str) -> None:
    content = site.archive(page).read_bytes().hex()
    if runs.holds("an archive", page, content):
        return
    folder = site.unpack(page, tmp_path)
    install, run, *_ = STEP.findall((folder / "README.md").read_text(encoding="utf-8"))
    starts = START.findall(run)
    assert len(starts) == run.count("\n")
    if len(starts) > 2:  # one workspace for all programs is quicker than one after the other
        programs = START.sub("", run).replace(SUBMIT, f"{SUBMIT} {KEEP_NAME}")
        (folder / "all.sh").write_text(f"set -eu\n{programs}")
        run = f"{starts[0]}bash all.sh"
    if "git clone" in install:
        (tmp_path / "handbook").symlink_to(ROOT)  # so nothing is cloned
        run = f"{install}{run}"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-euc", run],
        cwd=folder,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=1500,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert PRINTED[page] in done.stdout
    runs.keep("an archive", page, content)
