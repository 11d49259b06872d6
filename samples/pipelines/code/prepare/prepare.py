"""Keep what the models need of the passengers, and set a quarter of them aside for the measurement."""

import argparse
from pathlib import Path

import pandas as pd

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--passengers", required=True, help="the CSV file")
parser.add_argument("--prepared", type=Path, required=True, help="the folder that the two parts go to")
arguments = parser.parse_args()

passengers = pd.read_csv(arguments.passengers)
passengers = passengers[["survived", "pclass", "sex", "age", "sibsp", "parch", "fare", "embarked"]]
unseen = passengers.sample(frac=0.25, random_state=7)
seen = passengers.drop(unseen.index)

seen.to_csv(arguments.prepared / "seen.csv", index=False)
unseen.to_csv(arguments.prepared / "unseen.csv", index=False)
print(f"{len(seen)} passengers to learn from, {len(unseen)} to measure with")
