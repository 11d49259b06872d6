"""Join the files of a folder to one table: python join.py <folder of files> <folder for the table>."""

import sys
from pathlib import Path

import pandas as pd

source, target = map(Path, sys.argv[1:])
tables = [pd.read_csv(file) for file in sorted(source.glob("*.csv"))]
pd.concat(tables).to_csv(target / "passengers.csv", index=False)
