"""The locks pin everything with hashes, agree with each other and name no host."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCK_FOLDER = ROOT / "scripts" / "locks"
LOCKS = sorted(LOCK_FOLDER.glob("*.txt"))
REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+?))?(?: \\)?$")


def requirements(text: str) -> dict[tuple[str, str], str]:
    """Version by name and marker."""
    found = (REQUIREMENT.match(line) for line in text.splitlines())
    return {(m["name"], m["marker"] or ""): m["version"] for m in found if m}


def unhashed(text: str) -> list[str]:
    """Names of the requirements that no hash follows."""
    lines = text.splitlines()
    return [
        line
        for line, following in zip(lines, [*lines[1:], ""], strict=True)
        if REQUIREMENT.match(line) and not following.strip().startswith("--hash=sha256:")
    ]


def test_there_is_a_lock_for_each_set_up() -> None:
    shared, own = (
        ["dev", "site", "workspace"],
        ["agents", "base-model", "language-models", "language-models-cpu", "prompt-flow"],
    )
    assert sorted(lock.stem for lock in LOCKS) == sorted(shared + own)


def test_the_two_builds_of_torch_have_the_same_companions() -> None:
    """What CI installs is the one with the small build; the other is what PyPI alone can give."""
    plain, small = (
        {
            name: version
            for (name, _), version in requirements((LOCK_FOLDER / f"{lock}.txt").read_text()).items()
        }
        for lock in ("language-models", "language-models-cpu")
    )
    assert (plain["torch"], small["torch"]) == ("2.13.0", "2.13.0+cpu")
    of_cuda = {name for name in plain if name.startswith(("nvidia-", "cuda-")) or name == "triton"}
    assert of_cuda
    assert plain.keys() - of_cuda - small.keys() == set()
    assert {name: plain.get(name) for name in small if name != "torch"} == {
        name: version for name, version in small.items() if name != "torch"
    }


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_requirement_is_pinned_and_hashed(lock: Path) -> None:
    text = lock.read_text()
    assert len(requirements(text)) > (0 if lock.stem == "base-model" else 30)
    assert unhashed(text) == []
    other = [
        line for line in text.splitlines() if not REQUIREMENT.match(line) and "--hash=sha256:" not in line
    ]
    assert other == []


def test_a_missing_hash_is_seen() -> None:
    assert unhashed("a==1 \\\n    --hash=sha256:0\nb==2\n") == ["b==2"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_no_lock_names_a_host(lock: Path) -> None:
    assert re.findall(r"https?:|--(?:extra-)?index|--find-links", lock.read_text()) == []


def test_the_smaller_locks_agree_with_dev() -> None:
    dev = requirements((ROOT / "scripts/locks/dev.txt").read_text())
    for lock in (LOCK_FOLDER / "site.txt", LOCK_FOLDER / "workspace.txt"):
        versions = {name: version for (name, _), version in requirements(lock.read_text()).items()}
        known = {name: {v for (n, _), v in dev.items() if n == name} for name in versions}
        assert {name: v for name, v in versions.items() if v not in known[name]} == {}


def test_the_site_needs_neither_the_sdk_nor_mlflow() -> None:
    names = {name for name, _ in requirements((ROOT / "scripts/locks/site.txt").read_text())}
    assert names & {"azure-ai-ml", "mlflow", "mlflow-skinny", "scikit-learn", "pandas"} == set()


def test_the_locks_hold_what_pyproject_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    pins = {
        pin.split(" ;")[0].split("[")[0].split("==")[0]: pin.split(" ;")[0].split("==")[1]
        for extra in project["project"]["optional-dependencies"].values()
        for pin in extra
        if not pin.startswith("azureml-handbook[") and "python_full_version" not in pin
    }
    dev = {
        name: version
        for (name, _), version in requirements((ROOT / "scripts/locks/dev.txt").read_text()).items()
    }
    assert {name: dev.get(name) for name in pins} == pins
