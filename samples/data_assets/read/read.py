"""Read the passengers as a file, a folder and a table; write those who survived."""

# --8<-- [start:read]
import argparse
from pathlib import Path

import pandas as pd

parser = argparse.ArgumentParser(description=__doc__)
for name in ("file", "folder", "table", "address", "survivors"):
    parser.add_argument(f"--{name}", required=True)
arguments = parser.parse_args()

passengers = pd.read_csv(arguments.file)
print("file:", len(passengers), "passengers")
print("folder:", *sorted(path.name for path in Path(arguments.folder).iterdir()))

late = sorted(Path(arguments.table).rglob("*.csv"))
print("table:", *(path.name for path in late), sum(len(pd.read_csv(path)) for path in late), "passengers")
print("address:", arguments.address.partition("/datastores/")[2].partition("/")[0])

survivors = passengers[passengers.survived == 1]
survivors.to_csv(Path(arguments.survivors, "survivors.csv"), index=False)
# --8<-- [end:read]
