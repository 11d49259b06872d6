"""Write the three tables of the page, each without the rows that the models are measured on later."""

# --8<-- [start:passengers]
import pandas as pd
from sklearn.model_selection import train_test_split

passengers = pd.read_csv("data/titanic.csv")
seen, unseen = train_test_split(passengers, test_size=0.25, random_state=7, stratify=passengers.survived)
seen.to_csv("automl/titanic/passengers.csv", index=False)
unseen.to_csv("automl/unseen_passengers.csv", index=False)
print(len(seen), "passengers to learn from,", len(unseen), "kept aside")
# --8<-- [end:passengers]

# --8<-- [start:_patients]
from sklearn.datasets import load_diabetes

patients = load_diabetes(as_frame=True, scaled=False).frame
seen, unseen = train_test_split(patients, test_size=0.25, random_state=7)
seen.to_csv("automl/diabetes/patients.csv", index=False)
unseen.to_csv("automl/unseen_patients.csv", index=False)
# --8<-- [end:_patients]

# --8<-- [start:tickets]
import numpy as np

month = pd.date_range("2018-01-01", periods=96, freq="MS")
number = np.arange(96)
chance = np.random.default_rng(7).normal(0, 60, 96)
sold = 2000 + 15 * number + 500 * np.sin((month.month - 4) / 6 * np.pi) + chance
tickets = pd.DataFrame({"month": month, "tickets": sold.round()})
tickets[:-12].to_csv("automl/tickets/months.csv", index=False)
tickets[-12:].to_csv("automl/unseen_months.csv", index=False)
# --8<-- [end:tickets]
