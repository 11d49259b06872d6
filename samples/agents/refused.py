"""What a workflow refuses: edges that do not fit when it is built, a bad message when it runs."""

import sys

sys.path.append(".")
from agents.application import LookUp, Tidy, application

# isort: split
# --8<-- [start:build]
from agent_framework import WorkflowBuilder, WorkflowValidationError

look_up, tidy = LookUp("look_up"), Tidy("tidy")
try:
    WorkflowBuilder(start_executor=look_up).add_edge(look_up, tidy).build()
except WorkflowValidationError as error:
    print(error)
# --8<-- [end:build]

# --8<-- [start:run]
import asyncio

try:
    asyncio.run(application().run(""))
except ValueError as error:
    print(error)
# --8<-- [end:run]
