"""The node that finds what the shop knows."""

# --8<-- [start:node]
from facts import best_fact
from promptflow.core import tool


@tool
def look_up(question: str) -> str:
    if not question.strip():
        raise ValueError("the question is empty: ask something")
    return best_fact(question)


# --8<-- [end:node]
