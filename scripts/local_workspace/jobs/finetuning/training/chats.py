# pyright: basic
"""Reads chats: a file of JSON lines, each `{"messages": [{"role": …, "content": …}, …]}`.

The form: Azure/azureml-examples, sdk/python/jobs/finetuning/standalone, chat-completion (read 2026-11-21).
That the service refuses what is refused here, and its wording, is unverified.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROLES = ("system", "user", "assistant")
Chat = dict[str, list[dict[str, str]]]


class ChatError(Exception):
    """What is wrong with a file of chats, with its line."""


def read(path: Path) -> list[Chat]:
    """All chats of a file, each cut in two: the last answer (`completion`), and what comes before (`prompt`).

    Raises:
        ChatError: a line is no chat that ends with an answer, or there is none.
    """
    chats = list(_chats(path))
    if not chats:
        raise ChatError(f"{path.name}: there is no chat in this file.")
    return chats


def _chats(path: Path) -> Iterator[Chat]:
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if line.strip():
            try:
                messages = _messages(json.loads(line))
            except (ValueError, ChatError) as problem:
                raise ChatError(f"{path.name}:{number}: {problem}") from problem
            yield {"prompt": messages[:-1], "completion": messages[-1:]}


def _messages(row: Any) -> list[dict[str, str]]:
    given = row.get("messages") if isinstance(row, dict) else None
    if not isinstance(given, list):
        raise ChatError('a line must be an object with a list of "messages".')
    messages = [_message(each) for each in given]
    roles = [each["role"] for each in messages]
    if roles[-2:] != ["user", "assistant"]:
        raise ChatError(f"a chat must end with user and assistant, not {', '.join(roles) or 'be empty'}.")
    return messages


def _message(given: Any) -> dict[str, str]:
    role, content = (given.get("role"), given.get("content")) if isinstance(given, dict) else (None, None)
    if role not in ROLES:
        raise ChatError(f"the role is {role!r}; it must be one of {', '.join(ROLES)}.")
    if not isinstance(content, str) or not content.strip():
        raise ChatError(f"the message of the {role} is empty.")
    return {"role": role, "content": content}
