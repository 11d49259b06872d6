"""The node that sees all answers at once and logs a metric."""

from promptflow.core import log_metric, tool


# --8<-- [start:node]
@tool
def hit_rate(hits: list[int]) -> float:
    rate = round(sum(hits) / len(hits), 3)
    log_metric("hit_rate", rate)
    return rate


# --8<-- [end:node]
