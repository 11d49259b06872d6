"""What a model's process tells, as the documents and the stream of chat completions.

Shapes: https://learn.microsoft.com/azure/ai-services/openai/reference (chat completions, 2024-10-21; read
2026-11-21). Without the results of content filters: there are none here.
"""

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from local_workspace.arm import Json
from local_workspace.serving.chat.errors import ChatError
from local_workspace.serving.chat.model_process import Told


@dataclass(frozen=True)
class Answer:
    """One answer of a model: its name for the client, and what is told of it."""

    model: str
    told: Told
    id: str = field(default_factory=lambda: f"chatcmpl-{uuid4().hex[:29]}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self) -> Json:
        """The answer in one document.

        Raises:
            ChatError: the model failed on the way, or the client is gone.
        """
        pieces: list[str] = []
        end: Json = {}
        with closing(self.told):
            for event in self.told.events():
                pieces.append(event.get("text", ""))
                end = event.get("end", end)
        message: Json = {"role": "assistant", "content": "".join(pieces), "refusal": None}
        choice: Json = {"index": 0, "message": message, "finish_reason": end["reason"], "logprobs": None}
        return self._document("chat.completion", [choice]) | {"usage": self._usage(end)}

    def stream(self, *, include_usage: bool) -> "Stream":
        """The answer as server-sent events, `[DONE]` last; nothing while there is nothing to say."""
        return Stream(self.told, self._chunks(include_usage=include_usage))

    def _chunks(self, *, include_usage: bool) -> Iterator[bytes]:
        more: Json = {"usage": None} if include_usage else {}
        yield self._event([_delta({"role": "assistant", "content": "", "refusal": None})], more)
        end: Json = {}
        try:
            for event in self.told.events():
                if "text" in event:
                    yield self._event([_delta({"content": event["text"]})], more)
                elif "end" in event:
                    end = event["end"]
                else:
                    yield b""
        except ChatError as error:
            yield _line({"error": error.error})
            return
        yield self._event([_delta({}, end["reason"])], more)
        if include_usage:
            yield self._event([], {"usage": self._usage(end)})
        yield b"data: [DONE]\n\n"

    def _usage(self, end: Json) -> Json:
        prompt, completion = self.told.prompt_tokens, end["completion_tokens"]
        return {
            "prompt_tokens": prompt,
            "completion_tokens": completion,
            "total_tokens": prompt + completion,
        }

    def _document(self, kind: str, choices: Iterable[Json]) -> Json:
        own: Json = {"id": self.id, "object": kind, "created": self.created, "model": self.model}
        return own | {"choices": list(choices), "system_fingerprint": None}

    def _event(self, choices: Iterable[Json], more: Json) -> bytes:
        return _line(self._document("chat.completion.chunk", choices) | more)


class Stream(Iterator[bytes]):
    """The events of an answer; closing it ends the conversation, also before its first event."""

    def __init__(self, told: Told, events: Iterator[bytes]) -> None:
        self._told, self._events = told, events

    def __next__(self) -> bytes:
        """The next event; the conversation is over with the last."""
        return next(self._events)

    def close(self) -> None:
        """Hang up on the model."""
        self._told.close()


def _delta(delta: Json, reason: str | None = None) -> Json:
    return {"index": 0, "delta": delta, "finish_reason": reason, "logprobs": None}


def _line(document: Any) -> bytes:
    return f"data: {json.dumps(document, ensure_ascii=False)}\n\n".encode()
