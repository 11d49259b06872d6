# pyright: basic
"""The vendored passengers are the rows of OpenML's data set 40945 as scikit-learn carries it."""

import gzip
import hashlib
import io
from pathlib import Path

import pandas as pd
import sklearn.datasets

COPY = Path(__file__).parents[2] / "samples" / "data" / "titanic.csv"
ORIGINAL = (
    Path(sklearn.datasets.__file__).parent
    / "tests"
    / "data"
    / "openml"
    / "id_40945"
    / "data-v1-dl-16826755.arff.gz"
)


def original() -> pd.DataFrame:
    head, _, rows = gzip.decompress(ORIGINAL.read_bytes()).decode("utf-8").partition("@data")
    names = [line.split("'")[1] for line in head.splitlines() if line.startswith("@attribute")]
    return pd.read_csv(io.StringIO(rows.lstrip()), names=names, na_values="?", escapechar="\\")


def test_it_has_the_rows_of_the_original_in_their_order() -> None:
    pd.testing.assert_frame_equal(pd.read_csv(COPY), original())


def test_it_is_the_file_that_was_reviewed() -> None:
    digest = hashlib.sha256(COPY.read_bytes()).hexdigest()
    assert digest == "b83ab0b5169ceb660a97f1157bde0951fa7bedfe492ae6686ce8e80a3ff94877"


def test_the_page_counts_them_right() -> None:
    passengers = pd.read_csv(COPY)
    page = (COPY.parents[2] / "docs" / "en" / "first-job.md").read_text("utf-8")
    assert f"{len(passengers):,} passengers" in page
    assert f"right for {1 - passengers['survived'].mean():.0%}".replace("%", " %") in page
