"""What the resident process imports ahead of calls need not be installed: readers have no IPython."""

import gc
import sys

import pytest
from local_workspace.az import worker


def test_what_is_not_installed_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)
    monkeypatch.setattr(worker, "_LATE", ("not_installed_anywhere", "this"))
    worker._import_late()  # pyright: ignore[reportPrivateUsage]
    gc.unfreeze()
    assert "this" in sys.modules
