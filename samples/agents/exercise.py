"""The workflow without the fact: one executor is another."""

import sys

sys.path.append(".")
from agents.application import Ask, Grounded, LookUp, Tidy, chat_client

# isort: split
# --8<-- [start:bare]
import asyncio

from agent_framework import Message, WorkflowBuilder, WorkflowContext, handler


class AskBare(Ask):
    @handler
    async def ask(self, asked: Grounded, context: WorkflowContext[str]) -> None:
        system = "You answer customers of the shop Lumivik in one short sentence."
        prompt = [Message("system", [system]), Message("user", [asked.question])]
        said = await self.client.get_response(prompt, options={"temperature": 0, "max_tokens": 24})
        await context.send_message(said.text)


look_up, ask, tidy = LookUp("look_up"), AskBare("ask", chat_client()), Tidy("tidy")
bare = WorkflowBuilder(start_executor=look_up).add_chain([look_up, ask, tidy]).build()
events = asyncio.run(bare.run("What does the lamp cost?"))
print(events.get_outputs()[-1])
# --8<-- [end:bare]
