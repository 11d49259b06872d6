"""What a chat may ask: each wrong request is refused before any model is loaded."""

import json
from typing import Any

import pytest
from local_workspace.serving.chat.errors import ChatError
from local_workspace.serving.chat.orders import read

USER = {"role": "user", "content": "Hello"}


def _read(**sent: Any) -> Any:
    return read(json.dumps({"messages": [USER], **sent}).encode())


def test_a_short_request_has_the_defaults_of_the_service() -> None:
    order = _read()
    assert order.document == {
        "messages": [USER],
        "settings": {"max_tokens": None, "temperature": 1.0, "top_p": 1.0, "seed": None, "stop": []},
    }
    assert not order.stream


def test_settings_and_parts_of_text_are_passed_on() -> None:
    parts = [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]
    messages = [{"role": "developer", "content": "Be brief"}, {"role": "user", "content": parts}]
    order = _read(
        messages=messages, temperature=0, top_p=0.5, seed=7, stop="end", max_completion_tokens=9, n=1,
        stream=True, stream_options={"include_usage": True}, tools=[], user="me",
    )  # fmt: skip
    assert order.document["messages"] == [
        {"role": "system", "content": "Be brief"},
        {"role": "user", "content": "one\ntwo"},
    ]
    assert order.document["settings"] == {
        "max_tokens": 9,
        "temperature": 0.0,
        "top_p": 0.5,
        "seed": 7,
        "stop": ["end"],
    }
    assert order.stream
    assert order.include_usage


@pytest.mark.parametrize(
    ("sent", "param", "code"),
    [
        ({"messages": []}, "messages", "empty_array"),
        ({"messages": None}, "messages", "missing_required_parameter"),
        ({"messages": "hi"}, "messages", "invalid_type"),
        ({"messages": ["hi"]}, "messages[0]", "invalid_type"),
        ({"messages": [USER, {"role": "robot", "content": ""}]}, "messages[1].role", "invalid_value"),
        ({"messages": [{"role": ["user"], "content": ""}]}, "messages[0].role", "invalid_value"),
        ({"messages": [{"content": ""}]}, "messages[0].role", "missing_required_parameter"),
        ({"messages": [{"role": "tool", "content": ""}]}, "messages[0].role", "unsupported_value"),
        ({"messages": [{"role": "user", "content": None}]}, "messages[0].content", "invalid_type"),
        (
            {"messages": [{"role": "user", "content": [{"type": "image_url"}]}]},
            "messages[0].content[0].type",
            "invalid_value",
        ),
        ({"temperature": -1}, "temperature", "decimal_below_min_value"),
        ({"temperature": 2.5}, "temperature", "decimal_above_max_value"),
        ({"temperature": "hot"}, "temperature", "invalid_type"),
        ({"top_p": 1.5}, "top_p", "decimal_above_max_value"),
        ({"max_tokens": 0}, "max_tokens", "integer_below_min_value"),
        ({"max_tokens": True}, "max_tokens", "invalid_type"),
        ({"max_tokens": 1, "max_completion_tokens": 1}, "max_tokens", "invalid_parameter_combination"),
        ({"seed": 2**80}, "seed", "integer_above_max_value"),
        ({"stop": list("abcde")}, "stop", "array_above_max_length"),
        ({"stop": 3}, "stop", "invalid_type"),
        ({"stream": "yes"}, "stream", "invalid_type"),
        ({"stream_options": {"include_usage": True}}, "stream_options", None),
        ({"n": 2}, "n", "unsupported_value"),
        ({"tools": [{"type": "function"}]}, "tools", "unsupported_value"),
        ({"presence_penalty": 0.5}, "presence_penalty", "unsupported_value"),
        ({"logprobs": True}, "logprobs", "unsupported_value"),
        ({"temprature": 1}, None, None),
    ],
)
def test_what_is_wrong_is_named(sent: Any, param: str | None, code: str | None) -> None:
    with pytest.raises(ChatError) as refusal:
        _read(**sent)
    assert refusal.value.status == 400
    assert refusal.value.error["type"] == "invalid_request_error"
    assert (refusal.value.error["param"], refusal.value.error["code"]) == (param, code)


def test_the_message_says_what_was_expected() -> None:
    with pytest.raises(ChatError, match=r"'temperature': decimal below minimum value.*>= 0, but got -1"):
        _read(temperature=-1)
    with pytest.raises(ChatError, match="Unrecognized request argument supplied: temprature"):
        _read(temprature=1)


@pytest.mark.parametrize("content", [b"{", b"[]", b'"text"', b"\xff", b"[" * 100_000, b""])
def test_what_is_no_json_object_is_refused(content: bytes) -> None:
    with pytest.raises(ChatError, match="could not parse the JSON body") as refusal:
        read(content)
    assert refusal.value.status == 400


def test_neutral_values_of_what_cannot_be_done_are_taken() -> None:
    assert _read(presence_penalty=0.0, logprobs=False, response_format={"type": "text"}, top_logprobs=0)
