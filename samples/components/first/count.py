"""Count the survivors of each group."""

import argparse
from pathlib import Path

import pandas as pd

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--passengers", required=True, help="the CSV file")
parser.add_argument("--by", required=True, help="the column that makes the groups")
parser.add_argument("--table", type=Path, required=True, help="the folder that groups.csv is written to")
arguments = parser.parse_args()

groups = (
    pd.read_csv(arguments.passengers)
    .groupby(arguments.by)["survived"]
    .agg(passengers="size", survivors="sum")
)
groups.to_csv(arguments.table / "groups.csv")
print(groups)
