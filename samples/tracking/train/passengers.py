"""The passengers of the Titanic, made ready for models: read by the programs beside and above."""

# --8<-- [start:passengers]
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = ["pclass", "age", "sibsp", "parch", "fare"]
WORDS = ["sex", "embarked"]


def read(path):
    """Three quarters of the passengers to learn from, the rest to measure with."""
    passengers = pd.read_csv(path)
    features = passengers[NUMBERS + WORDS].astype(dict.fromkeys(NUMBERS, "float64"))
    survived = passengers["survived"]
    return train_test_split(features, survived, test_size=0.25, random_state=7, stratify=survived)


def preparation():
    """Numbers of the same size, and columns of zeros and ones for words."""
    return make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), WORDS),
    )


# --8<-- [end:passengers]
