"""Ask the workflow one question."""

import sys

sys.path.append(".")
from agents.application import application

# isort: split
# --8<-- [start:ask]
import asyncio


async def answer(question):
    events = await application().run(question)
    return events.get_outputs()[-1]


print(asyncio.run(answer("What does the lamp cost?")))
# --8<-- [end:ask]
