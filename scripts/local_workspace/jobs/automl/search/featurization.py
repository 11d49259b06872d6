# pyright: basic
"""Makes numbers of a table: what is missing is filled in, words become columns of zeros and ones."""

from typing import Any

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from .problems import DataProblem

SELDOM = 10
"""A word that occurs less often than this shares a column with the other rare ones."""

MANY = 0.5
"""A column of words of which this share are different tells nothing, such as names or ticket numbers."""


def featurizer(table: pd.DataFrame, *, scaled: bool, automatic: bool) -> ColumnTransformer:
    """What turns the columns of a table into numbers.

    Raises:
        DataProblem: there are words and featurization is off, or nothing is left to learn from.
    """
    useful = [column for column in table.columns if table[column].nunique() > 1]
    numbers = [column for column in useful if pd.api.types.is_numeric_dtype(table[column])]
    words = [column for column in useful if column not in numbers]
    if words and not automatic:
        # Unverified wording.
        raise DataProblem(
            f"Featurization is off, but the column(s) {', '.join(map(str, words))} are not numeric."
        )
    words = [column for column in words if table[column].nunique() <= MANY * len(table)]
    if not numbers + words:
        raise DataProblem("No column is left that tells anything about the target.")
    steps: list[Any] = [SimpleImputer(strategy="median"), *([StandardScaler()] if scaled else [])]
    encoder = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=SELDOM, sparse_output=False)
    fill = SimpleImputer(strategy="constant", fill_value="missing")
    return ColumnTransformer(
        [("numbers", make_pipeline(*steps), numbers), ("words", make_pipeline(fill, encoder), words)]
    )


def pipeline_of(table: pd.DataFrame, learner: Any, *, scaled: bool, automatic: bool) -> Pipeline:
    """The whole model: what makes numbers, and what learns from them."""
    return Pipeline(
        [("featurizer", featurizer(table, scaled=scaled, automatic=automatic)), ("learner", learner)]
    )
