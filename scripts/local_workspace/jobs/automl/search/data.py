# pyright: basic
"""What all trials learn from and are measured on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .splits import Split


@dataclass(frozen=True)
class Data:
    """A task with its tables and the ways to cut them."""

    task: Mapping[str, Any]
    table: pd.DataFrame
    target: pd.Series
    splits: list[Split]
    validation: tuple[pd.DataFrame, pd.Series] | None
