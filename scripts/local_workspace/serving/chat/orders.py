"""What a client asks of a chat model, read and checked before the model is troubled with it.

Parameters: https://learn.microsoft.com/azure/ai-services/openai/reference (chat completions, 2024-10-21).
UNVERIFIED: the exact wordings, which follow what the service's own errors look like.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from local_workspace.arm import Json
from local_workspace.serving.chat.errors import ChatError, invalid

ROLES = {"system": "system", "developer": "system", "user": "user", "assistant": "assistant"}
"""The roles that the model knows; `developer` is what newer clients call `system`."""
ALL_ROLES = "'system', 'assistant', 'user', 'function', 'tool', and 'developer'"
MOST_STOPS = 4
LARGEST_SEED = 2**63 - 1
WITHOUT_EFFECT = frozenset(("metadata", "model", "store", "user", "safety_identifier", "service_tier"))
NEUTRAL: Mapping[str, tuple[Any, ...]] = {
    **dict.fromkeys(("frequency_penalty", "presence_penalty"), (0, None)),
    **dict.fromkeys(("functions", "logit_bias", "tools"), ([], {}, None)),
    **dict.fromkeys(("logprobs",), (False, None)),
    "n": (1, None),
    "parallel_tool_calls": (True, False, None),
    "response_format": ({"type": "text"}, None),
    "tool_choice": ("none", "auto", None),
    "top_logprobs": (0, None),
}
"""What this model cannot do, with the values that do not ask for it."""

KINDS = {
    "NoneType": "null",
    "bool": "a boolean",
    "dict": "an object",
    "int": "an integer",
    "list": "an array",
    "str": "a string",
}
"""What the types of JSON are called in refusals."""


@dataclass(frozen=True)
class Order:
    """A chat that can be answered."""

    messages: Sequence[Mapping[str, str]]
    model: str | None
    max_tokens: int | None
    temperature: float
    top_p: float
    seed: int | None
    stop: Sequence[str]
    stream: bool
    include_usage: bool

    @property
    def document(self) -> Json:
        """The order as the model's process reads it."""
        names = ("max_tokens", "temperature", "top_p", "seed")
        settings: Json = {name: getattr(self, name) for name in names}
        return {"messages": list(self.messages), "settings": settings | {"stop": list(self.stop)}}


def read(content: bytes) -> Order:
    """Read a request.

    Raises:
        ChatError: it is not one, or asks for what the model cannot do.
    """
    sent = _document(content)
    _check_names(sent)
    return Order(
        _messages(sent.get("messages")),
        _text(sent, "model"),
        _max_tokens(sent),
        _decimal(sent, "temperature", 2),
        _decimal(sent, "top_p", 1),
        _integer(sent, "seed", -LARGEST_SEED, LARGEST_SEED),
        _stops(sent.get("stop")),
        bool(_flag(sent, "stream", "stream")),
        _include_usage(sent),
    )


def _document(content: bytes) -> Json:
    try:
        sent: Any = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise invalid(f"We could not parse the JSON body of your request: {error}.") from error
    if not isinstance(sent, dict):
        raise invalid("We could not parse the JSON body of your request: it is no JSON object.")
    return cast("Json", sent)


def _check_names(sent: Json) -> None:
    known = {"messages", "max_tokens", "max_completion_tokens", "temperature", "top_p", "seed", "stop"}
    known |= {"stream", "stream_options"} | WITHOUT_EFFECT
    for name, value in sent.items():
        if name in known:
            continue
        if name not in NEUTRAL:
            raise invalid(f"Unrecognized request argument supplied: {name}")
        if not any(value == each and type(value) is type(each) for each in NEUTRAL[name]) and value != 0.0:
            raise invalid(
                f"Unsupported value: '{name}' is not supported with this model.", name, "unsupported_value"
            )


def _messages(sent: Any) -> list[Mapping[str, str]]:
    if sent is None:
        raise invalid("Missing required parameter: 'messages'.", "messages", "missing_required_parameter")
    if not isinstance(sent, list):
        raise _type_error("messages", "an array of objects", sent)
    messages = cast("list[Any]", sent)
    if not messages:
        raise invalid(
            "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty "
            "array instead.", "messages", "empty_array",
        )  # fmt: skip
    return [_message(f"messages[{number}]", each) for number, each in enumerate(messages)]


