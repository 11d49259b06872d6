"""What the shop knows, and which of it a question is about."""

import json
import re
from collections import Counter
from pathlib import Path

FACTS = Path(__file__).with_name("facts.jsonl")


# --8<-- [start:best]
def beginnings(text: str) -> set[str]:
    return {word[:4] for word in re.findall(r"\w+", text.lower())}


def best_fact(question: str) -> str:
    """Return the fact that shares most with a question; rare words count more."""
    facts = [json.loads(line)["fact"] for line in FACTS.read_text("utf-8").splitlines()]
    often = Counter(word for fact in facts for word in beginnings(fact))
    asked = beginnings(question)
    return max(facts, key=lambda fact: sum(1 / often[word] for word in beginnings(fact) & asked))


# --8<-- [end:best]
