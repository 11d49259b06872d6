# --8<-- [start:_setup]
from pathlib import Path

# --8<-- [end:_setup]
# --8<-- [start:count]
lines = Path("titanic.csv").read_text().splitlines()
total = len(lines)
# --8<-- [end:count]
