"""Write one file for each port: a folder of data, with the table that is made of it."""

# --8<-- [start:split]
import pandas as pd

everybody = pd.read_csv("data/titanic.csv")
for letter, port in {"C": "cherbourg", "Q": "queenstown", "S": "southampton"}.items():
    boarded = everybody[everybody.embarked == letter]
    boarded.to_csv(f"data_assets/by_port/{port}.csv", index=False)
    print(f"{port}.csv: {len(boarded)} passengers")
# --8<-- [end:split]
