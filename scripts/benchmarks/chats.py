"""Figures of the local chat: memory before and after the model is loaded, and how fast it speaks."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
from local_workspace.workspace_server import LocalWorkspace

from benchmarks.measure import BenchmarkError, Figure
from benchmarks.signed_in import SignedIn

TOKENS = 64
MB = 1 << 20
QUESTION = "Explain what machine learning is, and how a model is trained."


def answers() -> Iterator[Figure]:
    """Measure the first chat, which loads the model, and one after it, token by token."""
    with (
        tempfile.TemporaryDirectory() as folder,
        LocalWorkspace(Path(folder) / "state") as workspace,
    ):
        server = psutil.Process(workspace.facts["pid"])
        yield Figure("server before the first chat", server.memory_info().rss / MB, "MB")
        loading, _, _ = _chat(workspace, 1)
        yield Figure("first token with loading the model", loading, "s")
        first, speaking, pieces = _chat(workspace, TOKENS)
        yield Figure("first token once loaded", first, "s", 2)
        yield Figure("tokens per second", (pieces - 1) / speaking, "1/s")
        (child,) = (each for each in server.children(recursive=True) if _holds_the_model(each))
        yield Figure("server after the chats", server.memory_info().rss / MB, "MB")
        yield Figure("process of the model", child.memory_info().rss / MB, "MB")


def _chat(workspace: LocalWorkspace, tokens: int) -> tuple[float, float, int]:
    """Seconds to the first piece of text, seconds from there to the last, and how many there were."""
    variables = workspace.facts["variables"]
    url = f"{variables['AZURE_OPENAI_ENDPOINT']}/openai/v1/chat/completions"
    body = {"model": "SmolLM2-135M-Instruct", "temperature": 0, "max_tokens": tokens, "stream": True}
    messages = [{"role": "user", "content": QUESTION}]
    headers = {"api-key": variables["AZURE_OPENAI_API_KEY"]}
    begun = time.perf_counter()
    session = SignedIn(workspace).session
    answer = session.post(url, json={**body, "messages": messages}, headers=headers, stream=True)
    if answer.status_code != 200:
        raise BenchmarkError(answer.text)
    times = [time.perf_counter() - begun for line in answer.iter_lines() if _says_something(line)]
    return times[0], times[-1] - times[0], len(times)


def _says_something(line: bytes) -> bool:
    data = line.removeprefix(b"data: ")
    if not data.startswith(b"{"):
        return False
    choices = json.loads(data)["choices"]
    return bool(choices and choices[0]["delta"].get("content"))


def _holds_the_model(process: psutil.Process) -> bool:
    words = " ".join(process.cmdline())
    return "chat_server.py" in words and "supervisor" not in words
