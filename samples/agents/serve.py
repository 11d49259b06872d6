"""Put the workflow into a web service, and call it as any program does."""

import sys

sys.path.append(".")
from agents.application import application

# isort: split
# --8<-- [start:service]
from aiohttp import web


async def score(request):
    question = (await request.json())["question"]
    if not question.strip():
        return web.json_response({"error": "the question is empty: ask something"}, status=400)
    events = await application().run(question)
    return web.json_response({"answer": events.get_outputs()[-1]})


service = web.Application()
service.router.add_post("/score", score)
# --8<-- [end:service]
# --8<-- [start:call]
import asyncio
import socket

from aiohttp import ClientSession

HERE = socket.getaddrinfo(None, 0, socket.AF_INET)[0][4][0]  # only this computer reaches it


async def served():
    runner = web.AppRunner(service)
    await runner.setup()
    await web.TCPSite(runner, HERE, 0).start()
    _, port = runner.addresses[0]
    async with ClientSession() as client:
        for question in ("Who founded Lumivik?", ""):
            answer = await client.post(f"http://{HERE}:{port}/score", json={"question": question})
            print(answer.status, await answer.json())
    await runner.cleanup()


asyncio.run(served())
# --8<-- [end:call]
