# pyright: basic
"""What is told to the server and heard from it: files in the job's working directory, written whole lines."""

import json
import time
from pathlib import Path
from typing import Any

EVENTS, ANSWERS = Path("events.jsonl"), Path("answers")
LOOK = 0.02
"""Seconds between two looks at whether the server has answered."""


def tell(event: str, **facts: Any) -> None:
    """Say what has happened."""
    with EVENTS.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"event": event, **facts}) + "\n")


def wait_for_job(trial: int) -> None:
    """Wait until the child job of a trial is there: only then can MLflow log to it."""
    while not (ANSWERS / f"{trial}.made").exists():
        time.sleep(LOOK)


def is_cancelled(trial: int) -> bool:
    """Whether somebody has cancelled the child job."""
    return (ANSWERS / f"{trial}.cancelled").exists()
