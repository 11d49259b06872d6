"""PO files beside what the round trips show: the old source, and files that are none."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from translation_drift.errors import DriftError
from translation_drift.exchange.files import read_units

from ..conftest import Edit
from ..git_history import needs_git
from .conftest import Desk


@needs_git
def test_a_stale_block_is_fuzzy_and_carries_the_source_it_was_made_from(
    desk: Callable[[str], Desk], edit: Edit, root: Path
) -> None:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.com"]
    for command in (["init", "-q"], ["add", "docs"], [*identity, "commit", "-q", "-m", "pages"]):
        subprocess.run(["git", *command], cwd=root, env=environment, check=True)
    edit("docs/en/guide.md", "counts its lines.", "counts its columns.")
    file = polib.pofile(str(desk("po").path))
    (entry,) = [entry for entry in file if entry.fuzzy]
    assert entry.msgid == "The program opens the file and counts its columns."
    assert entry.previous_msgid == "The program opens the file and counts its lines."
    assert entry.occurrences == [("docs/en/guide.md", "23")]


def test_what_repeats_the_source_is_handed_out_as_not_translated(
    desk: Callable[[str], Desk], edit: Edit
) -> None:
    source = "The program opens the file and counts its lines."
    edit("docs/pl/guide.md", "Program otwiera plik i liczy jego wiersze.", source)
    file = polib.pofile(str(desk("po").path))
    (entry,) = [entry for entry in file if entry.msgid == source]
    assert (entry.msgstr, entry.fuzzy) == ("", False)


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b'msgid ""\nmsgstr "Language: pl\\n"\n\noops "a"\n', 4, "is not a PO file"),
        (b'msgid ""\nmsgstr ""\n"Content-Type: text/plain\\n"\n', 1, "names no Language"),
        (b'msgid "\xff"\n', None, "is not UTF-8"),
    ],
)
def test_a_file_that_is_no_po_is_refused(
    tmp_path: Path, content: bytes, line: int | None, message: str
) -> None:
    path = tmp_path / "file.po"
    path.write_bytes(content)
    with pytest.raises(DriftError, match=message) as error:
        read_units(path, "file.po")
    assert (str(error.value.path), error.value.line) == ("file.po", line)
