"""The node that judges one answer."""

from promptflow.core import tool


# --8<-- [start:node]
@tool
def hit(answer: str, expected: str) -> int:
    return int(expected.lower() in answer.lower())


# --8<-- [end:node]
