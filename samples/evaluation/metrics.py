"""Metrics of an answer that need no second model: they count words."""

# --8<-- [start:overlap]
import re
from collections import Counter
from difflib import SequenceMatcher


def words(text):
    plain = re.sub(r"[^\w\s]", "", text.lower())
    return re.sub(r"\b(a|an|the)\b", " ", plain).split()


def exact_match(answer, expected):
    return float(words(answer) == words(expected))


def f1(answer, expected):
    found, wanted = Counter(words(answer)), Counter(words(expected))
    return 2 * (found & wanted).total() / (found.total() + wanted.total())


def similarity(answer, expected):
    return SequenceMatcher(None, answer.lower(), expected.lower()).ratio()


# --8<-- [end:overlap]


# --8<-- [start:grounded]
NUMBER_OR_NAME = re.compile(r"\d+(?:\.\d+)?|(?<!^)(?<![.!?]\s)\b[A-Z]\w+")


def unfounded(answer, source):
    known = set(re.findall(r"\d+(?:\.\d+)?|\w+", source.lower()))
    return [each for each in NUMBER_OR_NAME.findall(answer) if each.lower() not in known]


# --8<-- [end:grounded]
