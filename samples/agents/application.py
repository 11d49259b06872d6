"""The shop's application as a workflow: executors where the flow has nodes, edges where it has references."""

import sys

sys.path.append(".")
# --8<-- [start:executors]
import re
from dataclasses import dataclass
from typing import Never

from agent_framework import Executor, Message, WorkflowBuilder, WorkflowContext, handler
from prompt_flow.answer.facts import best_fact

SYSTEM = "You answer customers of the shop Lumivik in one short sentence. You know only this: {fact}"


@dataclass
class Grounded:
    question: str
    fact: str


class LookUp(Executor):
    @handler
    async def look_up(self, question: str, context: WorkflowContext[Grounded]) -> None:
        if not question.strip():
            raise ValueError("the question is empty: ask something")
        await context.send_message(Grounded(question, best_fact(question)))


# --8<-- [end:executors]
# --8<-- [start:ask]
class Ask(Executor):
    def __init__(self, name, client):
        super().__init__(name)
        self.client = client

    @handler
    async def ask(self, asked: Grounded, context: WorkflowContext[str]) -> None:
        prompt = [
            Message("system", [SYSTEM.format(fact=asked.fact)]),
            Message("user", [asked.question]),
        ]
        said = await self.client.get_response(prompt, options={"temperature": 0, "max_tokens": 24})
        await context.send_message(said.text)


class Tidy(Executor):
    @handler
    async def tidy(self, said: str, context: WorkflowContext[Never, str]) -> None:
        first = re.match(r".*?[.!?](?=\s|$)", said.strip(), re.DOTALL)
        await context.yield_output(first[0] if first else said.strip())


# --8<-- [end:ask]
# --8<-- [start:workflow]
import os

from agent_framework.openai import OpenAIChatCompletionClient


def chat_client():
    return OpenAIChatCompletionClient(
        model="SmolLM2-135M-Instruct",
        azure_endpoint=os.environ["AZURE_OPENAI_ENDPOINT"],
        api_key=os.environ["AZURE_OPENAI_API_KEY"],
        api_version="2024-10-21",
    )


def application():
    look_up, ask, tidy = LookUp("look_up"), Ask("ask", chat_client()), Tidy("tidy")
    return WorkflowBuilder(start_executor=look_up).add_edge(look_up, ask).add_edge(ask, tidy).build()


# --8<-- [end:workflow]
