"""The node that keeps the first sentence of an answer."""

import re

from promptflow.core import tool


# --8<-- [start:node]
@tool
def tidy(said: str) -> str:
    first = re.match(r".*?[.!?](?=\s|$)", said.strip(), re.DOTALL)
    return first[0] if first else said.strip()


# --8<-- [end:node]
