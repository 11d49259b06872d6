"""Find the oldest passengers of a table: python sort.py <folder of the table> <how many> <folder>."""

import sys
from pathlib import Path

import pandas as pd

source, count, target = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
passengers = pd.read_csv(source / "passengers.csv").sort_values(["age", "name"], ascending=[False, True])
passengers[["name", "age"]].head(count).to_csv(target / "oldest.csv", index=False)
