"""An environment that is here is used when it holds exactly what is pinned."""

import sys
from pathlib import Path

import pytest
from local_workspace.jobs.prepared import Prepared

PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"


def environment(prefix: Path, *packages: str, python: str = PYTHON) -> Path:
    for package in packages:
        (prefix / "lib" / python / "site-packages" / f"{package}.dist-info").mkdir(parents=True)
    return prefix


@pytest.mark.parametrize(
    ("pins", "found"),
    [
        ({"torch": "2.13.0"}, True),
        ({"Torch": "2.13.0", "azure-ai-ml": "1.35.2"}, True),
        ({"torch": "2.13.1"}, False),
        ({"torch": "2.13.0", "absent": "1"}, False),
    ],
)
def test_all_pins_have_to_be_there(tmp_path: Path, pins: dict[str, str], found: bool) -> None:
    place = environment(tmp_path / "own", "torch-2.13.0+cpu", "azure_ai_ml-1.35.2")
    assert Prepared((place,)).holding(pins) == (place / "bin" if found else None)


def test_the_first_that_meets_them_is_taken(tmp_path: Path) -> None:
    first, second = environment(tmp_path / "a", "a-1"), environment(tmp_path / "b", "a-1", "b-1")
    assert Prepared((first, second)).holding({"a": "1"}) == first / "bin"
    assert Prepared((first, second)).holding({"a": "1", "b": "1"}) == second / "bin"


def test_an_environment_of_another_python_does_not_count(tmp_path: Path) -> None:
    other = environment(tmp_path / "other", "a-1", python="python3.8")
    assert Prepared((other,)).holding({"a": "1"}) is None


def test_an_environment_counts_from_the_moment_that_it_is_made(tmp_path: Path) -> None:
    prepared = Prepared((), tmp_path / "venvs")
    assert prepared.holding({"a": "1"}) is None
    place = environment(tmp_path / "venvs" / "models", "a-1")
    assert prepared.holding({"a": "1"}) is None, "more may be on its way"
    (place / "installed-models.txt").touch()
    assert prepared.holding({"a": "1"}) == place / "bin"