def _message(place: str, sent: Any) -> Mapping[str, str]:
    if not isinstance(sent, dict):
        raise _type_error(place, "an object", sent)
    message = cast("Json", sent)
    role = message.get("role")
    if role is None:
        where = f"{place}.role"
        raise invalid(f"Missing required parameter: '{where}'.", where, "missing_required_parameter")
    if role in ("function", "tool"):
        text = f"Unsupported value: this model does not know the role '{role}'."
        raise invalid(text, f"{place}.role", "unsupported_value")
    if not isinstance(role, str) or role not in ROLES:
        text = f"Invalid value: '{role}'. Supported values are: {ALL_ROLES}."
        raise invalid(text, f"{place}.role", "invalid_value")
    return {"role": ROLES[role], "content": _content(f"{place}.content", message.get("content"))}


def _content(place: str, sent: Any) -> str:
    """Text, or the texts of a list of parts."""
    if isinstance(sent, str):
        return sent
    if not isinstance(sent, list):
        raise _type_error(place, "a string or an array of content parts", sent)
    texts: list[str] = []
    for number, part in enumerate(cast("list[Any]", sent)):
        known = cast("Json", part) if isinstance(part, dict) else {}
        kind = known.get("type")
        if kind != "text":
            text = f"Invalid content type {kind!r}: this model reads text only."
            raise invalid(text, f"{place}[{number}].type", "invalid_value")
        texts.append(str(known.get("text") or ""))
    return "\n".join(texts)


def _max_tokens(sent: Json) -> int | None:
    old = _integer(sent, "max_tokens", 1, None)
    new = _integer(sent, "max_completion_tokens", 1, None)
    if old is not None and new is not None:
        raise invalid(
            "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
            "max_tokens", "invalid_parameter_combination",
        )  # fmt: skip
    return new if old is None else old


def _decimal(sent: Json, name: str, most: float) -> float:
    value = sent.get(name)
    if value is None:
        return 1.0
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _type_error(name, "a decimal", value)
    if value < 0:
        raise _bound("decimal", name, "below minimum", f">= 0, but got {value}", "decimal_below_min_value")
    if value > most:
        raise _bound(
            "decimal", name, "above maximum", f"<= {most:g}, but got {value}", "decimal_above_max_value"
        )
    return float(value)


def _integer(sent: Json, name: str, least: int, most: int | None) -> int | None:
    value = sent.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise _type_error(name, "an integer", value)
    if value < least:
        raise _bound(
            "integer", name, "below minimum", f">= {least}, but got {value}", "integer_below_min_value"
        )
    if most is not None and value > most:
        raise _bound(
            "integer", name, "above maximum", f"<= {most}, but got {value}", "integer_above_max_value"
        )
    return value


def _bound(kind: str, name: str, what: str, expected: str, code: str) -> ChatError:
    return invalid(f"Invalid '{name}': {kind} {what} value. Expected a value {expected} instead.", name, code)


def _stops(sent: Any) -> list[str]:
    stops = cast("list[Any]", sent) if isinstance(sent, list) else [] if sent is None else [sent]
    if not all(isinstance(each, str) for each in stops):
        raise _type_error("stop", "a string or an array of strings", cast("object", sent))
    if len(stops) > MOST_STOPS:
        text = f"Invalid 'stop': array too long. Expected an array with maximum length {MOST_STOPS}, but got "
        raise invalid(f"{text}an array with length {len(stops)} instead.", "stop", "array_above_max_length")
    return [each for each in stops if each]


def _include_usage(sent: Json) -> bool:
    options = sent.get("stream_options")
    if options is None:
        return False
    if not isinstance(options, dict):
        raise _type_error("stream_options", "an object", options)
    if not sent.get("stream"):
        raise invalid(
            "The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options"
        )
    return bool(_flag(cast("Json", options), "include_usage", "stream_options.include_usage"))


def _text(sent: Json, name: str) -> str | None:
    return _typed(sent.get(name), name, "a string", lambda value: isinstance(value, str))


def _flag(sent: Json, name: str, place: str) -> bool | None:
    return _typed(sent.get(name), place, "a boolean", lambda value: isinstance(value, bool))


def _typed(value: Any, name: str, wanted: str, fits: Callable[[Any], bool]) -> Any:
    if value is not None and not fits(value):
        raise _type_error(name, wanted, value)
    return value


def _type_error(name: str, wanted: str, found: object) -> ChatError:
    kind = KINDS.get(type(found).__name__, "a decimal")
    text = f"Invalid type for '{name}': expected {wanted}, but got {kind} instead."
    return invalid(text, name, "invalid_type")
